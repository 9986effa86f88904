package org.cloister.verifiertests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cloister.ledger.entry.AggregateEntry;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.entry.Heartbeat;
import org.cloister.ledger.entry.ModelRelease;
import org.cloister.ledger.entry.ProtocolMessages;
import org.cloister.model.Digest;
import org.cloister.verifiertests.Auditor.Said;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that the real writer was made to write, and that are not true. */
class FalseEntryTests {
  @TempDir static Path shared;
  @TempDir Path dir;

  private static ToldStory told;

  @BeforeAll
  static void tellTheStory() throws IOException {
    told = ToldStory.in(shared);
  }

  @Test
  void verify_aggregateOfWhatIsNotThere_isRefused() throws IOException {
    refused(story -> story.log.append(aggregate(List.of(9_999L), Story.TERMS)), "REFERENCE_BROKEN");
    refused(story -> story.log.append(aggregate(List.of(1L), Story.TERMS)), "REFERENCE_BROKEN");
    refused(
        story -> story.log.append(aggregate(List.of(told.contributions().get(0)), Story.TERMS)),
        "REFERENCE_BROKEN");
    refused(
        story -> story.log.append(aggregate(List.of(), Digest.of("other"))), "TRANSCRIPT_MISMATCH");
  }

  @Test
  void verify_otherMessagesThanInTheTranscript_isRefused() throws IOException {
    refusedAs(echo -> ProtocolMessages.none());
    refusedAs(echo -> messages(echo, "other", "survivors"));
    refusedAs(echo -> messages(echo, "keys", "other"));
    refusedAs(echo -> messages(echo, "survivors", "keys"));
  }

  @Test
  void verify_roundWithItsEcho_isTaken() throws IOException {
    Said said =
        told.with(
            dir,
            story -> {
              story.open(3, Story.SWAPPED);
              ProtocolMessages own = messages(story.echo(3), "keys", "survivors");
              story.log.append(altered(own, own));
            });
    assertEquals(0, said.exit(), said.toString());
  }

  /** A transcript that is sound in itself, over another opening than that of its round. */
  @Test
  void verify_echoOfAnotherOpening_isRefused() throws IOException {
    refused(
        story -> {
          story.open(3, Story.SWAPPED);
          Digest first = story.echo(3);
          story.open(4, Story.SWAPPED);
          ProtocolMessages other = messages(story.echo(4), "keys", "survivors");
          assertNotEquals(first, story.echo(4));
          story.log.append(altered(other, other));
        },
        "TRANSCRIPT_MISMATCH");
  }

  private void refusedAs(Function<Digest, ProtocolMessages> altered) throws IOException {
    refused(
        story -> {
          story.open(3, Story.SWAPPED);
          Digest echo = story.echo(3);
          ProtocolMessages signed = messages(echo, "keys", "survivors");
          story.log.append(altered(signed, altered.apply(echo)));
        },
        "TRANSCRIPT_MISMATCH");
  }

  private static ProtocolMessages messages(Digest echo, String keys, String survivors) {
    return new ProtocolMessages(
        Optional.of(echo), Optional.of(Digest.of(keys)), Optional.of(Digest.of(survivors)));
  }

  /** Names other messages than those that its transcript is over. */
  private static AggregateEntry altered(ProtocolMessages signed, ProtocolMessages named) {
    AggregateEntry honest =
        Story.aggregate(3, List.of(), List.of(), signed, Story.TERMS, new TreeMap<>());
    return new AggregateEntry(
        honest.at(),
        honest.step(),
        honest.inputs(),
        honest.dropouts(),
        honest.aggregate(),
        honest.model(),
        honest.rule(),
        named,
        honest.transcript());
  }

  @Test
  void verify_pluginThatWasNotAdmitted_isRefused() throws IOException {
    refused(story -> story.open(3, Digest.of("never admitted")), "REFERENCE_BROKEN");
    refused(story -> story.open(3, Story.SITES_OWN), "REFERENCE_BROKEN");
    refused(
        story -> contribute(story, 3, Digest.of("never admitted"), story.log.head(), 4000, site(2)),
        "REFERENCE_BROKEN");
    refused(
        story -> contribute(story, 3, Story.SITES_OWN, story.log.head(), 4000, site(2)),
        "REFERENCE_BROKEN");
  }

  @Test
  void verify_budgetThatGoesBack_isRefused() throws IOException {
    refused(
        story -> contribute(story, 3, Story.SWAPPED, story.log.head(), 2999, site(2)),
        "BUDGET_NOT_MONOTONE");
  }

  @Test
  void verify_unknownOrRetiredKey_isRefused() throws IOException {
    refused(
        story ->
            story.log.append(new Heartbeat(Parties.ORIGIN, "ntp", 1), ToldStory.PARTIES.stranger),
        "KEY_NOT_VALID");
    refused(
        story -> story.log.append(new Heartbeat(Parties.ORIGIN, "ntp", 1), site(1)),
        "KEY_NOT_VALID");
    refused(
        story -> contribute(story, 3, Story.SWAPPED, story.log.head(), 4000, site(0)),
        "KEY_NOT_VALID");
  }

  @Test
  void verify_releaseOfAnotherModelOrWithoutApproval_isRefused() throws IOException {
    refused(
        story -> story.log.append(release(Digest.of("x"), told.lastAggregate(), List.of())),
        "REFERENCE_BROKEN");
    refused(
        story -> story.log.append(release(Story.model(3), told.lastAggregate(), List.of(0L))),
        "REFERENCE_BROKEN");
    Said warned =
        told.with(
            dir,
            story -> story.log.append(release(Story.model(3), told.lastAggregate(), List.of())));
    assertEquals("VERIFIED", warned.verdict(), warned.toString());
    assertTrue(warned.has("APPROVALS_FEW"));
  }

  @Test
  void verify_participantThatSawAnotherHistory_isASplitView() throws IOException {
    refused(
        story ->
            contribute(
                story, 3, Story.SWAPPED, new Head(5, Digest.of("another root")), 4000, site(2)),
        "SPLIT_VIEW");
    refused(
        story ->
            contribute(
                story, 3, Story.SWAPPED, new Head(9_999, story.log.head().root()), 4000, site(2)),
        "SPLIT_VIEW");
  }

  private static BodySigner site(int number) {
    return ToldStory.PARTIES.sites.get(number);
  }

  /** Hospital 3 contributes to a new round. */
  private static void contribute(
      Story story, int round, Digest bundle, Head seen, int spent, BodySigner signer) {
    story.open(round, Story.SWAPPED);
    story.log.append(story.contribution(round, 2, bundle, seen, spent), signer);
  }

  private static AggregateEntry aggregate(List<Long> inputs, Digest terms) {
    return Story.aggregate(2, inputs, List.of(), ProtocolMessages.none(), terms, new TreeMap<>());
  }

  private static ModelRelease release(Digest model, long aggregate, List<Long> approvals) {
    return new ModelRelease(
        Parties.ORIGIN, "job-1", model, aggregate, "registry", "use", approvals);
  }

  private void refused(Consumer<Story> defect, String code) throws IOException {
    Said said = told.with(dir, defect);
    assertEquals(6, said.exit(), said.toString());
    assertTrue(said.has(code), said.toString());
  }
}

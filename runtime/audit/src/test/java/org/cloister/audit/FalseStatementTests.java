package org.cloister.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.ledger.entry.EntryBody;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.node.PartyLedger;
import org.cloister.node.Statements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a site states that is not so: its answer does not count, and the ledger says so. */
@Timeout(120)
class FalseStatementTests {
  private static final String LIAR = "site-1";

  @TempDir Path folder;
  private Consortium all;
  private final List<Bytes> honest = new ArrayList<>();

  @BeforeEach
  void found() throws Exception {
    all = new Consortium(folder, 3);
  }

  /** Runs two rounds in which the liar states this. */
  private void lie(Statements instead) {
    all.between.put(LIAR, own -> new Stating(own, instead));
    assertInstanceOf(JobOutcome.Completed.class, all.run(2));
  }

  private void assertRefused(int answers, String code) throws Exception {
    List<String> contributions =
        all.entries("contribution").stream().filter(line -> line.contains(LIAR)).toList();
    assertEquals(2 - answers, contributions.size(), contributions::toString);
    List<String> incidents =
        all.entries("incident").stream().filter(line -> line.contains(code)).toList();
    assertEquals(answers, incidents.size(), () -> code + " in " + incidents);
    incidents.forEach(line -> assertTrue(line.contains("\"party\":\"" + LIAR + "\""), line));
    assertEquals(
        answers, all.entries("incident").stream().filter(line -> line.contains("dropout")).count());
    String report = all.verified();
    assertTrue(report.startsWith("0\n"), report);
  }

  private Statement read(Bytes statement) {
    return Statement.read(statement, name -> Optional.of(all.signing.get(LIAR).verifyingKey()));
  }

  private interface Change {
    ContributionEntry of(ContributionEntry body);
  }

  /** States what it should but for one thing, under its own key. */
  private Statements but(Change change) {
    return (to, message, digest) ->
        honest(to, message, digest)
            .map(
                statement -> {
                  Statement said = read(statement);
                  EntryBody other = change.of((ContributionEntry) said.contribution().body());
                  SignedBody signed =
                      SignedBody.sign(other, new BodySigner(LIAR, all.signing.get(LIAR)));
                  return new Statement(signed, said.salt()).toBytes();
                });
  }

  private PartyLedger own = PartyLedger.none();

  private Optional<Bytes> honest(String to, Message message, Digest digest) {
    Optional<Bytes> statement = own.of(to, message, digest);
    statement.ifPresent(honest::add);
    return statement;
  }

  private static ContributionEntry with(
      ContributionEntry body, String participant, String step, Digest update, Head seen) {
    return new ContributionEntry(
        body.at(),
        step,
        participant,
        update,
        body.bundles(),
        body.base(),
        body.rule(),
        body.nonce(),
        seen,
        body.privacy());
  }

  @Test
  void statement_none_isRefused() throws Exception {
    lie((to, message, digest) -> Optional.empty());
    assertRefused(2, "CL-0905");
  }

  @Test
  void statement_noise_isRefused() throws Exception {
    lie((to, message, digest) -> Optional.of(Consortium.bytes("{\"body\":}")));
    assertRefused(2, "CL-0905");
  }

  @Test
  void statement_ofAnotherMessage_isRefused() throws Exception {
    lie((to, message, digest) -> honest(to, message, Digest.of("another message")));
    assertRefused(2, "CL-0905");
  }

  @Test
  void statement_ofTheRoundBefore_isRefused() throws Exception {
    lie(
        (to, message, digest) -> {
          Optional<Bytes> now = honest(to, message, digest);
          return now.map(statement -> honest.get(0));
        });
    assertRefused(1, "CL-0905");
  }

  @Test
  void statement_inAnothersName_isRefused() throws Exception {
    lie(but(b -> with(b, "site-0", b.step(), b.update(), b.seen())));
    assertRefused(2, "CL-0905");
  }

  @Test
  void statement_aboutAnotherStep_isRefused() throws Exception {
    lie(but(b -> with(b, b.participant(), "other", b.update(), b.seen())));
    assertRefused(2, "CL-0905");
  }

  @Test
  void statement_whoseUpdateIsNotWhatWasSent_isRefused() throws Exception {
    lie(but(b -> with(b, b.participant(), b.step(), Digest.of("other"), b.seen())));
    assertRefused(2, "CL-0905");
  }

  @Test
  void statement_thatSawAnotherHistory_isRefusedAsAFork() throws Exception {
    lie(
        but(
            b -> {
              Head seen = new Head(b.seen().size(), Digest.of("another root"));
              return with(b, b.participant(), b.step(), b.update(), seen);
            }));
    assertRefused(2, "CL-0903");
  }

  @Test
  void statement_signedByAnotherKey_isRefused() throws Exception {
    lie(
        (to, message, digest) ->
            honest(to, message, digest)
                .map(
                    statement -> {
                      Statement said = read(statement);
                      SignedBody signed =
                          SignedBody.sign(
                              said.contribution().body(), new BodySigner(LIAR, Consortium.key()));
                      return new Statement(signed, said.salt()).toBytes();
                    }));
    assertRefused(2, "CL-0906");
  }

  /** A site's own ledger that states something else. */
  private final class Stating extends Passing {
    private final Statements instead;

    Stating(PartyLedger honestly, Statements instead) {
      super(honestly);
      own = honestly;
      this.instead = instead;
    }

    @Override
    public Optional<Bytes> of(String to, Message message, Digest digest) {
      return message instanceof Message.Answer ? instead.of(to, message, digest) : Optional.empty();
    }
  }
}

package org.cloister.app.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.cloister.app.SampleJob;
import org.cloister.app.TestHome;
import org.cloister.app.archive.ArchiveKey;
import org.cloister.app.archive.RoundArchive;
import org.cloister.app.job.JobReader;
import org.cloister.app.plugins.Home;
import org.cloister.app.plugins.HostStarter;
import org.cloister.app.plugins.JobCheck;
import org.cloister.app.plugins.ReadyJob;
import org.cloister.app.plugins.Terms;
import org.cloister.engine.Fact;
import org.cloister.engine.RecordedRound;
import org.cloister.engine.RecordedSession;
import org.cloister.engine.RoundInputs;
import org.cloister.host.PluginHost;
import org.cloister.identity.FederationDescriptor;
import org.cloister.ledger.entry.AggregateEntry;
import org.cloister.ledger.entry.ProtocolMessages;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.model.IntVector;
import org.cloister.model.Vectors;
import org.cloister.spi.protection.SessionMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator who has the archive's key and writes the ledger can put any archive under any entry:
 * what the sites signed still tells.
 */
class RoundReplayTests {
  @TempDir static Path folder;
  private static PluginHost host;
  private static ReadyJob ready;
  private static RoundArchive archive;
  private static ArchiveKey key;
  private static FederationDescriptor federation;
  private static RecordedAggregate recorded;
  private static RecordedAggregate before;

  @BeforeAll
  static void runOnce() throws IOException {
    TestHome home = TestHome.secure(folder.resolve("home"));
    SampleJob sample = SampleJob.secure(folder.resolve("sample")).with("rounds: 15", "rounds: 2");
    Path out = folder.resolve("out");
    TestHome.Ran ran = home.run("simulate", sample.file(), "--out", out, "--keep-rounds", 2);
    assertEquals(0, ran.exit(), ran.err());
    host = new HostStarter(new Home(home.root())).start(folder.resolve("felix"));
    ready = new JobCheck(host).ready(JobReader.read(out.resolve("job.yaml")), List.of());
    key = ArchiveKey.find(out);
    archive =
        new RoundArchive(
            out.resolve(RoundArchive.NAME), key.secret().orElseThrow(), new SecureRandom(), 2);
    federation = FederationDescriptor.read(Files.readAllBytes(out.resolve("keys/federation.json")));
    String job = ready.job().name();
    recorded = RecordedAggregate.of(LedgerFolder.open(out), job, 2).get(0);
    before = RecordedAggregate.of(LedgerFolder.open(out), job, 1).get(0);
  }

  @AfterAll
  static void close() {
    if (host != null) {
      ready.close();
      host.close();
      key.close();
    }
  }

  private static ReplayVerdict replay(RecordedAggregate of) {
    return new RoundReplay(
            Terms.of(ready.job()),
            ready.assemblies(),
            ready.job().name(),
            Optional.of(archive),
            Optional.of(federation),
            Vectors.onHeap())
        .of(of);
  }

  private static RecordedRound kept(RecordedAggregate of) {
    return archive.find(of.archive().orElseThrow(), Vectors.onHeap()).orElseThrow();
  }

  private static RecordedAggregate over(AggregateEntry entry, Digest stored) {
    return new RecordedAggregate(
        recorded.federation(),
        recorded.opening(),
        recorded.seq(),
        entry,
        recorded.inputs(),
        Optional.of(stored),
        false);
  }

  /** The round with other messages in it, archived and named by the ledger. */
  private static ReplayVerdict of(UnaryOperator<List<SessionMessage>> change) {
    RecordedRound round = kept(recorded);
    RecordedSession session = round.inputs().sessions().get(0);
    List<SessionMessage> heard = change.apply(new ArrayList<>(session.heard()));
    RoundInputs in = round.inputs();
    RoundInputs other =
        new RoundInputs(
            in.jobRound(),
            in.step(),
            in.round(),
            in.plugins(),
            in.base(),
            in.server(),
            in.used(),
            List.of(new RecordedSession(session.ask(), heard)));
    return replay(
        over(
            recorded.aggregate(),
            archive.keep(new RecordedRound(other, round.answers(), round.statements()))));
  }

  private static void fails(ReplayVerdict verdict) {
    assertEquals(ReplayVerdict.Outcome.FAILED, verdict.outcome(), verdict.toString());
  }

  private static List<SessionMessage> replaced(
      List<SessionMessage> heard, int at, Bytes body, Optional<IntVector> vector) {
    SessionMessage was = heard.get(at);
    heard.set(at, new SessionMessage(was.peer(), was.step(), body, vector));
    return heard;
  }

  @Test
  void of_whatWasHeard_isVerified() {
    assertEquals(ReplayVerdict.Outcome.VERIFIED, replay(recorded).outcome());
    assertEquals(ReplayVerdict.Outcome.VERIFIED, of(heard -> heard).outcome());
  }

  @Test
  void of_lastByteOfAnyMessageAltered_fails() {
    int messages = kept(recorded).inputs().sessions().get(0).heard().size();
    for (int i = 0; i < messages; i++) {
      int at = i;
      fails(
          of(
              heard -> {
                byte[] body = heard.get(at).body().toArray();
                body[body.length - 1] ^= 1;
                return replaced(heard, at, Bytes.of(body), heard.get(at).vector());
              }));
    }
  }

  @Test
  void of_oneResidueAltered_fails() {
    fails(
        of(
            heard -> {
              int at = 0;
              while (heard.get(at).vector().isEmpty()) {
                at++;
              }
              IntVector vector = heard.get(at).vector().orElseThrow();
              Bytes body = heard.get(at).body();
              return replaced(heard, at, body, Optional.of(new OneOff(vector)));
            }));
  }

  @Test
  void of_messageLeftOut_fails() {
    fails(of(heard -> heard.subList(0, heard.size() - 1)));
    fails(of(heard -> heard.subList(1, heard.size())));
  }

  @Test
  void of_entryThatNamesOtherKeysOrSurvivors_fails() {
    AggregateEntry honest = recorded.aggregate();
    ProtocolMessages messages = honest.messages();
    Optional<Digest> other = Optional.of(Digest.of("other"));
    for (ProtocolMessages named :
        List.of(
            ProtocolMessages.none(),
            new ProtocolMessages(messages.echo(), other, messages.survivors()),
            new ProtocolMessages(messages.echo(), messages.keyMessages(), other))) {
      AggregateEntry entry =
          new AggregateEntry(
              honest.at(),
              honest.step(),
              honest.inputs(),
              honest.dropouts(),
              honest.aggregate(),
              honest.model(),
              honest.rule(),
              named,
              honest.transcript());
      fails(replay(over(entry, recorded.archive().orElseThrow())));
    }
  }

  @Test
  void of_archiveOfAnotherRound_fails() {
    fails(replay(over(recorded.aggregate(), before.archive().orElseThrow())));
  }

  @Test
  void of_statementsThatOpenNothing_fails() {
    RecordedRound round = kept(recorded);
    TreeMap<Fact.Answered, Bytes> none = new TreeMap<>();
    round.statements().keySet().forEach(whose -> none.put(whose, Bytes.empty()));
    fails(
        replay(
            over(
                recorded.aggregate(),
                archive.keep(new RecordedRound(round.inputs(), round.answers(), none)))));
  }

  /** A vector with its last residue off by one. */
  private record OneOff(IntVector of) implements IntVector {
    @Override
    public long length() {
      return of.length();
    }

    @Override
    public int modulusBits() {
      return of.modulusBits();
    }

    @Override
    public void read(long offset, long[] target, int targetOffset, int count) {
      of.read(offset, target, targetOffset, count);
      if (offset + count == length()) {
        target[targetOffset + count - 1] ^= 1;
      }
    }
  }
}

package org.cloister.app.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cloister.app.SampleJob;
import org.cloister.app.TestHome;
import org.cloister.app.identity.RunIdentities;
import org.cloister.app.job.JobReader;
import org.cloister.app.plugins.Home;
import org.cloister.app.plugins.HostStarter;
import org.cloister.app.plugins.JobCheck;
import org.cloister.app.plugins.ReadyJob;
import org.cloister.crypto.CryptoSuite;
import org.cloister.host.PluginHost;
import org.cloister.identity.SessionSignatures;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.IntVector;
import org.cloister.model.Settings;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Assembly;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.ParticipantSession;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.spi.protection.SessionPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site of a real session that starts anew with its journal of before. */
class JournalledSessionTests {
  private static final List<String> SITES = List.of("a", "b", "c", "d");

  @TempDir static Path home;
  private static PluginHost host;
  private static ReadyJob ready;
  private static Assembly assembly;
  private static SecureAggregation protocol;

  @TempDir Path folder;

  @BeforeAll
  static void leaseTheProtocol() throws IOException {
    TestHome installed = TestHome.secure(home.resolve("home"));
    host = new HostStarter(new Home(installed.root())).start(home.resolve("felix"));
    Path job = SampleJob.secure(home.resolve("sample")).file();
    ready = new JobCheck(host).ready(JobReader.read(job), List.of());
    assembly = ready.assemblies().open();
    protocol = ((AggregationRoute.Secure) assembly.route()).protocol().role();
  }

  @AfterAll
  static void close() {
    if (host != null) {
      assembly.close();
      ready.close();
      host.close();
    }
  }

  private final SessionPlan plan =
      new SessionPlan(Digest.of("a session"), SITES, 3, 32, 3, Settings.none());

  private record Desk(SessionSignatures signatures, Digest context, FileJournal file)
      implements SessionHost {

    @Override
    public SecureRandom random() {
      return new SecureRandom();
    }

    @Override
    public SessionPolicy policy() {
      return SessionPolicy.none();
    }

    @Override
    public void admit(List<String> survivors) {}

    @Override
    public Bytes sign(String purpose, Bytes message) {
      return signatures.sign(purpose, message);
    }

    @Override
    public boolean verify(String party, String purpose, Bytes message, Bytes signature) {
      return signatures.verify(party, purpose, message, signature);
    }

    @Override
    public void journal(String name, Bytes entry) {
      file.add(1, context, name, entry);
    }

    @Override
    public Optional<Bytes> journalled(String name) {
      return file.entry(1, context, name);
    }
  }

  private record Zeros(long length, int modulusBits) implements IntVector {
    @Override
    public void read(long offset, long[] target, int targetOffset, int count) {
      java.util.Arrays.fill(target, targetOffset, targetOffset + count, 0);
    }
  }

  private Desk desk(RunIdentities identities, String party) {
    return new Desk(
        new SessionSignatures(identities.party(party), plan.context()),
        plan.context(),
        new FileJournal(folder.resolve(party.replace("@", ""))));
  }

  /** What site {@code a} was asked last, and what it said to that. */
  private record LastWords(SessionMessage asked, SessionMessage said) {}

  private LastWords play(RunIdentities identities) {
    Map<String, ParticipantSession> sites = new LinkedHashMap<>();
    Deque<SessionMessage> toHub = new ArrayDeque<>();
    LastWords last = null;
    CoordinatorSession hub =
        protocol.coordinator(plan, desk(identities, SessionMessage.COORDINATOR));
    for (String site : SITES) {
      sites.put(site, protocol.participant(plan, site, desk(identities, site)));
      session(sites, site).start().forEach(message -> toHub.add(from(site, message)));
      session(sites, site)
          .contribute(new Zeros(plan.length(), plan.modulusBits()))
          .forEach(message -> toHub.add(from(site, message)));
    }
    while (!toHub.isEmpty()) {
      for (SessionMessage message : hub.on(toHub.remove())) {
        String to = message.peer();
        for (SessionMessage said :
            session(sites, to).on(from(SessionMessage.COORDINATOR, message))) {
          toHub.add(from(to, said));
          if (to.equals("a")) {
            last = new LastWords(from(SessionMessage.COORDINATOR, message), said);
          }
        }
      }
    }
    assertTrue(hub.sum().isPresent());
    sites.values().forEach(ParticipantSession::close);
    hub.close();
    return Objects.requireNonNull(last);
  }

  private static ParticipantSession session(Map<String, ParticipantSession> sites, String site) {
    return Objects.requireNonNull(sites.get(site));
  }

  private static SessionMessage from(String peer, SessionMessage message) {
    return new SessionMessage(peer, message.step(), message.body(), message.vector());
  }

  @Test
  void restart_sameQuestion_getsTheSameBytesAndAnotherSetIsRefused() {
    try (RunIdentities identities =
        RunIdentities.fresh("job", SITES, CryptoSuite.STANDARD, new SecureRandom())) {
      LastWords last = play(identities);
      assertEquals("reveal", last.said().step());
      for (int restart = 0; restart < 3; restart++) {
        try (ParticipantSession again = protocol.participant(plan, "a", desk(identities, "a"))) {
          assertEquals(List.of(), again.start(), "new keys could not be answered for");
          assertEquals(last.said().body(), again.on(last.asked()).get(0).body());
          byte[] other = last.asked().body().toArray();
          other[40] ^= 1; // in the digest of a survivor's vector
          SessionMessage asked =
              new SessionMessage(
                  last.asked().peer(), last.asked().step(), Bytes.of(other), Optional.empty());
          assertEquals(
              ErrorCode.SURVIVORS_REFUSED,
              assertThrows(CloisterException.class, () -> again.on(asked)).code());
        }
      }
    }
  }
}

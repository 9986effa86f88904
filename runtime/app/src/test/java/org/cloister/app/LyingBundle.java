package org.cloister.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A bundle that a test puts together from the real protocol and two sites that do not keep to it:
 * {@code switzerland} reveals a wrong share, and {@code va} gives a second vector after its own.
 * Everything else of all parties is the real code. So that the coordinator sees the wrong share at
 * all, which it needs no longer once enough right ones came, it hears of it first.
 */
final class LyingBundle {

  private static final String SOURCE =
      """
      package guest;
      import java.time.Duration;
      import java.util.*;
      import org.cloister.model.*;
      import org.cloister.plugins.secagg.SecureAggregationPlugin;
      import org.cloister.spi.protection.*;
      public final class Entry implements ProtectionPlugin {
        static final String WRONG_SHARE = "switzerland";
        static final String SECOND_VECTOR = "va";
        private final SecureAggregationPlugin real = new SecureAggregationPlugin();

        public List<SecureAggregation> secureAggregations() {
          List<SecureAggregation> all = new ArrayList<>();
          real.secureAggregations().forEach(one -> all.add(new Lying(one)));
          return all;
        }
        public List<Quantizer> quantizers() { return real.quantizers(); }

        record Lying(SecureAggregation real) implements SecureAggregation {
          public String id() { return real.id(); }
          public int threshold(int n, Settings s) { return real.threshold(n, s); }
          public ParticipantSession participant(SessionPlan p, String self, SessionHost h) {
            ParticipantSession honest = real.participant(p, self, h);
            boolean lies = self.equals(WRONG_SHARE) || self.equals(SECOND_VECTOR);
            return lies ? new Site(self, honest) : honest;
          }
          public CoordinatorSession coordinator(SessionPlan p, SessionHost h) {
            return new Hub(real.coordinator(p, h), p.roster().contains(WRONG_SHARE));
          }
          public Optional<CoordinatorSession> again(
              SessionPlan p, List<SessionMessage> heard, SessionHost h) {
            return real.again(p, heard, h);
          }
        }

        record Site(String self, ParticipantSession honest) implements ParticipantSession {
          private List<SessionMessage> lie(List<SessionMessage> said) {
            List<SessionMessage> out = new ArrayList<>();
            for (SessionMessage m : said) {
              boolean wrong = self.equals(WRONG_SHARE) && m.step().equals("reveal");
              out.add(wrong ? with(m, flipped(m.body()), m.vector()) : m);
              if (self.equals(SECOND_VECTOR) && m.vector().isPresent()) {
                out.add(with(m, m.body(), m.vector().map(Other::new)));
              }
            }
            return out;
          }
          private static SessionMessage with(
              SessionMessage m, Bytes body, Optional<IntVector> vector) {
            return new SessionMessage(m.peer(), m.step(), body, vector);
          }
          private static Bytes flipped(Bytes body) {
            byte[] bytes = body.toArray();
            bytes[bytes.length - 1] ^= 1;
            return Bytes.of(bytes);
          }
          public List<SessionMessage> start() { return lie(honest.start()); }
          public List<SessionMessage> contribute(IntVector v) { return lie(honest.contribute(v)); }
          public List<SessionMessage> on(SessionMessage m) { return lie(honest.on(m)); }
          public Optional<Duration> deadline() { return honest.deadline(); }
          public List<SessionMessage> deadlinePassed() { return lie(honest.deadlinePassed()); }
          public boolean ended() { return honest.ended(); }
          public void close() { honest.close(); }
        }

        record Other(IntVector honest) implements IntVector {
          public long length() { return honest.length(); }
          public int modulusBits() { return honest.modulusBits(); }
          public void read(long offset, long[] target, int at, int count) {
            honest.read(offset, target, at, count);
            if (offset == 0 && count > 0) { target[at] ^= 1; }
          }
        }

        static final class Hub implements CoordinatorSession {
          private final CoordinatorSession real;
          private final Deque<SessionMessage> waiting = new ArrayDeque<>();
          private boolean waits;
          Hub(CoordinatorSession real, boolean waits) { this.real = real; this.waits = waits; }
          public List<SessionMessage> on(SessionMessage m) {
            if (!waits || !m.step().equals("reveal")) { return real.on(m); }
            if (!m.peer().equals(WRONG_SHARE)) {
              waiting.add(m);
              return List.of();
            }
            waits = false;
            List<SessionMessage> out = new ArrayList<>(real.on(m));
            waiting.forEach(one -> out.addAll(real.on(one)));
            return out;
          }
          public List<SessionMessage> start() { return real.start(); }
          public List<SessionMessage> gone(String site) { return real.gone(site); }
          public Map<String, ErrorCode> blamed() { return real.blamed(); }
          public List<SessionMessage> heard() { return real.heard(); }
          public Optional<Sum> sum() { return real.sum(); }
          public Optional<Duration> deadline() { return real.deadline(); }
          public List<SessionMessage> deadlinePassed() { return real.deadlinePassed(); }
          public boolean ended() { return real.ended(); }
          public void close() { real.close(); }
        }
      }
      """;

  private LyingBundle() {}

  static Path write(Path folder, Path file) throws IOException {
    return TestBundle.write(
        folder,
        file,
        "lying",
        List.of(
            "org.cloister.crypto",
            "org.cloister.model",
            "org.cloister.spi",
            "org.cloister.spi.protection",
            "org.slf4j"),
        SOURCE,
        List.of(TestHome.built("secure-aggregation")));
  }
}

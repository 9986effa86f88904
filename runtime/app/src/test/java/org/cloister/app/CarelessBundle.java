package org.cloister.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A bundle that a test compiles: masks that their sites give away when asked. Its sums are exact,
 * and nothing that anybody says is ever checked.
 */
final class CarelessBundle {

  private static final String SOURCE =
      """
      package guest;
      import java.nio.ByteBuffer;
      import java.time.Duration;
      import java.util.*;
      import org.cloister.model.*;
      import org.cloister.spi.protection.*;
      public final class Entry implements ProtectionPlugin {
        public List<SecureAggregation> secureAggregations() { return List.of(new Careless()); }

        record Careless() implements SecureAggregation {
          public String id() { return "careless"; }
          public int threshold(int participants, Settings s) { return Math.min(3, participants); }
          public ParticipantSession participant(SessionPlan p, String self, SessionHost h) {
            return new Site(p, h.random().nextLong());
          }
          public CoordinatorSession coordinator(SessionPlan p, SessionHost h) { return new Hub(p); }
        }

        record Kept(int modulusBits, long[] values) implements IntVector {
          public long length() { return values.length; }
          public void read(long offset, long[] target, int at, int count) {
            long mask = modulusBits == 64 ? -1L : (1L << modulusBits) - 1;
            for (int i = 0; i < count; i++) { target[at + i] = values[(int) offset + i] & mask; }
          }
          static long[] of(IntVector v) {
            long[] all = new long[(int) v.length()];
            v.read(0, all, 0, all.length);
            return all;
          }
          static Kept plus(IntVector v, long seed, int sign) {
            long[] all = of(v);
            SplittableRandom mask = new SplittableRandom(seed);
            for (int i = 0; i < all.length; i++) { all[i] += sign * mask.nextLong(); }
            return new Kept(v.modulusBits(), all);
          }
        }

        static final class Site implements ParticipantSession {
          final SessionPlan plan;
          final long seed;
          Site(SessionPlan plan, long seed) { this.plan = plan; this.seed = seed; }
          static List<SessionMessage> say(String step, byte[] body, Optional<IntVector> vector) {
            return List.of(
                new SessionMessage(SessionMessage.COORDINATOR, step, Bytes.of(body), vector));
          }
          public List<SessionMessage> start() { return List.of(); }
          public List<SessionMessage> contribute(IntVector residues) {
            CloisterException.require(
                residues.length() == plan.length(), ErrorCode.PROTECTION_REFUSED, "Another length.");
            return say("masked", new byte[0], Optional.of(Kept.plus(residues, seed, 1)));
          }
          public List<SessionMessage> on(SessionMessage message) {
            return say("seed", ByteBuffer.allocate(8).putLong(seed).array(), Optional.empty());
          }
          public Optional<Duration> deadline() { return Optional.empty(); }
          public List<SessionMessage> deadlinePassed() { return List.of(); }
          public boolean ended() { return false; }
          public void close() {}
        }

        static final class Hub implements CoordinatorSession {
          final SessionPlan plan;
          final Map<String, IntVector> masked = new TreeMap<>();
          final Map<String, Long> seeds = new TreeMap<>();
          boolean asked;
          boolean ended;
          Hub(SessionPlan plan) { this.plan = plan; }
          public List<SessionMessage> start() { return List.of(); }
          public List<SessionMessage> on(SessionMessage m) {
            if (m.step().equals("masked") && !asked) {
              masked.putIfAbsent(m.peer(), m.vector().get());
              return masked.size() == plan.roster().size() ? ask() : List.of();
            }
            if (m.step().equals("seed")) {
              seeds.putIfAbsent(m.peer(), ByteBuffer.wrap(m.body().toArray()).getLong());
              ended = seeds.size() == masked.size();
            }
            return List.of();
          }
          List<SessionMessage> ask() {
            asked = true;
            return masked.keySet().stream()
                .map(site -> new SessionMessage(site, "unmask", Bytes.empty(), Optional.empty()))
                .toList();
          }
          public Optional<Duration> deadline() {
            return ended ? Optional.empty() : Optional.of(Duration.ofSeconds(1));
          }
          public List<SessionMessage> deadlinePassed() {
            if (asked || masked.size() < plan.threshold()) {
              ended = true;
              return List.of();
            }
            return ask();
          }
          public boolean ended() { return ended; }
          public Optional<Sum> sum() {
            if (!ended || seeds.size() < masked.size() || masked.size() < plan.threshold()) {
              return Optional.empty();
            }
            long[] sum = new long[(int) plan.length()];
            masked.forEach((site, vector) -> {
              long[] plain = Kept.of(Kept.plus(vector, seeds.get(site), -1));
              for (int i = 0; i < sum.length; i++) { sum[i] += plain[i]; }
            });
            List<String> survivors =
                plan.roster().stream().filter(masked::containsKey).toList();
            return Optional.of(new Sum(new Kept(plan.modulusBits(), sum), survivors));
          }
          public void close() {}
        }
      }
      """;

  private CarelessBundle() {}

  static Path write(Path folder, Path file) throws IOException {
    return TestBundle.write(
        folder,
        file,
        "careless",
        List.of("org.cloister.model", "org.cloister.spi", "org.cloister.spi.protection"),
        SOURCE);
  }
}

package org.cloister.tck;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.IntVector;
import org.cloister.model.Settings;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.ParticipantSession;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;

/**
 * Sends masked residues, and the seed of the mask when asked for it. The coordinator could unmask
 * each site: it has the moves of a protocol and none of its secrecy. Open for broken twins.
 */
class ToyAggregation implements SecureAggregation {

  @Override
  public String id() {
    return "toy";
  }

  @Override
  public int threshold(int participants, Settings settings) {
    return 3;
  }

  @Override
  public ParticipantSession participant(SessionPlan plan, String self, SessionHost host) {
    return new Site(plan, host.random().nextLong());
  }

  @Override
  public CoordinatorSession coordinator(SessionPlan plan, SessionHost host) {
    return new Hub(plan);
  }

  Residues mask(SessionPlan plan, long seed) {
    return Residues.random(plan.modulusBits(), (int) plan.length(), seed);
  }

  void checkLength(SessionPlan plan, IntVector residues) {
    CloisterException.require(
        residues.length() == plan.length(), ErrorCode.PROTECTION_REFUSED, "Another length.");
  }

  boolean mayStillContribute(boolean asked) {
    return true;
  }

  void closed(int times) {}

  /** What a coordinator does with a masked vector that it has already. */
  boolean countsAgain() {
    return false;
  }

  /** Whether what comes before the greeting of its site is forgotten, though its site counts. */
  boolean forgetsStrangers() {
    return false;
  }

  boolean toleratesDropouts() {
    return true;
  }

  boolean obeysTheThreshold() {
    return true;
  }

  boolean hidesUntilTheEnd() {
    return true;
  }

  long spoilt() {
    return 0;
  }

  private final class Site implements ParticipantSession {
    private final SessionPlan plan;
    private final long seed;
    private boolean asked;
    private int closes;

    Site(SessionPlan plan, long seed) {
      this.plan = plan;
      this.seed = seed;
    }

    @Override
    public List<SessionMessage> start() {
      return List.of(to(SessionMessage.COORDINATOR, "hello", Bytes.empty(), Optional.empty()));
    }

    @Override
    public List<SessionMessage> contribute(IntVector residues) {
      checkLength(plan, residues);
      if (!mayStillContribute(asked)) {
        return List.of();
      }
      Residues masked = mask(plan, seed).plus(residues);
      return List.of(to(SessionMessage.COORDINATOR, "masked", Bytes.empty(), Optional.of(masked)));
    }

    @Override
    public List<SessionMessage> on(SessionMessage message) {
      asked = true;
      if (message.step().equals("hello")) {
        return List.of();
      }
      byte[] body = ByteBuffer.allocate(8).putLong(seed).array();
      return List.of(to(SessionMessage.COORDINATOR, "seed", Bytes.of(body), Optional.empty()));
    }

    @Override
    public Optional<Duration> deadline() {
      return Optional.empty();
    }

    @Override
    public List<SessionMessage> deadlinePassed() {
      return List.of();
    }

    @Override
    public boolean ended() {
      return false;
    }

    @Override
    public void close() {
      closed(++closes);
    }
  }

  static SessionMessage to(String peer, String step, Bytes body, Optional<IntVector> vector) {
    return new SessionMessage(peer, step, body, vector);
  }

  private final class Hub implements CoordinatorSession {
    private final SessionPlan plan;
    private final Map<String, IntVector> masked = new TreeMap<>();
    private final Map<String, Long> seeds = new TreeMap<>();
    private final Set<String> greeted = new HashSet<>();
    private Residues sum;
    private boolean unmasking;
    private boolean ended;

    Hub(SessionPlan plan) {
      this.plan = plan;
      this.sum = new Residues(plan.modulusBits(), new long[(int) plan.length()]);
    }

    @Override
    public List<SessionMessage> start() {
      return List.of();
    }

    @Override
    public List<SessionMessage> on(SessionMessage message) {
      if (message.step().equals("hello")) {
        greeted.add(message.peer());
        return List.of(to(message.peer(), "hello", Bytes.empty(), Optional.empty()));
      }
      if (message.step().equals("masked") && !unmasking) {
        boolean first = masked.putIfAbsent(message.peer(), message.vector().get()) == null;
        boolean stranger = forgetsStrangers() && !greeted.contains(message.peer());
        if ((first || countsAgain()) && !stranger) {
          sum = sum.plus(message.vector().get());
        }
        return masked.size() == plan.roster().size() ? unmask() : List.of();
      }
      if (message.step().equals("seed")) {
        long seed = ByteBuffer.wrap(message.body().toArray()).getLong();
        if (seeds.put(message.peer(), seed) == null && seeds.size() == masked.size()) {
          ended = true;
        }
      }
      return List.of();
    }

    private List<SessionMessage> unmask() {
      unmasking = true;
      List<SessionMessage> ask = new ArrayList<>();
      for (String site : masked.keySet()) {
        ask.add(to(site, "unmask", Bytes.empty(), Optional.empty()));
      }
      return ask;
    }

    @Override
    public Optional<Duration> deadline() {
      return ended ? Optional.empty() : Optional.of(Duration.ofSeconds(1));
    }

    @Override
    public List<SessionMessage> deadlinePassed() {
      boolean few = obeysTheThreshold() && masked.size() < plan.threshold();
      if (unmasking || few || !toleratesDropouts()) {
        ended = true;
        seeds.clear();
        return List.of();
      }
      return unmask();
    }

    @Override
    public boolean ended() {
      return ended;
    }

    @Override
    public Optional<Sum> sum() {
      if (!hidesUntilTheEnd() && !ended) {
        return Optional.of(new Sum(sum, List.of()));
      }
      if (!ended || seeds.isEmpty()) {
        return Optional.empty();
      }
      long[] plain = Residues.values(sum);
      for (long seed : seeds.values()) {
        long[] mask = Residues.values(mask(plan, seed));
        for (int i = 0; i < plain.length; i++) {
          plain[i] -= mask[i];
        }
      }
      plain[0] += spoilt();
      List<String> survivors = plan.roster().stream().filter(seeds.keySet()::contains).toList();
      return Optional.of(new Sum(new Residues(plan.modulusBits(), plain), survivors));
    }

    @Override
    public void close() {}
  }
}

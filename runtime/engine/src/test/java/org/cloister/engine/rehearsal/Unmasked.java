package org.cloister.engine.rehearsal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.IntVector;
import org.cloister.model.Settings;
import org.cloister.spi.protection.Agreed;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.ParticipantSession;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;

/**
 * The shape of a secure-aggregation protocol without its protection: a hello of each site, its
 * vector, a confirmation of the survivors by each of them, and then the sum. Test scope only.
 */
final class Unmasked implements SecureAggregation {
  private static final Bytes NOTHING = Bytes.empty();

  private final boolean guarded;

  Unmasked() {
    this(false);
  }

  /** {@code guarded}: whether sites ask their host before they agree to a sum. */
  Unmasked(boolean guarded) {
    this.guarded = guarded;
  }

  @Override
  public String id() {
    return "unmasked";
  }

  @Override
  public int threshold(int participants, Settings settings) {
    int least = settings.integer("least", 2, 1, 100);
    CloisterException.require(
        participants >= least,
        ErrorCode.PROTECTION_REFUSED,
        "A session needs at least " + least + " sites, was " + participants + ".");
    return Math.max(least, participants / 2);
  }

  @Override
  public ParticipantSession participant(SessionPlan plan, String self, SessionHost host) {
    return new Site(guarded ? Optional.of(host) : Optional.empty());
  }

  @Override
  public CoordinatorSession coordinator(SessionPlan plan, SessionHost host) {
    return new Center(plan, guarded);
  }

  @Override
  public Optional<CoordinatorSession> again(
      SessionPlan plan, List<SessionMessage> heard, SessionHost host) {
    Center center = new Center(plan, guarded);
    for (String step : List.of("hello", "vector", "confirm")) {
      heard.stream().filter(message -> message.step().equals(step)).forEach(center::on);
      center.deadlinePassed();
    }
    return Optional.of(center);
  }

  private static SessionMessage toCoordinator(String step, Optional<IntVector> vector) {
    return new SessionMessage(SessionMessage.COORDINATOR, step, NOTHING, vector);
  }

  private static final class Site implements ParticipantSession {
    private final Optional<SessionHost> asksFirst;
    private Optional<IntVector> mine = Optional.empty();
    private boolean asked;
    private boolean ended;

    Site(Optional<SessionHost> asksFirst) {
      this.asksFirst = asksFirst;
    }

    @Override
    public List<SessionMessage> start() {
      return List.of(toCoordinator("hello", Optional.empty()));
    }

    @Override
    public List<SessionMessage> contribute(IntVector residues) {
      mine = Optional.of(residues);
      return asked ? List.of(toCoordinator("vector", mine)) : List.of();
    }

    @Override
    public List<SessionMessage> on(SessionMessage message) {
      if (message.step().equals("go")) {
        asked = true;
        return mine.isPresent() ? List.of(toCoordinator("vector", mine)) : List.of();
      }
      ended = true; // "survivors"
      String names = new String(message.body().toArray(), StandardCharsets.UTF_8);
      asksFirst.ifPresent(host -> host.admit(List.of(names.split(" "))));
      return List.of(toCoordinator("confirm", Optional.empty()));
    }

    @Override
    public Optional<Duration> deadline() {
      return Optional.empty();
    }

    @Override
    public List<SessionMessage> deadlinePassed() {
      ended = true;
      return List.of();
    }

    @Override
    public boolean ended() {
      return ended;
    }

    @Override
    public void close() {
      mine = Optional.empty();
    }
  }

  private static final class Center implements CoordinatorSession {
    private final SessionPlan plan;
    private final boolean guarded;
    private final Set<String> waiting;
    private final Map<String, IntVector> vectors = new LinkedHashMap<>();
    private final Set<String> greeted = new LinkedHashSet<>();
    private final Set<String> confirmed = new LinkedHashSet<>();
    private final List<SessionMessage> heard = new ArrayList<>();
    private int phase;
    private boolean ended;

    Center(SessionPlan plan, boolean guarded) {
      this.plan = plan;
      this.guarded = guarded;
      this.waiting = new LinkedHashSet<>(plan.roster());
    }

    @Override
    public List<SessionMessage> start() {
      return List.of();
    }

    @Override
    public List<SessionMessage> on(SessionMessage message) {
      if (!plan.roster().contains(message.peer())) {
        throw new CloisterException(ErrorCode.PROTECTION_REFUSED, "refused");
      }
      heard.add(message);
      if (message.step().equals("hello")) {
        greeted.add(message.peer());
      } else if (message.step().equals("vector") && message.vector().isPresent()) {
        vectors.putIfAbsent(message.peer(), message.vector().get());
      } else if (message.step().equals("confirm")) {
        confirmed.add(message.peer());
      }
      return next();
    }

    @Override
    public List<SessionMessage> gone(String site) {
      waiting.remove(site);
      return next();
    }

    /** The next phase once all that are waited for have answered this one. */
    private List<SessionMessage> next() {
      if (phase == 0 && greeted.containsAll(waiting)) {
        return phase(greeted, "go");
      }
      if (phase == 1 && vectors.keySet().containsAll(waiting)) {
        return phase(vectors.keySet(), "survivors");
      }
      if (phase == 2 && confirmed.containsAll(waiting)) {
        ended = true;
      }
      return List.of();
    }

    private List<SessionMessage> phase(Set<String> to, String step) {
      phase++;
      waiting.retainAll(to);
      if (waiting.size() < plan.threshold()) {
        ended = true;
        vectors.clear();
        return List.of();
      }
      List<SessionMessage> out = new ArrayList<>();
      byte[] names = String.join(" ", waiting).getBytes(StandardCharsets.UTF_8);
      Bytes body = Bytes.of(names);
      waiting.forEach(site -> out.add(new SessionMessage(site, step, body, Optional.empty())));
      return out;
    }

    @Override
    public Optional<Duration> deadline() {
      return phase == 2 ? Optional.of(Duration.ofSeconds(5)) : Optional.empty();
    }

    @Override
    public List<SessionMessage> deadlinePassed() {
      waiting.retainAll(phase == 0 ? greeted : phase == 1 ? vectors.keySet() : confirmed);
      if (phase == 2) {
        ended = true;
      }
      return next();
    }

    @Override
    public boolean ended() {
      return ended;
    }

    @Override
    public List<SessionMessage> heard() {
      return heard;
    }

    @Override
    public Optional<Sum> sum() {
      List<String> survivors = plan.roster().stream().filter(vectors::containsKey).toList();
      if (phase != 2 || survivors.size() < plan.threshold() || nobodyAgreed()) {
        return Optional.empty();
      }
      return Optional.of(
          new Sum(
              Residues.sum(
                  survivors.stream().map(vectors::get).toList(), Math.toIntExact(plan.length())),
              survivors,
              new Agreed(
                  Optional.of(Digest.of("keys of " + plan.context())),
                  Optional.of(Digest.of(survivors + " of " + plan.context())))));
    }

    /** Where sites ask their hosts, a sum needs those who agreed. */
    private boolean nobodyAgreed() {
      return guarded && confirmed.size() < plan.threshold();
    }

    @Override
    public void close() {
      vectors.clear();
    }
  }
}

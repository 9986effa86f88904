package org.cloister.tck;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.IntVector;
import org.cloister.port.Protection;
import org.cloister.spi.protection.Adversary;
import org.cloister.spi.protection.Expectation;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.spi.protection.SessionPolicy;
import org.cloister.spi.protection.Stage;

/**
 * A coordinator that shows one site a session in which all the others are its own inventions, with
 * keys of its own in the place of theirs. If the site goes on, the sum less what was invented is
 * the site's own.
 */
final class Impostors {

  private static final int SIGNATURE_BYTES = 64;

  private final SecureAggregation role;
  private final String victim;
  private final SecureRandom random = new SecureRandom();

  Impostors(SecureAggregation role, String victim) {
    this.role = role;
    this.victim = victim;
  }

  Adversary adversary() {
    return Adversary.of("key-swap", this::expected, this::attack);
  }

  private Set<String> others(SessionPlan plan) {
    Set<String> others = new HashSet<>(plan.roster());
    others.remove(victim);
    others.add(SessionMessage.COORDINATOR);
    return others;
  }

  private Expectation expected(SessionPlan plan) {
    return Expectation.refused(ErrorCode.SIGNATURE_INVALID, others(plan).toArray(String[]::new));
  }

  private List<Adversary.Learned> attack(Stage real) {
    SessionStage stage = (SessionStage) real;
    SessionPlan plan = stage.plan();
    SessionStage invented = new SessionStage(role, plan, new Hosts(stage), stage.notes());
    invented.start();
    invented.contribute();
    invented.finish();
    Set<String> sites = others(plan);
    sites.remove(SessionMessage.COORDINATOR);
    return invented
        .coordinator()
        .flatMap(hub -> hub.sum())
        .filter(sum -> sum.survivors().contains(victim))
        .map(sum -> new Adversary.Learned(Set.of(victim), less(sum.residues(), invented, sites)))
        .stream()
        .toList();
  }

  private static IntVector less(IntVector sum, SessionStage stage, Set<String> sites) {
    long[] rest = Residues.values(sum);
    for (String site : sites) {
      long[] own = Residues.values(stage.input(site));
      for (int i = 0; i < rest.length; i++) {
        rest[i] -= own[i];
      }
    }
    return new Residues(sum.modulusBits(), rest);
  }

  /** Only the victim has its own keys. */
  private final class Hosts implements Protection {
    private final Stage real;

    Hosts(Stage real) {
      this.real = real;
    }

    @Override
    public SecureRandom random() {
      return random;
    }

    @Override
    public SessionHost session(Digest context, String self) {
      return self.equals(victim) ? real.host(victim) : new Impostor();
    }
  }

  /** Signs anything, and believes anybody. */
  private final class Impostor implements SessionHost {
    @Override
    public SecureRandom random() {
      return random;
    }

    @Override
    public SessionPolicy policy() {
      return SessionPolicy.none();
    }

    @Override
    public void admit(List<String> survivors) {}

    @Override
    public Bytes sign(String purpose, Bytes message) {
      byte[] signature = new byte[SIGNATURE_BYTES];
      random.nextBytes(signature);
      return Bytes.of(signature);
    }

    @Override
    public boolean verify(String party, String purpose, Bytes message, Bytes signature) {
      return true;
    }

    @Override
    public void journal(String name, Bytes entry) {
      Objects.requireNonNull(entry);
    }

    @Override
    public Optional<Bytes> journalled(String name) {
      return Optional.empty();
    }
  }
}

package org.cloister.app.conformance;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cloister.app.identity.JobSuite;
import org.cloister.app.identity.RunIdentities;
import org.cloister.app.plugins.GuestWorker;
import org.cloister.app.plugins.HostStarter;
import org.cloister.app.run.LocalProtection;
import org.cloister.app.run.Scratch;
import org.cloister.app.yaml.Nearest;
import org.cloister.host.Lease;
import org.cloister.host.PluginHost;
import org.cloister.host.VersionRange;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.tck.ConformanceCase;
import org.cloister.tck.QuantizerConformance;
import org.cloister.tck.SessionConformance;

/**
 * Plays sessions of an admitted bundle as a job would: in its class space, with new parties whose
 * signatures are real. Safe for any thread.
 */
public final class ConformanceRun {

  private static final int MODULUS_BITS = 32;

  /** For one case; most take a few milliseconds. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final HostStarter hosts;

  /** With the bundles of {@code hosts}. */
  public ConformanceRun(HostStarter hosts) {
    this.hosts = hosts;
  }

  /**
   * The cases in the order in which they were played, the honest one first.
   *
   * @throws CloisterException CL-0301 if there is no such protocol, CL-0103 if it has no such
   *     adversary, step or setting, CL-0104 if it knows no suites, CL-0701 if it refuses so few or
   *     so many sites, CL-0403 if the bundle hangs
   */
  public List<ConformanceCase> run(ConformanceTerms terms) {
    try (Scratch scratch = Scratch.create();
        PluginHost host = hosts.start(scratch.resolve("framework"));
        Lease<SecureAggregation> lease =
            host.lease(SecureAggregation.class, terms.protocol(), VersionRange.any());
        RunIdentities identities =
            RunIdentities.fresh(
                "conformance", terms.roster(), JobSuite.of(terms.settings()), new SecureRandom());
        GuestWorker guest = new GuestWorker()) {
      SessionConformance conformance =
          guest.call(
              "Playing an honest session",
              PATIENCE,
              () -> conformance(lease.role(), terms, new LocalProtection(identities)));
      Quantizers quantizers = new Quantizers(host, lease.pin().bundle());
      List<String> names = new ArrayList<>(conformance.names());
      names.addAll(quantizers.names());
      List<ConformanceCase> cases = new ArrayList<>();
      for (String name : chosen(terms, names)) {
        cases.addAll(
            guest.call("Playing " + name, PATIENCE, () -> play(conformance, quantizers, name)));
      }
      return List.copyOf(cases);
    }
  }

  private static SessionConformance conformance(
      SecureAggregation role, ConformanceTerms terms, LocalProtection protection) {
    SessionPlan plan =
        new SessionPlan(
            Digest.of("conformance"),
            terms.roster(),
            role.threshold(terms.sites(), terms.settings()),
            MODULUS_BITS,
            terms.elements(),
            terms.settings());
    return new SessionConformance(role, plan, terms.drops(), protection);
  }

  private static List<ConformanceCase> play(
      SessionConformance conformance, Quantizers quantizers, String name) {
    return switch (name) {
      case SessionConformance.HONEST -> List.of(conformance.honest());
      case QuantizerConformance.CLIP_ZERO -> quantizers.clipZero();
      default -> List.of(conformance.play(name));
    };
  }

  private static Set<String> chosen(ConformanceTerms terms, List<String> known) {
    Set<String> chosen = new LinkedHashSet<>(List.of(SessionConformance.HONEST));
    for (String name : terms.adversaries()) {
      if (name.equals(ConformanceTerms.ALL)) {
        chosen.addAll(known);
      } else if (known.contains(name)) {
        chosen.add(name);
      } else {
        throw new CloisterException(
            ErrorCode.SETTING_INVALID,
            "There is no adversary "
                + Quoted.of(name)
                + " of "
                + terms.protocol()
                + Nearest.to(name, known).map(near -> "; did you mean " + near + "?").orElse(".")
                + " There are: "
                + String.join(", ", known)
                + ".");
      }
    }
    return chosen;
  }
}

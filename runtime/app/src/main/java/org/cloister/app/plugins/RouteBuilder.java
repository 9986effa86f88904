package org.cloister.app.plugins;

import java.util.Optional;
import org.cloister.app.job.AggregationSection;
import org.cloister.app.job.PluginRef;
import org.cloister.model.ErrorCode;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.port.SumNoise;
import org.cloister.spi.Aggregator;
import org.cloister.spi.Compressor;
import org.cloister.spi.LinearCompressor;
import org.cloister.spi.Role;
import org.cloister.spi.SumAggregator;
import org.cloister.spi.UpdateAggregator;
import org.cloister.spi.protection.PrivacyMechanism;
import org.cloister.spi.protection.Quantizer;
import org.cloister.spi.protection.SecureAggregation;

/**
 * Makes the typed route of a job, or says why its plugins do not fit it and what would: from here
 * on a combination that does not protect has no form.
 */
final class RouteBuilder {

  private final Leases leases;
  private final AggregationSection section;

  RouteBuilder(Leases leases, AggregationSection section) {
    this.leases = leases;
    this.section = section;
  }

  Optional<AggregationRoute> build() {
    Optional<? extends Configured<? extends Aggregator>> aggregator =
        leases.take(Kind.AGGREGATOR, section.aggregator());
    return switch (section.route()) {
      case OPEN -> open(aggregator);
      case SECURE -> secure(aggregator);
      case GROUPED -> grouped(aggregator);
    };
  }

  private Optional<AggregationRoute> open(
      Optional<? extends Configured<? extends Aggregator>> aggregator) {
    Optional<Configured<Compressor>> compressor = optional(Kind.COMPRESSOR, section.compressor());
    Optional<Configured<PrivacyMechanism.Real>> noise =
        mechanism()
            .flatMap(
                found ->
                    as(
                        PrivacyMechanism.Real.class,
                        found,
                        section.noise().orElseThrow(),
                        "a mechanism that adds real noise to an update on route open, is one of"
                            + " another kind; choose another, or route secure"));
    boolean whole = complete(compressor, section.compressor()) && complete(noise, section.noise());
    return aggregator
        .filter(found -> whole)
        .map(found -> new AggregationRoute.Open(compressor.map(c -> c), found, noise));
  }

  private Optional<AggregationRoute> secure(
      Optional<? extends Configured<? extends Aggregator>> aggregator) {
    Optional<Configured<SecureAggregation>> protocol = protocol();
    Optional<Configured<Quantizer>> quantizer = quantizer();
    Optional<Configured<SumAggregator>> sum =
        aggregator.flatMap(
            found ->
                as(
                    SumAggregator.class,
                    found,
                    section.aggregator(),
                    "an aggregator that needs only the sum on route secure, needs each update by"
                        + " itself; choose one such as fed-avg, or route grouped or open"));
    Optional<Configured<LinearCompressor>> compressor =
        optional(Kind.COMPRESSOR, section.compressor())
            .flatMap(
                found ->
                    as(
                        LinearCompressor.class,
                        found,
                        section.compressor().orElseThrow(),
                        "a linear compressor on route secure, depends on the data and does not"
                            + " commute with the sum; choose a linear one, or route open"));
    Optional<SumNoise> noise = mechanism().flatMap(this::sumNoise);
    boolean whole = complete(compressor, section.compressor()) && complete(noise, section.noise());
    if (protocol.isEmpty() || quantizer.isEmpty() || sum.isEmpty() || !whole) {
      return Optional.empty();
    }
    return Optional.of(
        new AggregationRoute.Secure(
            protocol.get(),
            quantizer.get(),
            section.maxWeight(),
            section.weights(),
            compressor,
            sum.get(),
            noise));
  }

  private Optional<AggregationRoute> grouped(
      Optional<? extends Configured<? extends Aggregator>> aggregator) {
    Optional<Configured<SecureAggregation>> protocol = protocol();
    Optional<Configured<Quantizer>> quantizer = quantizer();
    Optional<Configured<UpdateAggregator>> rule =
        aggregator.flatMap(
            found ->
                as(
                    UpdateAggregator.class,
                    found,
                    section.aggregator(),
                    "a rule over the groups' means on route grouped, needs only a sum; choose one"
                        + " such as median, or route secure"));
    if (protocol.isEmpty() || quantizer.isEmpty() || rule.isEmpty()) {
      return Optional.empty();
    }
    return leases
        .problems()
        .attempt(
            section.origin().at(),
            section.origin().path(),
            () ->
                new AggregationRoute.Grouped(
                    protocol.get(),
                    quantizer.get(),
                    section.maxWeight(),
                    section.weights(),
                    section.groupSize(),
                    rule.get()));
  }

  private Optional<SumNoise> sumNoise(Configured<PrivacyMechanism> found) {
    if (found.role() instanceof PrivacyMechanism.Distributed mechanism) {
      return Optional.of(new SumNoise.AtSites(new Configured<>(mechanism, found.settings())));
    }
    if (found.role() instanceof PrivacyMechanism.Central mechanism) {
      return Optional.of(new SumNoise.AtCoordinator(new Configured<>(mechanism, found.settings())));
    }
    mismatch(
        section.noise().orElseThrow(),
        "a mechanism that adds integer noise on route secure, adds real noise, which a masked sum"
            + " cannot carry; choose a distributed or central one, or route open");
    return Optional.empty();
  }

  private Optional<Configured<SecureAggregation>> protocol() {
    return protection(Kind.PROTOCOL, "protocol", section.protocol());
  }

  private Optional<Configured<Quantizer>> quantizer() {
    return protection(Kind.QUANTIZER, "quantizer", section.quantizer());
  }

  private Optional<Configured<PrivacyMechanism>> mechanism() {
    return section
        .noise()
        .flatMap(
            ref -> {
              boolean missing = missing(Kind.MECHANISM, ref.origin().path());
              return missing ? Optional.empty() : leases.take(Kind.MECHANISM, ref);
            });
  }

  private <R extends Role> Optional<Configured<R>> protection(
      Kind<R> kind, String key, Optional<PluginRef> ref) {
    String path = section.origin().path() + "." + key;
    if (missing(kind, path)) {
      return Optional.empty();
    }
    return leases.take(kind, ref.orElseThrow());
  }

  private boolean missing(Kind<?> kind, String path) {
    boolean missing = leases.offered(kind).isEmpty();
    if (missing) {
      leases
          .problems()
          .add(
              section.origin().at(),
              path,
              "no "
                  + kind.label()
                  + " plugin is installed; install one, or choose route open without it"
                  + " if every site's policy allows that",
              ErrorCode.PROTECTION_MISSING);
    }
    return missing;
  }

  private <R extends Role> Optional<Configured<R>> optional(Kind<R> kind, Optional<PluginRef> ref) {
    return ref.flatMap(found -> leases.take(kind, found));
  }

  private <R extends Role> Optional<Configured<R>> as(
      Class<R> kind, Configured<?> found, PluginRef ref, String rule) {
    if (kind.isInstance(found.role())) {
      return Optional.of(new Configured<>(kind.cast(found.role()), found.settings()));
    }
    mismatch(ref, rule);
    return Optional.empty();
  }

  private void mismatch(PluginRef ref, String rule) {
    leases
        .problems()
        .add(
            ref.origin().at(),
            ref.origin().path(),
            ref.id() + " must be " + rule,
            ErrorCode.ROUTE_MISMATCH);
  }

  private static boolean complete(Optional<?> found, Optional<PluginRef> wanted) {
    return found.isPresent() || wanted.isEmpty();
  }
}

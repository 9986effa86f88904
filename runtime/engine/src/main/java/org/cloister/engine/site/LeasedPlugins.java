package org.cloister.engine.site;

import java.util.List;
import java.util.Optional;
import org.cloister.engine.Effect;
import org.cloister.engine.EffectQueue;
import org.cloister.model.CloisterException;
import org.cloister.model.PluginPin;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Assemblies;
import org.cloister.port.Assembly;

/** The plugins that a site holds: those of the round that it was asked for last. */
final class LeasedPlugins {
  private final Assemblies assemblies;
  private final EffectQueue effects;
  private Optional<Assembly> assembly = Optional.empty();

  LeasedPlugins(Assemblies assemblies, EffectQueue effects) {
    this.assemblies = assemblies;
    this.effects = effects;
  }

  /** Leases those that new rounds begin with. */
  Assembly open() {
    Assembly open = assemblies.open();
    assembly = Optional.of(open);
    return open;
  }

  /** Whether the job is on such a route; false before it is known. */
  boolean on(Class<? extends AggregationRoute> route) {
    return assembly.filter(held -> route.isInstance(held.route())).isPresent();
  }

  /**
   * The plugins of a round; if they are others, and nothing works with those that are held, this
   * site leases them instead, if it has them.
   */
  Optional<Assembly> pinned(List<PluginPin> pins, boolean idle) {
    if (assembly.isPresent() && !assembly.get().pins().equals(pins) && idle) {
      try {
        Assembly next = assemblies.open(pins);
        assembly.get().close();
        assembly = Optional.of(next);
      } catch (CloisterException e) {
        effects.add(new Effect.Explain(e));
        return Optional.empty();
      }
    }
    return assembly.filter(open -> open.pins().equals(pins));
  }

  void close() {
    assembly.ifPresent(Assembly::close);
  }
}

package org.cloister.app.job;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloister.app.job.AggregationSection.Route;
import org.cloister.app.yaml.Fields;
import org.cloister.app.yaml.Form;
import org.cloister.app.yaml.Place;
import org.cloister.app.yaml.Position;
import org.cloister.app.yaml.Yaml;
import org.cloister.engine.groups.GroupDraw;
import org.cloister.host.VersionRange;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.port.WeightPrecision;

/**
 * Reads the section {@code aggregation}. A job that names no protocol gets the one that is made for
 * as many sites as its sessions have: {@code bonawitz} to 128, where each masks with every other,
 * and {@code bell} above.
 *
 * @param sites how many the job has
 */
record AggregationReader(int sites) {

  private static final int MOST_OF_BONAWITZ = 128;
  private static final long GROUP_SIZE = 4;

  /** The keys that are no settings of the aggregator. */
  static final Set<String> OWN =
      Set.of(
          "route",
          "compressor",
          "noise",
          "protocol",
          "quantizer",
          "max-weight",
          "weights",
          "group-size");

  Optional<AggregationSection> read(Yaml value, Place place) {
    return Fields.of(value, place).flatMap(this::section);
  }

  private Optional<AggregationSection> section(Fields fields) {
    Position at = fields.at("route");
    Optional<Route> route =
        fields
            .optional("route", Form.oneOf("open", "grouped", "secure"), "secure")
            .map(text -> Route.valueOf(text.toUpperCase(Locale.ROOT)));
    Optional<PluginRef> compressor = fields.optional("compressor", PluginForm.REFERENCE);
    Optional<PluginRef> noise = fields.optional("noise", PluginForm.REFERENCE);
    Optional<PluginRef> protocol = Optional.empty();
    Optional<PluginRef> quantizer = Optional.empty();
    Optional<Double> maxWeight = Optional.of(Double.MAX_VALUE);
    Optional<WeightPrecision> weights = Optional.of(WeightPrecision.EXACT);
    Optional<Long> groupSize = Optional.of(0L);
    if (route.isEmpty() || route.get() == Route.GROUPED) {
      groupSize = fields.optional("group-size", Form.integer(1, Integer.MAX_VALUE), GROUP_SIZE);
    }
    if (route.isEmpty() || route.get() != Route.OPEN) {
      boolean groups = route.filter(Route.GROUPED::equals).isPresent();
      int size = Math.toIntExact(groupSize.orElse(GROUP_SIZE));
      protocol = named(fields, "protocol", made(groups ? GroupDraw.largest(sites, size) : sites));
      quantizer = named(fields, "quantizer", "uniform");
      maxWeight = fields.optional("max-weight", Form.positive(), 1e6);
      weights =
          fields
              .optional("weights", Form.oneOf("bucket", "exact"), "bucket")
              .map(text -> WeightPrecision.valueOf(text.toUpperCase(Locale.ROOT)));
    }
    refuseOn(fields, route);
    return assemble(
        fields, at, route, compressor, noise, protocol, quantizer, maxWeight, weights, groupSize);
  }

  private static String made(int parties) {
    return parties <= MOST_OF_BONAWITZ ? "bonawitz" : "bell";
  }

  private static Optional<PluginRef> named(Fields fields, String key, String byDefault) {
    Origin origin = new Origin(fields.place().key(key).path(), fields.at(key), Map.of());
    PluginRef without = new PluginRef(byDefault, VersionRange.any(), Settings.none(), origin);
    return fields.optional(key, PluginForm.REFERENCE, without);
  }

  /** Keys of another route would otherwise be taken for settings of the aggregator. */
  private static void refuseOn(Fields fields, Optional<Route> route) {
    for (String key :
        new String[] {"protocol", "quantizer", "max-weight", "weights", "group-size"}) {
      if (route.isPresent() && fields.has(key)) {
        fields.complain(
            key,
            "must not be given on route "
                + route.get().name().toLowerCase(Locale.ROOT)
                + "; remove it or choose route "
                + (key.equals("group-size") ? "grouped" : "secure"));
        fields.optional(key, (value, place) -> Optional.of(value));
      }
    }
  }

  private static Optional<AggregationSection> assemble(
      Fields fields,
      Position at,
      Optional<Route> route,
      Optional<PluginRef> compressor,
      Optional<PluginRef> noise,
      Optional<PluginRef> protocol,
      Optional<PluginRef> quantizer,
      Optional<Double> maxWeight,
      Optional<WeightPrecision> weights,
      Optional<Long> groupSize) {
    Place place = fields.place();
    return PluginForm.rest(fields, "plugin")
        .map(
            aggregator ->
                new AggregationSection(
                    route.orElseThrow(),
                    aggregator,
                    compressor,
                    noise,
                    protocol,
                    quantizer,
                    maxWeight.orElseThrow(),
                    weights.orElseThrow(),
                    Math.toIntExact(groupSize.orElseThrow()),
                    new Origin(place.path(), at, Map.of())))
        .filter(section -> fits(section, place));
  }

  private static boolean fits(AggregationSection section, Place place) {
    if (section.route() != Route.GROUPED
        || (section.compressor().isEmpty() && section.noise().isEmpty())) {
      return true;
    }
    place.complain(
        section.origin().at(),
        "must have neither compressor nor noise on route grouped: its rule works on the groups'"
            + " means; remove them or choose route secure",
        ErrorCode.ROUTE_MISMATCH);
    return false;
  }
}

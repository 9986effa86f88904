package org.cloister.app.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.app.job.PluginRef;
import org.cloister.app.yaml.Nearest;
import org.cloister.app.yaml.Position;
import org.cloister.model.CloisterException;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.cloister.model.Resources;
import org.cloister.model.Settings;
import org.cloister.spi.Candidate;
import org.cloister.spi.ParticipantSelector;
import org.cloister.spi.SumQuery;

/**
 * Looks up the plugins that workflows and agents name in their settings, by convention {@code
 * metrics} and {@code selector} with settings such as {@code selector.fraction}. Looked up here, a
 * slip is shown in the job file; otherwise it would end the job in or after its first round.
 */
final class NamedPlugins {

  private static final Resources ANY = new Resources(1, 0, 0, 0, 0);

  private final Leases leases;
  private final Optional<DataSchema> schema;
  private final List<String> sites;

  NamedPlugins(Leases leases, Optional<DataSchema> schema, List<String> sites) {
    this.leases = leases;
    this.schema = schema;
    this.sites = sites;
  }

  void check(PluginRef ref) {
    for (String id : named(ref, "metrics", Kind.QUERY)) {
      // Without a label the data section is at fault, and says so.
      schema.filter(of -> of.label().isPresent()).ifPresent(of -> metric(ref, id, of));
    }
    for (String id : named(ref, "selector", Kind.SELECTOR)) {
      selector(ref, id);
    }
  }

  /** The ids that are installed, after a complaint about the others. */
  private List<String> named(PluginRef ref, String setting, Kind<?> kind) {
    List<String> good = new ArrayList<>();
    List<String> offered = leases.offered(kind);
    for (String id : ref.settings().text(setting, "").split(",", -1)) {
      String name = id.strip();
      if (offered.contains(name)) {
        good.add(name);
      } else if (!name.isEmpty()) {
        complain(
            ref,
            setting,
            "must name only installed plugins of role "
                + kind.label()
                + ", was "
                + Quoted.of(name)
                + Nearest.among(name, offered, "installed are"),
            ErrorCode.PLUGIN_NOT_FOUND);
      }
    }
    return good;
  }

  private void metric(PluginRef ref, String id, DataSchema columns) {
    Map<String, SumQuery> queries = leases.all(Kind.QUERY);
    SumQuery query = queries.get(id);
    try {
      if (query != null) {
        query.parts(columns, inner(ref, "metrics." + id + "."));
      }
    } catch (CloisterException e) {
      if (e.code() == ErrorCode.SCHEMA_INVALID) {
        List<String> fitting =
            queries.entrySet().stream()
                .filter(other -> fits(other.getValue(), columns))
                .map(Map.Entry::getKey)
                .toList();
        complain(ref, "metrics", e.getMessage() + SettingsCheck.fit(fitting), e.code());
      } else {
        SettingPlace.report(leases.problems(), ref, e, "metrics." + id + ".");
      }
    }
  }

  private static boolean fits(SumQuery query, DataSchema columns) {
    try {
      query.parts(columns, Settings.none());
      return query instanceof org.cloister.spi.Evaluator;
    } catch (CloisterException e) {
      return false;
    }
  }

  /** A selector has no place of its own for looking at settings, so it makes a choice. */
  private void selector(PluginRef ref, String id) {
    ParticipantSelector selector = leases.all(Kind.SELECTOR).get(id);
    List<Candidate> candidates = sites.stream().map(site -> new Candidate(site, ANY)).toList();
    if (selector == null || candidates.isEmpty()) {
      return;
    }
    try {
      selector.select(1, candidates, inner(ref, "selector."), 0);
    } catch (CloisterException e) {
      SettingPlace.report(leases.problems(), ref, e, "selector.");
    }
  }

  private static Settings inner(PluginRef ref, String prefix) {
    Map<String, String> inner = new TreeMap<>();
    ref.settings()
        .values()
        .forEach(
            (name, value) -> {
              if (name.startsWith(prefix)) {
                inner.put(name.substring(prefix.length()), value);
              }
            });
    return new Settings(inner);
  }

  private void complain(PluginRef ref, String setting, String text, ErrorCode code) {
    Position at = ref.origin().keys().getOrDefault(setting, ref.origin().at());
    leases.problems().add(at, ref.origin().path() + "." + setting, text, code);
  }
}

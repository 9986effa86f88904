package org.cloister.app.job;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloister.app.yaml.Fields;
import org.cloister.app.yaml.Form;
import org.cloister.app.yaml.Place;
import org.cloister.app.yaml.Problems;
import org.cloister.app.yaml.Yaml;
import org.cloister.app.yaml.YamlFile;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;

/**
 * Reads the good parts of sections that as a whole were refused. It never complains: the reader of
 * the section has done that.
 */
final class Salvage {

  private final Yaml root;
  private final Problems heard;
  private final Problems unheard;

  Salvage(YamlFile file, Problems heard) {
    this.root = file.root();
    this.heard = heard;
    this.unheard = new Problems(file.name());
  }

  /** The plugin at these keys with those of its settings that could be one; {@code own} are not. */
  Optional<PluginRef> plugin(Set<String> own, String... keys) {
    Place place = new Place(unheard, String.join(".", keys));
    return value(keys)
        .flatMap(
            value ->
                value instanceof Yaml.Mapping mapping
                    ? Fields.of(without(own, mapping, place), place)
                        .flatMap(fields -> PluginForm.rest(fields, "plugin"))
                    : PluginForm.REFERENCE.read(value, place));
  }

  private Yaml.Mapping without(Set<String> own, Yaml.Mapping section, Place place) {
    Set<String> seen = new HashSet<>(own);
    List<Yaml.Entry> kept = new ArrayList<>();
    for (Yaml.Entry entry : section.entries()) {
      String name = entry.key().text();
      boolean refused = heard.hasAt(place.key(name).path());
      if (!refused && seen.add(name) && PluginForm.setting(entry.value(), place).isPresent()) {
        kept.add(entry);
      }
    }
    return new Yaml.Mapping(section.at(), kept);
  }

  /** The columns that are good, if the label is among them. */
  Optional<DataSchema> schema() {
    List<Column> columns =
        items(ColumnForm.COLUMN, "data", "columns").stream().map(ColumnEntry::column).toList();
    try {
      return Optional.of(columns)
          .filter(list -> list.stream().anyMatch(Column.Label.class::isInstance))
          .map(DataSchema::new);
    } catch (CloisterException e) {
      return Optional.empty();
    }
  }

  /** The sites that are good. */
  List<SiteEntry> sites(SitesReader reader) {
    List<SiteEntry> sites = new ArrayList<>();
    value("sites")
        .filter(Yaml.Mapping.class::isInstance)
        .map(Yaml.Mapping.class::cast)
        .ifPresent(
            section ->
                section
                    .entries()
                    .forEach(
                        entry ->
                            reader
                                .site(entry, new Place(unheard, "sites"))
                                .filter(
                                    site -> sites.stream().noneMatch(s -> s.id().equals(site.id())))
                                .ifPresent(sites::add)));
    return sites;
  }

  private <T> List<T> items(Form<T> form, String... keys) {
    List<T> items = new ArrayList<>();
    value(keys)
        .filter(Yaml.Sequence.class::isInstance)
        .map(Yaml.Sequence.class::cast)
        .ifPresent(
            list ->
                list.items()
                    .forEach(item -> form.read(item, Place.top(unheard)).ifPresent(items::add)));
    return items;
  }

  private Optional<Yaml> value(String... keys) {
    Optional<Yaml> at = Optional.of(root);
    for (String key : keys) {
      at = at.flatMap(value -> child(value, key));
    }
    return at;
  }

  private static Optional<Yaml> child(Yaml value, String key) {
    return value instanceof Yaml.Mapping mapping
        ? mapping.entries().stream()
            .filter(entry -> entry.key().text().equals(key))
            .map(Yaml.Entry::value)
            .findFirst()
        : Optional.empty();
  }
}

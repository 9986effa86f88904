package org.cloister.app.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cloister.app.yaml.Fields;
import org.cloister.app.yaml.Form;
import org.cloister.app.yaml.Place;
import org.cloister.app.yaml.Position;
import org.cloister.app.yaml.Yaml;
import org.cloister.host.VersionRange;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Ids;
import org.cloister.model.Settings;

/**
 * A plugin with its settings: {@code sgd}, or {@code {plugin: sgd, version: "[0.1,0.2)", rate:
 * 0.01}}. Which settings there are, the plugin says when it is loaded.
 */
final class PluginForm {

  /** The short and the long form. */
  static final Form<PluginRef> REFERENCE = PluginForm::read;

  /** A name by the one rule for names. */
  static final Form<String> ID =
      Form.word(
          "a name of a-z A-Z 0-9 . _ - that begins with a letter or digit",
          text -> isId(text) ? Optional.of(text) : Optional.empty());

  private static final Form<VersionRange> VERSIONS =
      (value, place) ->
          Form.text()
              .read(value, place)
              .flatMap(
                  text ->
                      place
                          .problems()
                          .attempt(value.at(), place.path(), () -> VersionRange.parse(text)));

  private PluginForm() {}

  private static Optional<PluginRef> read(Yaml value, Place place) {
    if (value instanceof Yaml.Mapping) {
      return Fields.of(value, place).flatMap(fields -> rest(fields, "plugin"));
    }
    return ID.read(value, place)
        .map(
            id ->
                new PluginRef(
                    id,
                    VersionRange.any(),
                    Settings.none(),
                    new Origin(place.path(), value.at(), Map.of())));
  }

  /** The plugin of a section whose own keys were all read: what is left are its settings. */
  static Optional<PluginRef> rest(Fields fields, String idKey) {
    Position at = fields.at(idKey);
    Optional<String> id = fields.required(idKey, ID);
    Optional<VersionRange> versions = fields.optional("version", VERSIONS, VersionRange.any());
    Map<String, String> settings = new TreeMap<>();
    Map<String, Position> keys = new LinkedHashMap<>();
    boolean sound = true;
    for (Yaml.Entry entry : fields.rest()) {
      String name = entry.key().text();
      Optional<String> text = setting(entry.value(), fields.place().key(name));
      text.ifPresent(t -> settings.put(name, t));
      keys.put(name, entry.key().at());
      sound &= text.isPresent();
    }
    Origin origin = new Origin(fields.place().path(), at, keys);
    Optional<PluginRef> ref =
        fields.build(
            () ->
                new PluginRef(
                    id.orElseThrow(), versions.orElseThrow(), new Settings(settings), origin));
    return sound ? ref : Optional.empty();
  }

  /** Settings are text; a list is its items with commas between. */
  static Optional<String> setting(Yaml value, Place place) {
    if (value instanceof Yaml.Scalar scalar && !scalar.isAbsent()) {
      return Optional.of(scalar.text());
    }
    if (value instanceof Yaml.Sequence sequence) {
      List<Yaml> items = sequence.items();
      boolean plain =
          items.stream()
              .allMatch(
                  i -> i instanceof Yaml.Scalar s && !s.isAbsent() && !s.text().contains(","));
      if (plain) {
        return Optional.of(
            items.stream().map(i -> ((Yaml.Scalar) i).text()).collect(Collectors.joining(",")));
      }
    }
    place.complain(
        value.at(),
        "must be one value or a list of values without commas, was "
            + value.describe()
            + (value instanceof Yaml.Mapping
                ? "; a setting of a setting is written with a dot, such as selector.fraction: 0.5"
                : ""),
        ErrorCode.SETTING_INVALID);
    return Optional.empty();
  }

  private static boolean isId(String text) {
    try {
      Ids.require("name", text);
      return true;
    } catch (CloisterException e) {
      return false;
    }
  }
}

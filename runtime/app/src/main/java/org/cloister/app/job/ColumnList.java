package org.cloister.app.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.app.yaml.Form;
import org.cloister.app.yaml.Place;
import org.cloister.app.yaml.Position;
import org.cloister.app.yaml.Yaml;
import org.cloister.model.Column;
import org.cloister.model.ErrorCode;

/** {@code data.columns}: each name once, and one label at most. */
final class ColumnList {

  private static final Form<List<ColumnEntry>> ITEMS =
      Form.listOf("a list of columns, each {name: ..., type: ...}", ColumnForm.COLUMN);

  private ColumnList() {}

  static Optional<List<ColumnEntry>> read(Yaml value, Place place) {
    Optional<List<ColumnEntry>> columns = ITEMS.read(value, place);
    return columns.filter(entries -> unique(entries, ((Yaml.Sequence) value).items(), place));
  }

  private static boolean unique(List<ColumnEntry> columns, List<Yaml> items, Place place) {
    Map<String, Position> names = new HashMap<>();
    Optional<Position> label = Optional.empty();
    boolean unique = true;
    for (int i = 0; i < items.size(); i++) {
      Column column = columns.get(i).column();
      Position at = items.get(i).at();
      Position first = names.putIfAbsent(column.name(), at);
      if (first != null) {
        String text =
            "must be unique, stands already in line " + first.line() + "; rename or remove one";
        place.item(i).key("name").complain(at, text, ErrorCode.SCHEMA_INVALID);
        unique = false;
      }
      if (column instanceof Column.Label) {
        if (label.isPresent()) {
          String text =
              "must be the only label, line " + label.get().line() + " has one; remove one";
          place.item(i).complain(at, text, ErrorCode.SCHEMA_INVALID);
          unique = false;
        }
        label = label.or(() -> Optional.of(at));
      }
    }
    return unique;
  }
}

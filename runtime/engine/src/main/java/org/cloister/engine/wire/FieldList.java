package org.cloister.engine.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;

/**
 * Hears of every byte that a {@link WireWriter} writes, and so knows every field by construction: a
 * field that somebody adds to a message is listed before anybody thinks of listing it.
 */
final class FieldList {
  /** What nobody has given a name; a test sees to it that there is no such field. */
  static final String UNNAMED = "unnamed";

  private final Map<String, Entry> header = new LinkedHashMap<>();
  private final List<Field> floats = new ArrayList<>();
  private final List<Field> ints = new ArrayList<>();
  private String prefix = "";
  private String current = UNNAMED;

  /** What is written next belongs to this field. */
  void field(String name) {
    current = prefix + name;
  }

  /** The fields that {@code content} names are inside of this one. */
  void within(String name, Runnable content) {
    String outer = prefix;
    String before = current;
    current = outer + name;
    prefix = current + ".";
    content.run();
    prefix = outer;
    current = before;
  }

  void value(String kind, int from, int to) {
    header.computeIfAbsent(current, name -> new Entry(name, kind)).add(from, to);
  }

  void structure(int from, int to) {
    header.computeIfAbsent(Field.STRUCTURE, name -> new Entry(name, "format")).add(from, to);
  }

  void vector(FloatVector vector) {
    floats.add(vector("float32", vector.length(), Float.BYTES, floats.size()));
  }

  /** Residues travel in whole bytes. */
  void vector(IntVector vector) {
    int bits = vector.modulusBits();
    ints.add(vector("residues of " + bits + " bits", vector.length(), (bits + 7) / 8, ints.size()));
  }

  private Field vector(String kind, long length, int wordBytes, int number) {
    long bytes = Math.multiplyExact(length, wordBytes);
    return new Field(current, kind, length, bytes, OptionalInt.of(number), List.of());
  }

  /** All fields: those of the header as they were written, then the vectors as they travel. */
  List<Field> finish() {
    List<Field> fields = new ArrayList<>();
    header.values().forEach(entry -> fields.add(entry.finish()));
    fields.addAll(floats);
    for (Field field : ints) {
      int number = floats.size() + field.vector().orElseThrow();
      fields.add(
          new Field(
              field.name(),
              field.kind(),
              field.values(),
              field.bytes(),
              OptionalInt.of(number),
              List.of()));
    }
    return fields;
  }

  /** A field of the header while it is written. */
  private static final class Entry {
    private final String name;
    private final String kind;
    private final List<Field.Range> ranges = new ArrayList<>();
    private long values;
    private long bytes;

    Entry(String name, String kind) {
      this.name = name;
      this.kind = kind;
    }

    void add(int from, int to) {
      Field.Range last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
      if (last != null && last.to() == from) {
        ranges.set(ranges.size() - 1, new Field.Range(last.from(), to));
      } else {
        ranges.add(new Field.Range(from, to));
      }
      values++;
      bytes += to - from;
    }

    Field finish() {
      return new Field(name, kind, values, bytes, OptionalInt.empty(), ranges);
    }
  }
}

package org.cloister.app.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** Adds up {@code sent.jsonl} of sites: one line for each field that left them. */
public final class SentSummary {

  /** Its name in a site's folder. */
  public static final String NAME = "sent.jsonl";

  /** Kinds of fields beyond these are counted together; no honest job has so many. */
  private static final int MOST = 500;

  private static final Key OTHER = new Key("other", "", "", "");

  private SentSummary() {}

  private record Key(String message, String field, String kind, String route) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::message)
            .thenComparing(Key::field)
            .thenComparing(Key::kind)
            .thenComparing(Key::route);
  }

  /**
   * One kind of field, added up.
   *
   * @param message in which it travelled
   * @param field its name there
   * @param kind what it holds
   * @param route how
   * @param times how often
   * @param values numbers in it, in all
   * @param bytes in all
   */
  public record Line(
      String message,
      String field,
      String kind,
      String route,
      long times,
      long values,
      long bytes) {}

  /**
   * What left the sites of these folders, added up by kind of field; files that are not there count
   * as empty. A last line without its end is what a crash left.
   *
   * @throws CloisterException {@link ErrorCode#RECORD_UNREADABLE} with the line that does not fit
   */
  public static List<Line> read(Collection<Path> folders) {
    Map<Key, long[]> sums = new TreeMap<>(Key.ORDER);
    for (Path folder : folders) {
      Path file = folder.resolve(NAME);
      if (Files.exists(file)) {
        add(file, sums);
      }
    }
    return lines(sums);
  }

  /** Lines of several sites as those of one. */
  public static List<Line> sum(Collection<Line> lines) {
    Map<Key, long[]> sums = new TreeMap<>(Key.ORDER);
    for (Line line : lines) {
      Key key = new Key(line.message(), line.field(), line.kind(), line.route());
      add(sums, key, line.times(), line.values(), line.bytes());
    }
    return lines(sums);
  }

  private static List<Line> lines(Map<Key, long[]> sums) {
    return sums.entrySet().stream()
        .map(
            entry -> {
              Key key = entry.getKey();
              long[] sum = entry.getValue();
              return new Line(
                  key.message(), key.field(), key.kind(), key.route(), sum[0], sum[1], sum[2]);
            })
        .toList();
  }

  private static void add(Path file, Map<Key, long[]> sums) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      String line = lines.readLine();
      while (line != null) {
        number++;
        String next = lines.readLine();
        boolean whole = next != null || line.endsWith("}");
        if (whole) {
          String where = file + ", line " + number;
          JsonNode json = Json.parse(line, "File " + where, ErrorCode.RECORD_UNREADABLE);
          add(new StrictJson(where, json, ErrorCode.RECORD_UNREADABLE), sums);
        }
        line = next;
      }
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.RECORD_UNREADABLE, "The file " + file + " must be readable UTF-8.", e);
    }
  }

  private static void add(StrictJson json, Map<Key, long[]> sums) {
    Key key =
        new Key(json.text("message"), json.text("field"), json.text("kind"), json.text("route"));
    long values = json.has("values") ? json.whole("values", 0, Long.MAX_VALUE) : 0;
    add(sums, key, 1, values, json.whole("bytes", 0, Long.MAX_VALUE));
  }

  private static void add(Map<Key, long[]> sums, Key key, long times, long values, long bytes) {
    Key counted = sums.containsKey(key) || sums.size() < MOST ? key : OTHER;
    long[] sum = sums.computeIfAbsent(counted, k -> new long[3]);
    sum[0] += times;
    sum[1] += values;
    sum[2] += bytes;
  }
}

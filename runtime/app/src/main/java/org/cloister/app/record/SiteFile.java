package org.cloister.app.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * What a site alone may know of its own part in a run: {@code sites/ID/site.json}. Counts, never
 * values.
 *
 * @param rows how many of its rows were used, if it came to read them
 * @param ended why it ended before the job did
 */
public record SiteFile(Optional<Rows> rows, Optional<String> ended) {

  /** Its name in the site's folder. */
  public static final String NAME = "site.json";

  /** The folder of all sites' folders. */
  public static final String SITES = "sites";

  /**
   * Rows by use.
   *
   * @param train the model learnt from them
   * @param test metrics were computed on them
   * @param leftOut they had gaps
   */
  public record Rows(long train, long test, long leftOut) {}

  void write(Path folder) {
    ObjectNode json = Json.object().put("schemaVersion", 1);
    rows.ifPresent(
        counts ->
            json.putObject("rows")
                .put("train", counts.train())
                .put("test", counts.test())
                .put("leftOut", counts.leftOut()));
    ended.ifPresent(reason -> json.put("ended", reason));
    AtomicFile.write(folder.resolve(NAME), Json.pretty(json).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the file of a site's folder; nothing is known of the site if there is none.
   *
   * @throws CloisterException {@link ErrorCode#RECORD_UNREADABLE} if it is there and not readable
   */
  public static SiteFile read(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return new SiteFile(Optional.empty(), Optional.empty());
    }
    try {
      StrictJson json =
          new StrictJson(
              file.toString(),
              Json.parse(Files.readString(file), "File " + file, ErrorCode.RECORD_UNREADABLE),
              ErrorCode.RECORD_UNREADABLE);
      return new SiteFile(
          json.has("rows") ? Optional.of(rows(json.object("rows"))) : Optional.empty(),
          json.has("ended") ? Optional.of(json.text("ended")) : Optional.empty());
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.RECORD_UNREADABLE, "The file " + file + " must be readable UTF-8.", e);
    }
  }

  private static Rows rows(StrictJson json) {
    return new Rows(count(json, "train"), count(json, "test"), count(json, "leftOut"));
  }

  private static long count(StrictJson json, String name) {
    return json.whole(name, 0, Long.MAX_VALUE);
  }
}

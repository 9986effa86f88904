package org.cloister.app.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cloister.app.record.Json;
import org.cloister.engine.data.Split;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * Reads which rows are for training and which for testing, from JSON: {@code {"centres": {SITE:
 * {"train_lines": [...], "test_lines": [...]}}}}, or for a job with one site {@code {"train":
 * [...], "test": [...]}}. Rows are named by their 0-based data line; other keys are not read.
 */
public final class SplitFile {

  private static final int MAX_BYTES = 64 << 20;

  private final Path file;

  private SplitFile(Path file) {
    this.file = file;
  }

  /**
   * The split of each of {@code sites}.
   *
   * @throws CloisterException {@link ErrorCode#SPLIT_INVALID} naming what does not fit
   */
  public static Map<String, Split> read(Path file, List<String> sites) {
    return new SplitFile(file).splits(sites);
  }

  private Map<String, Split> splits(List<String> sites) {
    JsonNode root = Json.parse(text(), "The split file " + file, ErrorCode.SPLIT_INVALID);
    Map<String, Split> splits = new LinkedHashMap<>();
    if (root.has("centres")) {
      JsonNode centres = root.get("centres");
      for (String site : sites) {
        require(
            centres.has(site),
            "centres must have every site of the job, has no "
                + site
                + "; it has "
                + names(centres)
                + ".");
        splits.put(site, lines(centres.get(site), "train_lines", "test_lines", site + "."));
      }
      return splits;
    }
    require(
        root.has("train") && root.has("test"),
        "must have either centres, or train and test; has neither.");
    require(
        sites.size() == 1,
        "must name rows for each of the sites "
            + sites
            + " under centres; train and test alone are for a job with one site.");
    splits.put(sites.get(0), lines(root, "train", "test", ""));
    return splits;
  }

  private Split lines(JsonNode node, String train, String test, String path) {
    return new Split.Lines(
        numbers(node.get(train), path + train), numbers(node.get(test), path + test));
  }

  private Set<Long> numbers(@org.jspecify.annotations.Nullable JsonNode array, String path) {
    if (array == null || !array.isArray()) {
      throw invalid(path + " must be a list of line numbers.");
    }
    Set<Long> numbers = new LinkedHashSet<>();
    for (JsonNode number : array) {
      require(
          number.isIntegralNumber() && number.canConvertToLong() && number.asLong() >= 0,
          path + " must hold whole numbers of at least 0.");
      require(numbers.add(number.asLong()), path + " has line " + number.asLong() + " twice.");
    }
    return numbers;
  }

  private String text() {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.SPLIT_INVALID,
          "The split file " + file + " must be readable; check its name and permissions.",
          e);
    }
    require(bytes.length <= MAX_BYTES, "must have at most " + MAX_BYTES + " bytes, has more.");
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private void require(boolean condition, String rule) {
    if (!condition) {
      throw invalid(rule);
    }
  }

  private CloisterException invalid(String rule) {
    return new CloisterException(ErrorCode.SPLIT_INVALID, "The split file " + file + ": " + rule);
  }
}

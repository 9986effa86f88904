package org.cloister.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.cloister.model.Digest;

/** The known answers of the format, computed outside this project's code. */
public final class Vectors {
  private static final JsonNode ALL = load();

  private Vectors() {}

  public static JsonNode of(String section) {
    return ALL.get(section);
  }

  public static Digest digest(JsonNode hex) {
    return new Digest(hex.asText());
  }

  public static List<Digest> digests(JsonNode array) {
    List<Digest> all = new ArrayList<>();
    array.forEach(hex -> all.add(digest(hex)));
    return all;
  }

  private static JsonNode load() {
    try (InputStream in = Vectors.class.getResourceAsStream("vectors.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.cloister.app.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.app.record.Json;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;

/**
 * What must be the same for a run to go on as if it had never stopped. The plugins of its rounds
 * stand in its history.
 *
 * @param job the name of the job
 * @param file the digest of the job file
 * @param seed of the job
 * @param terms the digest of what all parties agreed on
 * @param data the digest of each site's files
 * @param splits the digest of each site's choice of rows
 * @param agents the exact code of the workflow
 * @param program the version of Cloister
 */
public record RunIdentity(
    String job,
    Digest file,
    long seed,
    Digest terms,
    Map<String, Digest> data,
    Map<String, Digest> splits,
    List<PluginPin> agents,
    String program) {

  /** Copies the collections. */
  public RunIdentity {
    data = Collections.unmodifiableMap(new TreeMap<>(data));
    splits = Collections.unmodifiableMap(new TreeMap<>(splits));
    agents = List.copyOf(agents);
  }

  ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("job", job).put("jobFileSha256", file.hex()).put("seed", Long.toString(seed));
    json.put("termsSha256", terms.hex()).put("cloister", program);
    ObjectNode sites = json.putObject("sites");
    data.forEach(
        (site, digest) ->
            sites
                .putObject(site)
                .put("dataSha256", digest.hex())
                .put("splitSha256", splits.getOrDefault(site, digest).hex()));
    ArrayNode pins = json.putArray("agents");
    agents.forEach(pin -> pins.add(describe(pin)));
    return json;
  }

  private static String describe(PluginPin pin) {
    return pin.role() + " " + pin.id() + " " + pin.version() + " " + pin.bundle().hex();
  }

  /**
   * Refuses unless this is what a run wrote of itself.
   *
   * @param written as {@link #json} of the earlier run
   * @throws CloisterException {@link ErrorCode#RESUME_REFUSED} naming all that differs and how to
   *     put it right
   */
  void requireSame(JsonNode written) {
    JsonNode now = json();
    List<String> problems = new ArrayList<>();
    if (!now.path("jobFileSha256").equals(written.path("jobFileSha256"))) {
      problems.add(
          "the job file must be the one of the run, byte by byte, is another (that of job "
              + written.path("job").asText()
              + " is meant)");
    }
    if (!now.path("seed").equals(written.path("seed"))) {
      problems.add(
          "the seed must be "
              + written.path("seed").asText()
              + ", was "
              + seed
              + "; give --seed as before");
    }
    if (!now.path("cloister").equals(written.path("cloister"))) {
      problems.add(
          "Cloister must be version " + written.path("cloister").asText() + ", is " + program);
    }
    sites(now.path("sites"), written.path("sites"), problems);
    if (!now.path("agents").equals(written.path("agents"))) {
      problems.add(
          "the plugins of the workflow must be "
              + written.path("agents")
              + ", are "
              + now.path("agents")
              + "; put the same bundles back");
    }
    if (problems.isEmpty() && !now.equals(written)) {
      problems.add("what the sites agreed on must be the same, is not");
    }
    CloisterException.require(
        problems.isEmpty(),
        ErrorCode.RESUME_REFUSED,
        "The run cannot be gone on with: " + String.join(";\n  ", problems) + ".");
  }

  private static void sites(JsonNode now, JsonNode written, List<String> problems) {
    for (Map.Entry<String, JsonNode> site : now.properties()) {
      JsonNode then = written.path(site.getKey());
      if (!site.getValue().path("dataSha256").equals(then.path("dataSha256"))) {
        problems.add(
            "the data of site "
                + site.getKey()
                + " must be as they were, have changed; restore the file, or give --data as"
                + " before");
      } else if (!site.getValue().path("splitSha256").equals(then.path("splitSha256"))) {
        problems.add(
            "the training and test rows of site "
                + site.getKey()
                + " must be as they were, are others; give --split as before");
      }
    }
  }
}

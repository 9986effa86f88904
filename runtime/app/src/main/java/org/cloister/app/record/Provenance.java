package org.cloister.app.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.cloister.model.Digest;
import org.cloister.model.PluginPin;

/**
 * Where a model comes from.
 *
 * @param job the name of the job
 * @param file the digest of the job file
 * @param terms the digest of what all parties agreed on, the seed among it
 * @param seed of the job
 * @param route what the coordinator could see
 * @param sites who could take part
 * @param plugins the exact code
 * @param program the version of Cloister
 */
public record Provenance(
    String job,
    Digest file,
    Digest terms,
    long seed,
    String route,
    List<String> sites,
    List<PluginPin> plugins,
    String program) {

  /** Copies the lists. */
  public Provenance {
    sites = List.copyOf(sites);
    plugins = List.copyOf(plugins);
  }

  void write(ObjectNode json) {
    json.put("job", job).put("jobFileSha256", file.hex()).put("termsSha256", terms.hex());
    json.put("seed", seed).put("route", route).put("simulated", true).put("cloister", program);
    EventJson.texts(json.putArray("sites"), sites);
    EventJson.pins(json.putArray("plugins"), plugins);
  }
}

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
 * @param seed of the job; every other seed for training follows from it
 * @param route on which the sites' contributions travelled
 * @param visibility what the coordinator could see, in sentences
 * @param sites who could take part
 * @param plugins the exact code
 * @param program the version of Cloister
 * @param recipe how to use the model
 */
public record Provenance(
    String job,
    Digest file,
    Digest terms,
    long seed,
    String route,
    String visibility,
    List<String> sites,
    List<PluginPin> plugins,
    String program,
    Recipe recipe) {

  /** Copies the lists. */
  public Provenance {
    sites = List.copyOf(sites);
    plugins = List.copyOf(plugins);
  }

  void write(ObjectNode json) {
    json.put("job", job).put("jobFileSha256", file.hex()).put("termsSha256", terms.hex());
    json.put("seed", seed).put("route", route).put("visibility", visibility);
    json.put("simulated", true).put("cloister", program);
    EventJson.texts(json.putArray("sites"), sites);
    EventJson.pins(json.putArray("plugins"), plugins);
    RecipeJson.write(json.putObject("recipe"), recipe);
  }

  static Provenance read(StrictJson json) {
    json.requireFlag("simulated", true);
    Provenance provenance =
        new Provenance(
            json.text("job"),
            json.digest("jobFileSha256"),
            json.digest("termsSha256"),
            json.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE),
            json.text("route"),
            json.text("visibility"),
            json.texts("sites"),
            json.objects("plugins").stream().map(Provenance::pin).toList(),
            json.text("cloister"),
            RecipeJson.read(json.object("recipe")));
    json.end();
    return provenance;
  }

  private static PluginPin pin(StrictJson json) {
    PluginPin pin =
        new PluginPin(
            json.text("role"), json.text("id"), json.text("version"), json.digest("bundle"));
    json.end();
    return pin;
  }
}

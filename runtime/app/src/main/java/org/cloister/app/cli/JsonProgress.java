package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import org.cloister.app.record.Json;
import org.cloister.app.run.RunEvent;

/**
 * A JSON object a line, for programs: {@code event} is {@code resumed}, {@code started}, {@code
 * round}, {@code waiting}, {@code stopping} or {@code ended}.
 */
final class JsonProgress implements ProgressView {

  private final PrintStream err;
  private final Patience patience = new Patience();

  JsonProgress(PrintStream err) {
    this.err = err;
  }

  @Override
  public void on(RunEvent event) {
    if (event instanceof RunEvent.Started e) {
      ObjectNode json = json("started").put("job", e.job()).put("seed", e.seed());
      var sites = json.putArray("sites");
      e.sites().forEach(sites::add);
      e.rounds().ifPresent(rounds -> json.put("rounds", rounds));
      print(json);
    } else if (event instanceof RunEvent.Resumed e) {
      ObjectNode json = json("resumed");
      e.round().ifPresent(round -> json.put("round", round));
      print(json);
    } else if (event instanceof RunEvent.Round e) {
      print(round(e));
    } else if (event instanceof RunEvent.Waiting e && patience.isOver(e)) {
      ObjectNode json = json("waiting").put("round", e.round());
      e.of().ifPresent(of -> json.put("of", of));
      json.put("node", e.node()).putObject("sites");
      json.withObject("/sites").put("answered", e.answered()).put("expected", e.expected());
      json.put("seconds", e.seconds());
      e.etaSeconds().ifPresent(eta -> json.put("etaSeconds", eta));
      print(json);
    } else if (event instanceof RunEvent.Stopping e) {
      print(json("stopping").put("reason", e.reason()));
    } else if (event instanceof RunEvent.Ended e) {
      ObjectNode json = json("ended").put("complete", e.complete()).put("rounds", e.rounds());
      print(json.put("seconds", e.seconds()));
    }
  }

  private static ObjectNode round(RunEvent.Round e) {
    ObjectNode json = json("round").put("round", e.round());
    e.of().ifPresent(of -> json.put("of", of));
    ObjectNode metrics = Json.object();
    e.values().forEach((name, value) -> (name.equals("loss") ? json : metrics).put(name, value));
    json.set("metrics", metrics);
    json.putObject("sites").put("reported", e.reported()).put("expected", e.expected());
    ObjectNode dropped = json.putObject("dropped");
    e.dropped()
        .forEach(
            drop ->
                dropped
                    .putObject(drop.site())
                    .put("reason", drop.reason())
                    .put("node", drop.node()));
    json.put("seconds", e.seconds());
    e.etaSeconds().ifPresent(eta -> json.put("etaSeconds", eta));
    return json;
  }

  private static ObjectNode json(String event) {
    return Json.object().put("event", event);
  }

  private void print(ObjectNode json) {
    err.println(Json.line(json));
    err.flush();
  }
}

package org.cloister.app.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;

/**
 * What was run and how it ended: {@code run.json}. It is written when the job begins, without an
 * outcome, and again when it ends; so a run that was killed can be told from one that ended.
 *
 * @param program the version of Cloister
 * @param command the command line, to run it again
 * @param job the name of the job
 * @param file the digest of the job file
 * @param terms the digest of what all parties agreed on
 * @param seed of the job
 * @param route what the coordinator could see
 * @param noised whether sites add noise to what they send
 * @param visibility the same in a sentence
 * @param sites who could take part
 * @param parts the plugins by role, as the job file names them
 * @param rounds how many were planned, if the workflow says so
 * @param agents the exact code of the workflow
 * @param outcome empty while it runs
 * @param ledger the run's ledger, as it stood when this was written
 */
public record RunFile(
    String program,
    String command,
    String job,
    Digest file,
    Digest terms,
    long seed,
    String route,
    boolean noised,
    String visibility,
    List<String> sites,
    List<Part> parts,
    Optional<String> rounds,
    List<PluginPin> agents,
    Optional<Outcome> outcome,
    Optional<Ledger> ledger) {

  /** Its name in the output folder. */
  public static final String NAME = "run.json";

  private static final long MAX_BYTES = 64L << 20;

  /** A plugin as the job file names it. */
  public record Part(String role, String id) {}

  /**
   * How it ended.
   *
   * @param kind {@code completed}, {@code failed} or {@code interrupted}
   * @param code of the failure; empty if it completed
   * @param reason in a sentence
   * @param rounds how many were completed
   */
  public record Outcome(String kind, String code, String reason, int rounds) {}

  /**
   * The run's ledger.
   *
   * @param origin which log
   * @param entries how many it had
   * @param root over them
   */
  public record Ledger(String origin, long entries, Digest root) {}

  /** A run without a ledger. */
  public RunFile(
      String program,
      String command,
      String job,
      Digest file,
      Digest terms,
      long seed,
      String route,
      boolean noised,
      String visibility,
      List<String> sites,
      List<Part> parts,
      Optional<String> rounds,
      List<PluginPin> agents,
      Optional<Outcome> outcome) {
    this(
        program,
        command,
        job,
        file,
        terms,
        seed,
        route,
        noised,
        visibility,
        sites,
        parts,
        rounds,
        agents,
        outcome,
        Optional.empty());
  }

  /** Copies the lists. */
  public RunFile {
    sites = List.copyOf(sites);
    parts = List.copyOf(parts);
    agents = List.copyOf(agents);
  }

  /** The same run, ended. */
  public RunFile ended(Outcome how) {
    return with(Optional.of(how), ledger);
  }

  /** The same run with its ledger as it stands. */
  public RunFile with(Ledger now) {
    return with(outcome, Optional.of(now));
  }

  private RunFile with(Optional<Outcome> how, Optional<Ledger> now) {
    return new RunFile(
        program,
        command,
        job,
        file,
        terms,
        seed,
        route,
        noised,
        visibility,
        sites,
        parts,
        rounds,
        agents,
        how,
        now);
  }

  /** Replaces the file in {@code folder}; it is on disk on return. */
  void write(Path folder) {
    ObjectNode json = Json.object().put("schemaVersion", 1);
    json.put("cloister", program).put("command", command).put("job", job);
    json.put("jobFileSha256", file.hex()).put("termsSha256", terms.hex());
    json.put("seed", seed).put("route", route).put("noised", noised).put("simulated", true);
    json.put("visibility", visibility);
    EventJson.texts(json.putArray("sites"), sites);
    var array = json.putArray("parts");
    parts.forEach(part -> array.addObject().put("role", part.role()).put("id", part.id()));
    rounds.ifPresent(planned -> json.put("rounds", planned));
    EventJson.pins(json.putArray("agents"), agents);
    ledger.ifPresent(
        log ->
            json.putObject("ledger")
                .put("origin", log.origin())
                .put("entries", log.entries())
                .put("rootSha256", log.root().hex()));
    outcome.ifPresent(
        end ->
            json.putObject("outcome")
                .put("kind", end.kind())
                .put("code", end.code())
                .put("reason", end.reason())
                .put("rounds", end.rounds()));
    AtomicFile.write(folder.resolve(NAME), Json.pretty(json).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the file of {@code folder}.
   *
   * @throws CloisterException {@link ErrorCode#RECORD_UNREADABLE} if it is not there or not whole
   */
  public static RunFile read(Path folder) {
    Path path = folder.resolve(NAME);
    StrictJson json = new StrictJson(path.toString(), parse(path), ErrorCode.RECORD_UNREADABLE);
    json.whole("schemaVersion", 1, 1);
    json.requireFlag("simulated", true);
    List<Part> parts = new ArrayList<>();
    for (StrictJson part : json.objects("parts")) {
      parts.add(new Part(part.text("role"), part.text("id")));
    }
    return new RunFile(
        json.text("cloister"),
        json.text("command"),
        json.text("job"),
        json.digest("jobFileSha256"),
        json.digest("termsSha256"),
        json.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE),
        json.text("route"),
        json.flag("noised"),
        json.text("visibility"),
        json.texts("sites"),
        parts,
        json.has("rounds") ? Optional.of(json.text("rounds")) : Optional.empty(),
        json.objects("agents").stream().map(RunFile::pin).toList(),
        json.has("outcome") ? Optional.of(outcome(json.object("outcome"))) : Optional.empty(),
        json.has("ledger") ? Optional.of(ledger(json.object("ledger"))) : Optional.empty());
  }

  private static Ledger ledger(StrictJson log) {
    return new Ledger(
        log.text("origin"), log.whole("entries", 0, Long.MAX_VALUE), log.digest("rootSha256"));
  }

  private static JsonNode parse(Path path) {
    try {
      CloisterException.require(
          Files.isRegularFile(path) && Files.size(path) <= MAX_BYTES,
          ErrorCode.RECORD_UNREADABLE,
          "The file " + path + " must be there; name a folder that simulate --out has filled.");
      return Json.parse(Files.readString(path), "File " + path, ErrorCode.RECORD_UNREADABLE);
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.RECORD_UNREADABLE, "The file " + path + " must be readable UTF-8.", e);
    }
  }

  private static PluginPin pin(StrictJson pin) {
    return new PluginPin(
        pin.text("role"), pin.text("id"), pin.text("version"), pin.digest("bundle"));
  }

  private static Outcome outcome(StrictJson end) {
    return new Outcome(
        end.text("kind"),
        end.text("code"),
        end.text("reason"),
        (int) end.whole("rounds", 0, Integer.MAX_VALUE));
  }
}

package org.cloister.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.app.record.AtomicFile;
import org.cloister.app.record.HistoryFile;
import org.cloister.app.record.Json;
import org.cloister.app.record.MetricsFile;
import org.cloister.app.record.RunFile;
import org.cloister.app.record.SentSummary;
import org.cloister.app.record.SiteFile;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Ids;

/**
 * Makes the reports of a recorded run: {@code report.html}, and {@code sites/ID/report.html} for
 * each site. They depend on the recorded files alone and can be made again at any time.
 */
public final class Reports {

  /** The name of a report in its folder. */
  public static final String NAME = "report.html";

  private Reports() {}

  /**
   * Writes, or replaces, the reports in {@code folder}.
   *
   * @return the files, the job's own first
   * @throws CloisterException {@link ErrorCode#RECORD_UNREADABLE} if it is no folder of a run or
   *     its files are damaged; {@link ErrorCode#MESSAGE_MALFORMED} if the history is; {@link
   *     ErrorCode#STORAGE_FAILED} if a report cannot be written
   */
  public static List<Path> write(Path folder) {
    Recorded recorded = read(folder);
    Told told = Told.of(recorded);
    List<Path> written = new ArrayList<>();
    written.add(put(folder, Report.of(told)));
    for (String site : recorded.run().sites()) {
      Path own = folder.resolve(SiteFile.SITES).resolve(site);
      written.add(put(own, SiteReport.of(SiteView.of(site, recorded, told))));
    }
    return written;
  }

  static Recorded read(Path folder) {
    RunFile run = RunFile.read(folder);
    Map<String, Recorded.SiteFolder> sites = new TreeMap<>();
    for (String site : run.sites()) {
      // These names become folders; the file may have come from elsewhere.
      Ids.require("site in " + folder.resolve(RunFile.NAME), site);
      Path own = folder.resolve(SiteFile.SITES).resolve(site);
      sites.put(site, new Recorded.SiteFolder(SiteFile.read(own), SentSummary.read(List.of(own))));
    }
    Path history = folder.resolve("history.jsonl");
    return new Recorded(
        run,
        Files.exists(history) ? HistoryFile.readTimed(history) : List.of(),
        MetricsFile.read(folder),
        model(folder.resolve("model").resolve("model.json")),
        sites);
  }

  private static Optional<Recorded.KeptModel> model(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json =
          Json.parse(Files.readString(file), "File " + file, ErrorCode.RECORD_UNREADABLE);
      return Optional.of(
          new Recorded.KeptModel(
              json.path("version").asText(),
              json.path("round").asInt(),
              json.path("weights").path("values").asLong()));
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.RECORD_UNREADABLE, "The file " + file + " must be readable UTF-8.", e);
    }
  }

  private static Path put(Path folder, String html) {
    Path file = folder.resolve(NAME);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STORAGE_FAILED,
          "The folder " + folder + " must be writable; check its permissions.",
          e);
    }
    AtomicFile.write(file, html.getBytes(StandardCharsets.UTF_8));
    return file;
  }
}

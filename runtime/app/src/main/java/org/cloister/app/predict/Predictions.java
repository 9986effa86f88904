package org.cloister.app.predict;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.cloister.app.plugins.GuestWorker;
import org.cloister.app.plugins.HostStarter;
import org.cloister.app.record.AtomicFile;
import org.cloister.app.run.LocalFiles;
import org.cloister.app.run.StopSwitch;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;

/** Predictions of a stored model for the rows of a table, in file order, in flat memory. */
public final class Predictions {

  private static final Duration STEP = Duration.ofMinutes(2);

  private final HostStarter hosts;
  private final StopSwitch stop;

  /**
   * Predictions.
   *
   * @param hosts starts the plugins
   * @param stop ends them early
   */
  public Predictions(HostStarter hosts, StopSwitch stop) {
    this.hosts = hosts;
    this.stop = stop;
  }

  /**
   * Writes a line a row.
   *
   * @param stream where they go if no file was asked for; must tell by an exception when nobody
   *     reads any more
   * @param progress gets sentences for people
   */
  public PredictionCount run(
      PredictionOptions options, OutputStream stream, Consumer<String> progress) {
    options.out().ifPresent(Predictions::requireFree);
    LocalFiles files = LocalFiles.readable(options.data());
    try (ModelAtWork work =
        ModelAtWork.start(
            hosts, stop, options.model(), options.fitOn(), options.reading(), progress)) {
      GuestWorker guest = work.guest();
      WholeModel model = work.model();
      Settings reading = work.reading();
      RowScores scores =
          guest.call(
              "Opening the rows",
              STEP,
              () ->
                  new RowScores(
                      model, work.architecture(), work.source(), reading, files, options.skip()));
      DataSchema schema = model.schema();
      Column.Label label = schema.label().orElseThrow();
      int outputs = guest.call("Opening the model", STEP, scores::outputs);
      PredictionForm form = new PredictionForm(label, outputs, options.json());
      PredictionCount count = keep(options, stream, guest, scores, form);
      guest.call(
          "Closing the rows",
          STEP,
          () -> {
            scores.close();
            return true;
          });
      return count;
    }
  }

  private static PredictionCount keep(
      PredictionOptions options,
      OutputStream stream,
      GuestWorker guest,
      RowScores scores,
      PredictionForm form) {
    if (options.out().isEmpty()) {
      try {
        return write(stream, guest, scores, form);
      } catch (IOException e) {
        throw new CloisterException(
            ErrorCode.STORAGE_FAILED,
            "The predictions must be written to standard output, which failed; check the disk or"
                + " the pipe that it goes to.",
            e);
      }
    }
    Path file = options.out().get();
    PredictionCount[] count = new PredictionCount[1];
    AtomicFile.write(
        file,
        channel -> {
          count[0] = write(Channels.newOutputStream(channel), guest, scores, form);
          requireFree(file);
        });
    return count[0];
  }

  private static PredictionCount write(
      OutputStream stream, GuestWorker guest, RowScores scores, PredictionForm form)
      throws IOException {
    long start = System.nanoTime();
    long rows = 0;
    long predicted = 0;
    Writer out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    out.write(form.header());
    ScoredRows next = guest.call("Predicting", STEP, scores::next);
    while (!next.isEmpty()) {
      for (ScoredRows.Entry entry : next.entries()) {
        boolean scored = entry.scores() >= 0 && form.isFinite(next.scores(), entry.scores());
        out.write(
            scored
                ? form.line(entry.line(), next.scores(), entry.scores())
                : form.without(entry.line(), entry.reason()));
        predicted += scored ? 1 : 0;
      }
      rows += next.entries().size();
      out.flush();
      next = guest.call("Predicting", STEP, scores::next);
    }
    out.flush();
    return new PredictionCount(rows, predicted, (System.nanoTime() - start) / 1e9);
  }

  private static void requireFree(Path file) {
    CloisterException.require(
        !Files.exists(file, LinkOption.NOFOLLOW_LINKS),
        ErrorCode.OUTPUT_EXISTS,
        "The file "
            + file
            + " of --out must be new, is there already; name another one, or remove"
            + " it if you do not need it.");
  }
}

package org.cloister.app.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Ids;
import org.cloister.model.Model;
import org.cloister.spi.Event;

/**
 * The folder that a run was asked to fill: {@code history.jsonl} while it runs, {@code model/} with
 * each published model, {@code sites/ID/sent.jsonl} with what left each site, {@code metrics.json}
 * at the end.
 */
public final class OutputFolder implements AutoCloseable {

  /** The copy of the job file. */
  public static final String JOB = "job.yaml";

  private final Path folder;
  private final HistoryFile history;
  private final Clock clock;
  private final Map<String, SentFile> sent = new ConcurrentHashMap<>();
  private volatile boolean used;

  private OutputFolder(Path folder, HistoryFile history, Clock clock) {
    this.folder = folder;
    this.history = history;
    this.clock = clock;
  }

  /**
   * Says no before anything was computed.
   *
   * @throws CloisterException {@link ErrorCode#OUTPUT_EXISTS} if there is something in the folder
   */
  public static void requireFree(Path folder) {
    boolean free = !Files.exists(folder);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        free = entries.findAny().isEmpty();
      } catch (IOException e) {
        throw AtomicFile.failed(folder, e);
      }
    }
    CloisterException.require(
        free,
        ErrorCode.OUTPUT_EXISTS,
        "The output folder "
            + folder
            + " must be new or empty, is not; name another one, or remove it if you do not need"
            + " it.");
  }

  /**
   * Makes the folder and begins the history.
   *
   * @param clock tells the times of its events
   */
  public static OutputFolder create(Path folder, Clock clock) {
    requireFree(folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw AtomicFile.failed(folder, e);
    }
    return new OutputFolder(
        folder, HistoryFile.create(folder.resolve("history.jsonl"), clock), clock);
  }

  /**
   * Goes on in the folder of an earlier run.
   *
   * @param head the history up to where it goes on; what came after that is gone on return
   * @param clock tells the times of its events
   */
  public static OutputFolder resume(Path folder, HistoryFile.Head head, Clock clock) {
    OutputFolder resumed =
        new OutputFolder(
            folder, HistoryFile.resume(folder.resolve("history.jsonl"), head, clock), clock);
    resumed.used = true;
    return resumed;
  }

  /** Whether there is anything in it worth keeping. */
  public boolean used() {
    return used;
  }

  /** Names the history so far; see {@link HistoryFile#mark}. */
  public String mark() {
    return history.mark();
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /**
   * Says what is run, before it runs, and again when it has ended. A run that never started leaves
   * nothing of it.
   */
  public void describe(RunFile run) {
    run.write(folder);
  }

  /**
   * Keeps the job file, so that the run can be understood and replayed without the place it was
   * read from.
   *
   * @param file where it was read
   * @param digest of the bytes that were read
   * @throws CloisterException {@link ErrorCode#JOB_INVALID} if it is another one by now
   */
  public void keepJob(Path file, Digest digest) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.JOB_INVALID, "The job file " + file + " must stay while the job starts.", e);
    }
    CloisterException.require(
        Digest.of(bytes).equals(digest),
        ErrorCode.JOB_INVALID,
        "The job file " + file + " must not change while the job starts, did; start again.");
    AtomicFile.write(folder.resolve(JOB), bytes);
  }

  /** Appends an event; it is on disk on return. */
  public void append(Event event) {
    used = true;
    history.append(event);
  }

  /**
   * The folder of what is one site's own.
   *
   * @param site an id, which can be the name of a folder
   */
  public Path site(String site) {
    return folder.resolve(SiteFile.SITES).resolve(Ids.require("site", site));
  }

  /** Keeps what a site alone may know of its own part, in its folder. */
  public void keep(String site, SiteFile own) {
    used = true;
    Path its = site(site);
    try {
      Files.createDirectories(its);
    } catch (IOException e) {
      throw AtomicFile.failed(its, e);
    }
    own.write(its);
  }

  /**
   * Where it is listed what leaves a site; closed with this folder.
   *
   * @param route of the job, such as {@code open}
   */
  public SentFile sent(String site, String route) {
    SentFile file = SentFile.open(site(site), clock, route);
    sent.put(site, file);
    return file;
  }

  /** Replaces the model; it is on disk on return. */
  public void publish(Model model, int round, Provenance provenance) {
    used = true;
    ModelFiles.write(folder.resolve("model"), model, round, provenance);
  }

  /**
   * Writes the metrics under flat dotted keys, and {@code complete}, the only key without a dot.
   *
   * @param complete whether the run went to its planned end
   */
  public void metrics(Map<String, Double> values, boolean complete) {
    used = true;
    ObjectNode json = Json.object().put("complete", complete);
    new TreeMap<>(values).forEach(json::put);
    byte[] bytes = Json.pretty(json).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(folder.resolve("metrics.json"), bytes);
  }

  /** Ends the history; a run that never started leaves nothing behind. */
  @Override
  public void close() {
    history.close();
    sent.values().forEach(SentFile::close);
    if (!used) {
      try {
        for (Map.Entry<String, SentFile> file : sent.entrySet()) {
          Files.deleteIfExists(file.getValue().path());
          Files.deleteIfExists(site(file.getKey()));
        }
        Files.deleteIfExists(folder.resolve(SiteFile.SITES));
        Files.deleteIfExists(folder.resolve("history.jsonl"));
        Files.deleteIfExists(folder.resolve(RunFile.NAME));
        Files.deleteIfExists(folder.resolve(JOB));
        FolderTree.delete(folder.resolve("ledger"));
        FolderTree.delete(folder.resolve("keys"));
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        throw AtomicFile.failed(folder, e);
      }
    }
  }
}

package org.cloister.app.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.spi.Event;

/**
 * The events of a job, one JSON object a line, in order, each with the time at which it was
 * recorded: {@code "at"}, in UTC to the millisecond. The times are for people and reports; what a
 * run does depends on none of them, so two runs that must be equal are so but for them. An event is
 * on disk when {@link #append} returns. Any thread may append.
 */
public final class HistoryFile implements AutoCloseable {

  /** The name of the time in a line. */
  static final String AT = "at";

  private final Path file;
  private final FileChannel channel;
  private final Clock clock;
  private final MessageDigest sha = Digest.sha256();
  private Instant last = Instant.EPOCH;

  private HistoryFile(Path file, FileChannel channel, Clock clock) {
    this.file = file;
    this.channel = channel;
    this.clock = clock;
  }

  /**
   * The beginning of a history, to go on from.
   *
   * @param bytes of its lines
   * @param timed its events
   */
  @SuppressWarnings("ArrayRecordComponent") // read once and written back
  public record Head(byte[] bytes, List<TimedEvent> timed) {
    /** Copies the events. */
    public Head {
      timed = List.copyOf(timed);
    }

    /** The beginning before the first event. */
    public static Head none() {
      return new Head(new byte[0], List.of());
    }

    /** Its events. */
    public List<Event> events() {
      return timed.stream().map(TimedEvent::event).toList();
    }
  }

  /**
   * A new history.
   *
   * @param clock tells the times
   * @throws CloisterException {@link ErrorCode#STORAGE_FAILED} if the file is there already or
   *     cannot be made
   */
  public static HistoryFile create(Path file, Clock clock) {
    try {
      return new HistoryFile(
          file,
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
          clock);
    } catch (IOException e) {
      throw AtomicFile.failed(file, e);
    }
  }

  /**
   * An old history, cut to its {@code head}: what came after that is gone when this returns.
   *
   * @throws CloisterException {@link ErrorCode#STORAGE_FAILED} if it cannot be; the old one stays
   */
  public static HistoryFile resume(Path file, Head head, Clock clock) {
    AtomicFile.write(file, head.bytes());
    try {
      HistoryFile history =
          new HistoryFile(
              file,
              FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
              clock);
      history.sha.update(head.bytes());
      head.timed().stream()
          .flatMap(event -> event.at().stream())
          .forEach(at -> history.last = at.isAfter(history.last) ? at : history.last);
      return history;
    } catch (IOException e) {
      throw AtomicFile.failed(file, e);
    }
  }

  /** The digest of all that is in it, in hexadecimal digits; names this very beginning. */
  public synchronized String mark() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) sha.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("a digest of the JDK can be copied", e);
    }
  }

  /** Appends one event and forces it to disk. */
  public synchronized void append(Event event) {
    ObjectNode json = Json.object().put(AT, Times.text(next()));
    json.setAll(EventJson.write(event));
    byte[] line = (Json.line(json) + "\n").getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer = ByteBuffer.wrap(line);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(false);
      sha.update(line);
    } catch (IOException e) {
      throw AtomicFile.failed(file, e);
    }
  }

  /** A clock that was set back must not make a round end before it began. */
  private Instant next() {
    Instant now = clock.instant();
    last = now.isBefore(last) ? last : now;
    return last;
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw AtomicFile.failed(file, e);
    }
  }

  /**
   * Reads a history. A last line without its end is what a crash left of an event that was never
   * acknowledged; it is left out.
   *
   * @throws CloisterException {@link ErrorCode#MESSAGE_MALFORMED} with the line that does not fit
   */
  public static List<Event> read(Path file) {
    return readTimed(file).stream().map(TimedEvent::event).toList();
  }

  /** As {@link #read}, with the times. */
  public static List<TimedEvent> readTimed(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STORAGE_FAILED, "The history " + file + " must be readable UTF-8.", e);
    }
    List<String> lines = text.lines().toList();
    int whole = text.endsWith("\n") ? lines.size() : Math.max(0, lines.size() - 1);
    return events(file, lines.subList(0, whole));
  }

  private static List<TimedEvent> events(Path file, List<String> lines) {
    List<TimedEvent> events = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String where = "History " + file + ", line " + (i + 1);
      JsonNode json = Json.parse(lines.get(i), where, ErrorCode.MESSAGE_MALFORMED);
      EventReader reader = new EventReader(where);
      events.add(new TimedEvent(reader.at(json), reader.read(json)));
    }
    return events;
  }

  /**
   * The first {@code count} events of a history; what comes after them does not matter.
   *
   * @param mark what {@link #mark} was after them
   * @throws CloisterException {@link ErrorCode#STATE_DAMAGED} unless that is the beginning
   */
  public static Head head(Path file, long count, String mark) {
    byte[] all;
    try {
      all = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STATE_DAMAGED, "The history " + file + " must be readable.", e);
    }
    int end = 0;
    for (long line = 0; line < count; line++) {
      while (end < all.length && all[end] != '\n') {
        end++;
      }
      end++;
    }
    byte[] bytes = Arrays.copyOf(all, Math.min(end, all.length));
    CloisterException.require(
        end <= all.length && Digest.of(bytes).hex().equals(mark),
        ErrorCode.STATE_DAMAGED,
        "The history "
            + file
            + " must begin with the "
            + count
            + " events of the run as they were recorded, does not.");
    String text = new String(bytes, StandardCharsets.UTF_8);
    return new Head(bytes, events(file, text.lines().toList()));
  }
}

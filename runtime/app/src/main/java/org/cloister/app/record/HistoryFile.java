package org.cloister.app.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.Event;

/**
 * The events of a job, one JSON object a line, in order. An event is on disk when {@link #append}
 * returns. Any thread may append.
 */
public final class HistoryFile implements AutoCloseable {

  private final Path file;
  private final FileChannel channel;

  private HistoryFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * A new history.
   *
   * @throws CloisterException {@link ErrorCode#STORAGE_FAILED} if the file is there already or
   *     cannot be made
   */
  public static HistoryFile create(Path file) {
    try {
      return new HistoryFile(
          file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw AtomicFile.failed(file, e);
    }
  }

  /** Appends one event and forces it to disk. */
  public synchronized void append(Event event) {
    byte[] line = (Json.line(EventJson.write(event)) + "\n").getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer = ByteBuffer.wrap(line);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(false);
    } catch (IOException e) {
      throw AtomicFile.failed(file, e);
    }
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
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STORAGE_FAILED, "The history " + file + " must be readable UTF-8.", e);
    }
    List<Event> events = new ArrayList<>();
    List<String> lines = text.lines().toList();
    int whole = text.endsWith("\n") ? lines.size() : Math.max(0, lines.size() - 1);
    for (int i = 0; i < whole; i++) {
      String where = "History " + file + ", line " + (i + 1);
      events.add(
          new EventReader(where)
              .read(Json.parse(lines.get(i), where, ErrorCode.MESSAGE_MALFORMED)));
    }
    return events;
  }
}

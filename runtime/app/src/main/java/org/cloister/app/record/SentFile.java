package org.cloister.app.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.cloister.node.SentField;
import org.cloister.node.SentLog;
import org.cloister.node.SentMessage;

/**
 * {@code sent.jsonl} of one site: a line for every field of every message that left it, with size,
 * route and digest, and without a value. The {@code bytes} of a message's lines add up to all that
 * the transport was handed; {@code structure} is what stands between the values, {@code seal} the
 * signature, {@code framing} what the transport adds, and {@code "whole":false} marks a message
 * that was broken off.
 *
 * <p>The digest of a single number can be guessed back: the file is for the site itself. Lines
 * survive the end of the program, however it comes; only {@link #close} forces them to disk. Any
 * thread may append.
 */
public final class SentFile implements SentLog, AutoCloseable {

  private final Path file;
  private final FileChannel channel;
  private final Clock clock;
  private final String route;

  private SentFile(Path file, FileChannel channel, Clock clock, String route) {
    this.file = file;
    this.channel = channel;
    this.clock = clock;
    this.route = route;
  }

  /** The file. */
  Path path() {
    return file;
  }

  /**
   * Goes on at the end of the file in {@code folder}, or begins it. Half a line that a crash left
   * is cut off.
   *
   * @param clock tells the times
   * @param route of the job, such as {@code open}
   */
  public static SentFile open(Path folder, Clock clock, String route) {
    Path file = folder.resolve("sent.jsonl");
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      channel.position(WholeLines.end(channel));
      channel.truncate(channel.position());
      return new SentFile(file, channel, clock, route);
    } catch (IOException e) {
      throw AtomicFile.failed(file, e);
    }
  }

  @Override
  public synchronized void sent(SentMessage message) {
    String at = Times.text(clock.instant());
    StringBuilder lines = new StringBuilder();
    for (SentField field : message.fields()) {
      ObjectNode json = Json.object().put("at", at).put("to", message.to());
      json.put("message", Names.dashed(message.kind()));
      message.ask().ifPresent(ask -> json.put("ask", ask).put("round", message.round()));
      if (!message.node().isEmpty()) {
        json.put("node", message.node());
      }
      json.put("field", field.name()).put("kind", field.kind()).put("values", field.values());
      json.put("bytes", field.bytes());
      field.digest().ifPresent(digest -> json.put("sha256", digest.hex()));
      json.put("route", route);
      if (!message.whole()) {
        json.put("whole", false);
      }
      lines.append(Json.line(json)).append('\n');
    }
    ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw AtomicFile.failed(file, e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (channel.isOpen()) {
        channel.force(true);
        channel.close();
      }
    } catch (IOException e) {
      throw AtomicFile.failed(file, e);
    }
  }
}

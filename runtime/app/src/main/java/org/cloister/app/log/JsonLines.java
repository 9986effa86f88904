package org.cloister.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.TreeMap;
import org.cloister.app.record.Json;
import org.cloister.app.record.Times;

/**
 * A JSON object a line for machines: {@code at}, {@code level}, {@code logger}, {@code thread},
 * {@code message}, what correlates ({@code job}, {@code round}, {@code site}), and of an exception
 * its classes and places in code. Logback's own JsonEncoder writes the text of exceptions, too,
 * which may quote a record. Safe for concurrent use.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

  private static final int FRAMES = 40;
  private static final int CAUSES = 8;

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ObjectNode json = Json.object();
    json.put("at", Times.text(Instant.ofEpochMilli(event.getTimeStamp())));
    json.put("level", String.valueOf(event.getLevel()));
    json.put("logger", OneLine.of(event.getLoggerName()));
    json.put("thread", OneLine.of(String.valueOf(event.getThreadName())));
    json.put("message", OneLine.of(String.valueOf(event.getFormattedMessage())));
    new TreeMap<>(event.getMDCPropertyMap())
        .forEach(
            (name, value) -> {
              if (!json.has(OneLine.of(name))) {
                json.put(OneLine.of(name), OneLine.of(String.valueOf(value)));
              }
            });
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      thrown(json.putArray("thrown"), thrown);
    }
    return (Json.line(json) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The exception and its causes: class and places, no text. */
  private static void thrown(ArrayNode array, IThrowableProxy outermost) {
    IThrowableProxy thrown = outermost;
    for (int i = 0; i < CAUSES && thrown != null; i++) {
      ObjectNode one = array.addObject().put("class", OneLine.of(thrown.getClassName()));
      ArrayNode places = one.putArray("places");
      StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
      for (int f = 0; frames != null && f < Math.min(FRAMES, frames.length); f++) {
        places.add(OneLine.of(frames[f].getStackTraceElement().toString()));
      }
      thrown = thrown.getCause();
    }
  }
}

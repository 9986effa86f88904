package org.cloister.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A line for the person at the keyboard: time, level, who, what, and the class of an exception. Its
 * text is left out, because it may quote a record. Safe for concurrent use.
 */
public final class PlainLine extends LayoutBase<ILoggingEvent> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder();
    line.append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp()))).append(' ');
    line.append(event.getLevel()).append(' ').append(OneLine.of(shortName(event)));
    String site = event.getMDCPropertyMap().get("site");
    if (site != null) {
      line.append(" at ").append(OneLine.of(site));
    }
    line.append(": ").append(OneLine.of(String.valueOf(event.getFormattedMessage())));
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.append(" (").append(OneLine.of(thrown.getClassName())).append(')');
    }
    return line.append(System.lineSeparator()).toString();
  }

  private static String shortName(ILoggingEvent event) {
    String name = event.getLoggerName();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}

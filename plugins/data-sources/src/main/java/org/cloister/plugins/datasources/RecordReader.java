package org.cloister.plugins.datasources;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into the records and fields of RFC 4180, one record at a time. It works on
 * bytes, because all that matters to the grammar is ASCII, and because a decoder that reads ahead
 * could not say on which line the input is malformed. Memory is one input block and one record.
 */
final class RecordReader {
  /** The most bytes of a record, and so of a line and of a field. */
  static final int MAX_RECORD_BYTES = 1 << 20;

  private static final int END = -1;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final byte delimiter;
  private final boolean quotes;
  private final CsvTrouble trouble;

  private final byte[] input = new byte[1 << 16];
  private int at;
  private int limit;

  private byte[] record = new byte[1 << 10];
  private int length;
  private int[] ends = new int[32];
  private int fields;
  private boolean quoted;
  private boolean ascii;
  private long line = 1;
  private long firstLine = 1;

  RecordReader(InputStream in, CsvFormat format, CsvTrouble trouble) {
    this.in = in;
    this.delimiter = format.delimiter();
    this.quotes = format.quotes();
    this.trouble = trouble;
    fill();
    if (limit >= 3 && Arrays.equals(input, 0, 3, BYTE_ORDER_MARK, 0, 3)) {
      at = 3;
    }
  }

  /** Reads the next record; false after the last one. */
  boolean advance() {
    length = 0;
    fields = 0;
    quoted = false;
    ascii = true;
    firstLine = line;
    int c = read();
    if (c == END) {
      return false;
    }
    while (true) {
      c = c == '"' && quotes ? quotedField() : plainField(c);
      if (fields == ends.length) {
        ends = Arrays.copyOf(ends, 2 * fields);
      }
      ends[fields++] = length;
      if (c == '\n') {
        line++;
      }
      if (c != delimiter) {
        return true;
      }
      c = read();
    }
  }

  /** The 1-based line on which the record begins. */
  long line() {
    return firstLine;
  }

  /** Whether the record is an empty line. */
  boolean isBlank() {
    return fields == 1 && length == 0 && !quoted;
  }

  /** Whether the record is known to have no byte outside ASCII. */
  boolean isAscii() {
    return ascii;
  }

  int fields() {
    return fields;
  }

  /** Points {@code cell} to a field; valid until the next record. */
  void point(Cell cell, int field) {
    cell.point(record, field == 0 ? 0 : ends[field - 1], ends[field]);
  }

  private int plainField(int first) {
    int c = first;
    while (c != delimiter && c != '\n' && c != END) {
      if (c == '\r') {
        return afterCarriageReturn();
      }
      if (c == '"' && quotes) {
        throw trouble.malformed(
            line,
            "a quote must open its field and be doubled inside it, stood inside an unquoted one;"
                + " if the file has no quoting, set quote to none.");
      }
      append(c);
      c = read();
    }
    return c;
  }

  private int quotedField() {
    quoted = true;
    long opened = line;
    while (true) {
      int c = read();
      if (c == END) {
        throw trouble.malformed(opened, "a quote that opens here must be closed, was not.");
      }
      if (c == '"') {
        c = read();
        if (c == '\r') {
          return afterCarriageReturn();
        }
        if (c == delimiter || c == '\n' || c == END) {
          return c;
        }
        if (c != '"') {
          throw trouble.malformed(
              line, "a closing quote must end its field, was followed by more of it.");
        }
      }
      line += c == '\n' ? 1 : 0;
      append(c);
    }
  }

  private int afterCarriageReturn() {
    int c = read();
    if (c != '\n' && c != END) {
      throw trouble.malformed(
          line,
          "a carriage return must be followed by a line feed, was not; save with LF or CRLF.");
    }
    return c;
  }

  private void append(int c) {
    if (length == MAX_RECORD_BYTES) {
      throw trouble.malformed(
          firstLine,
          "a record must have at most 1 MiB, was longer; look for a quote that is not closed.");
    }
    if (length == record.length) {
      record = Arrays.copyOf(record, 2 * length);
    }
    record[length++] = (byte) c;
    ascii &= c < 0x80;
  }

  private int read() {
    if (at == limit) {
      fill();
      if (limit == 0) {
        return END;
      }
    }
    return input[at++] & 0xff;
  }

  private void fill() {
    try {
      limit = in.readNBytes(input, 0, input.length);
      at = 0;
    } catch (IOException e) {
      throw trouble.unreadable(e);
    }
  }
}

package org.cloister.app.yaml;

/** A place in a file, both numbers from 1. */
public record Position(int line, int column) implements Comparable<Position> {

  /** The first character. */
  public static final Position START = new Position(1, 1);

  /** Of what has no lines, such as the command line. */
  public static final Position NONE = new Position(0, 0);

  @Override
  public int compareTo(Position other) {
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }
}

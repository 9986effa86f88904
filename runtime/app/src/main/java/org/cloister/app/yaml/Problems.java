package org.cloister.app.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** Collects the problems of one file, so that all of them are reported together. */
public final class Problems {

  /** More than this helps nobody, and would let a hostile file fill the screen. */
  private static final int MOST = 100;

  private final String file;
  private final List<Problem> found = new ArrayList<>();

  /** No problems yet in the file that the person calls {@code file}. */
  public Problems(String file) {
    this.file = file;
  }

  /** Adds one. */
  public void add(Position at, String path, String text, ErrorCode code) {
    if (found.size() < MOST) {
      found.add(new Problem(file, at, path, text, code));
    }
  }

  /** Adds one that is not in this file, but in another or on the command line. */
  public void addOutside(String file, String path, String text, ErrorCode code) {
    if (found.size() < MOST) {
      found.add(new Problem(file, Position.NONE, path, text, code));
    }
  }

  /** The value, or nothing after its own complaint was added. */
  public <T> Optional<T> attempt(Position at, String path, Supplier<T> value) {
    try {
      return Optional.of(value.get());
    } catch (CloisterException e) {
      add(at, path, String.valueOf(e.getMessage()), e.code());
      return Optional.empty();
    }
  }

  /** Whether somebody complained at this path. */
  public boolean hasAt(String path) {
    return found.stream().anyMatch(problem -> problem.path().equals(path));
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Goes on if there are none.
   *
   * @throws ProblemsFound with all of them in the order of the file
   */
  public void refuseAny() {
    if (!found.isEmpty()) {
      throw new ProblemsFound(found.stream().distinct().sorted(Problem.BY_PLACE).toList());
    }
  }
}

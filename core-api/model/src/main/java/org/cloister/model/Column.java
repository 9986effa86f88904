package org.cloister.model;

import java.util.HashSet;
import java.util.List;

/** One column of a site's table. */
public sealed interface Column {

  /** The name, unique in its schema. */
  String name();

  /**
   * A number.
   *
   * @param min the declared least value: a bound for clipping, and the minimum on a sum route,
   *     where none can be computed
   * @param max the declared greatest value
   */
  record Numeric(String name, double min, double max) implements Column {
    public Numeric {
      Ids.require("column name", name);
      CloisterException.require(
          min < max,
          ErrorCode.SCHEMA_INVALID,
          "Column " + name + " must have min < max, were " + min + " and " + max + ".");
    }
  }

  /** One of a declared list of values. */
  record Categorical(String name, List<String> values) implements Column {
    public Categorical {
      Ids.require("column name", name);
      values = List.copyOf(values);
      CloisterException.require(
          !values.isEmpty() && new HashSet<>(values).size() == values.size(),
          ErrorCode.SCHEMA_INVALID,
          "The values of column " + name + " must be one or more, each once.");
    }
  }

  /** Free text. */
  record Text(String name) implements Column {
    public Text {
      Ids.require("column name", name);
    }
  }

  /** An image of {@code height * width * channels} values, row by row, channels last. */
  record Image(String name, int height, int width, int channels) implements Column {
    public Image {
      Ids.require("column name", name);
      CloisterException.require(
          height >= 1 && width >= 1 && channels >= 1,
          ErrorCode.SCHEMA_INVALID,
          "The extents of image " + name + " must be at least 1.");
    }
  }

  /**
   * A user, an item, a writer: an id from 0 to {@code size - 1}.
   *
   * @param size how many there are; in a site's own schema the number at that site, whose ids are
   *     the site's own affair
   */
  record Entity(String name, int size) implements Column {
    public Entity {
      Ids.require("column name", name);
      CloisterException.require(
          size >= 1,
          ErrorCode.SCHEMA_INVALID,
          "Column " + name + " must have at least 1 entity, was " + size + ".");
    }
  }

  /**
   * What is to be predicted.
   *
   * @param classes for {@link Target#CLASS} the number of classes, at least 2; 2 for {@link
   *     Target#BINARY}; else 0
   */
  record Label(String name, Target target, int classes) implements Column {
    public Label {
      Ids.require("column name", name);
      boolean fits =
          switch (target) {
            case CLASS -> classes >= 2;
            case BINARY -> classes == 2;
            case REAL, COUNT -> classes == 0;
          };
      CloisterException.require(
          fits,
          ErrorCode.SCHEMA_INVALID,
          "Label " + name + ": " + target + " does not go with " + classes + " classes.");
    }
  }
}

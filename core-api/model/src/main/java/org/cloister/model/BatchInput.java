package org.cloister.model;

import java.util.List;

/** One input of a model as it stands in a {@link Batch}. */
public sealed interface BatchInput {
  /** The name of the block in {@link Batch#inputs}. */
  String name();

  /** All numeric and one-hot features side by side: the name of the dense block that holds them. */
  String FEATURES = "features";

  /**
   * Numbers, {@code size} an example.
   *
   * @param shape the extents of one example: {@code [features]} or {@code [height, width,
   *     channels]}
   * @param featureNames one a feature for {@link #FEATURES}; empty for an image
   */
  record Dense(String name, List<Integer> shape, List<String> featureNames) implements BatchInput {
    public Dense {
      shape = List.copyOf(shape);
      featureNames = List.copyOf(featureNames);
    }

    /** The number of values of one example. */
    public int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }
  }

  /** One id from 0 to {@code size - 1} an example. */
  record Ids(String name, int size) implements BatchInput {}

  /** A list of token ids from 0 to {@code vocabulary - 1} an example. */
  record Tokens(String name, int vocabulary) implements BatchInput {}
}

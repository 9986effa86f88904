package org.cloister.model;

import java.util.List;

/**
 * What a model sees of the data: the blocks of a batch and the target. Follows from a {@link
 * DataSchema} and its {@link Preprocessing}.
 *
 * @param inputs the blocks, with unique names
 * @param target what is predicted
 * @param classes for CLASS and BINARY the number of classes, else 0
 */
public record BatchSchema(List<BatchInput> inputs, Target target, int classes) {

  /** Copies the inputs. */
  public BatchSchema {
    inputs = List.copyOf(inputs);
  }

  /** A schema with nothing but {@code features} numeric features. */
  public static BatchSchema ofFeatures(int features, Target target, int classes) {
    List<String> names =
        java.util.stream.IntStream.range(0, features).mapToObj(i -> "x" + i).toList();
    return new BatchSchema(
        List.of(new BatchInput.Dense(BatchInput.FEATURES, List.of(features), names)),
        target,
        classes);
  }

  /**
   * The dense input of that name.
   *
   * @throws CloisterException {@link ErrorCode#SCHEMA_INVALID} if there is none
   */
  public BatchInput.Dense dense(String name) {
    return input(name, BatchInput.Dense.class);
  }

  /** The id input of that name. */
  public BatchInput.Ids ids(String name) {
    return input(name, BatchInput.Ids.class);
  }

  private <T extends BatchInput> T input(String name, Class<T> type) {
    for (BatchInput input : inputs) {
      if (input.name().equals(name) && type.isInstance(input)) {
        return type.cast(input);
      }
    }
    throw new CloisterException(
        ErrorCode.SCHEMA_INVALID,
        "The model needs a "
            + type.getSimpleName()
            + " input named "
            + name
            + "; the data gives "
            + inputs.stream().map(BatchInput::name).toList()
            + ".");
  }
}

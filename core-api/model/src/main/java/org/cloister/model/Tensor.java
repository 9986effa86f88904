package org.cloister.model;

import java.util.List;

/**
 * A named tensor of a model, stored row-major.
 *
 * @param name unique in its layout; see {@link Ids#require}
 * @param shape the extents, each at least 1; empty for a scalar
 * @param placement where it lives
 */
public record Tensor(String name, List<Integer> shape, Placement placement) {

  /** Checks name and extents. */
  public Tensor {
    Ids.require("tensor name", name);
    shape = List.copyOf(shape);
    for (int extent : shape) {
      CloisterException.require(
          extent >= 1,
          ErrorCode.SCHEMA_INVALID,
          "Each extent of tensor " + name + " must be at least 1, was " + extent + ".");
    }
  }

  /** A federated tensor. */
  public static Tensor shared(String name, Integer... shape) {
    return new Tensor(name, List.of(shape), Placement.SHARED);
  }

  /** A tensor that stays at the site. */
  public static Tensor home(String name, Integer... shape) {
    return new Tensor(name, List.of(shape), Placement.HOME);
  }

  /** A tensor of the base model. */
  public static Tensor frozen(String name, Integer... shape) {
    return new Tensor(name, List.of(shape), Placement.FROZEN);
  }

  /** The number of values. */
  public long length() {
    long length = 1;
    for (int extent : shape) {
      length = Math.multiplyExact(length, extent);
    }
    return length;
  }
}

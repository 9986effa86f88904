package org.cloister.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names and shapes beside a flat vector. A <em>trainable</em> vector is all SHARED tensors in
 * order and then all HOME tensors in order; the FROZEN tensors form a vector of their own.
 *
 * @param tensors with unique names; at least one
 */
public record ParameterLayout(List<Tensor> tensors) {

  /** Checks that names are unique. */
  public ParameterLayout {
    tensors = List.copyOf(tensors);
    CloisterException.require(
        !tensors.isEmpty(), ErrorCode.SCHEMA_INVALID, "A layout must have at least one tensor.");
    Set<String> names = new HashSet<>();
    for (Tensor tensor : tensors) {
      CloisterException.require(
          names.add(tensor.name()),
          ErrorCode.SCHEMA_INVALID,
          "Tensor names must be unique, " + tensor.name() + " stands twice.");
    }
  }

  /** A layout of these tensors. */
  public static ParameterLayout of(Tensor... tensors) {
    return new ParameterLayout(List.of(tensors));
  }

  /** The number of values with this placement. */
  public long length(Placement placement) {
    long length = 0;
    for (Tensor tensor : tensors) {
      length += tensor.placement() == placement ? tensor.length() : 0;
    }
    return length;
  }

  /** The length of a trainable vector: SHARED and HOME. */
  public int trainableLength() {
    return Math.toIntExact(length(Placement.SHARED) + length(Placement.HOME));
  }

  /** Where the tensor starts: in the trainable vector, or in the frozen one if it is FROZEN. */
  public long offset(String name) {
    for (Tensor tensor : tensors) {
      if (tensor.name().equals(name)) {
        return offset(tensor);
      }
    }
    throw new CloisterException(
        ErrorCode.SCHEMA_INVALID, "There is no tensor named " + Quoted.of(name) + ".");
  }

  private long offset(Tensor sought) {
    long offset = sought.placement() == Placement.HOME ? length(Placement.SHARED) : 0;
    for (Tensor tensor : tensors) {
      if (tensor.equals(sought)) {
        break;
      }
      offset += tensor.placement() == sought.placement() ? tensor.length() : 0;
    }
    return offset;
  }

  /** The SHARED tensors alone: what leaves a site. */
  public List<Tensor> shared() {
    return tensors.stream().filter(tensor -> tensor.placement() == Placement.SHARED).toList();
  }
}

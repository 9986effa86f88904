package org.cloister.model;

/**
 * One named part of what a site gives to a sum. The list of parts of a round, in order, fixes the
 * vector on the wire; nothing leaves a site beside it.
 *
 * @param name unique in a contribution; see {@link Ids#require}
 * @param kind what it holds, with its own bounds: there is never one clip for everything
 * @param weighting whether the site's weight multiplies it before it is summed
 */
public record Part(String name, Kind kind, Weighting weighting) {

  /** The change of the SHARED tensors; made by the host from what a trainer returns. */
  public static final String DELTA = "delta";

  /** The mean loss over a site's local steps; made by the host. */
  public static final String TRAINING_LOSS = "training-loss";

  /** Checks the name. */
  public Part {
    Ids.require("part name", name);
  }

  /** A part whose sum is {@code sum(weight_i * value_i)}. */
  public static Part weighted(String name, Kind kind) {
    return new Part(name, kind, Weighting.BY_WEIGHT);
  }

  /** A part whose sum is {@code sum(value_i)}. */
  public static Part plain(String name, Kind kind) {
    return new Part(name, kind, Weighting.NONE);
  }

  /** Whether the site's weight multiplies the part before it is summed. */
  public enum Weighting {
    /** The sum is {@code sum(weight_i * value_i)}: changes of weights, losses, local steps. */
    BY_WEIGHT,
    /** The sum is {@code sum(value_i)}: control variates, counts. */
    NONE
  }

  /** What a part holds. */
  public sealed interface Kind {

    /** The number of values. */
    long length();

    /**
     * Single-precision tensors.
     *
     * @param length the number of values, 0 or more
     * @param l2Clip the bound on the Euclidean norm of the whole part, enforced at the site by
     *     scaling down; {@link Double#POSITIVE_INFINITY} for none
     */
    record Tensors(long length, double l2Clip) implements Kind {
      public Tensors {
        CloisterException.require(
            length >= 0,
            ErrorCode.SCHEMA_INVALID,
            "A part's length must be at least 0, was " + length + ".");
        CloisterException.require(
            l2Clip > 0,
            ErrorCode.SETTING_INVALID,
            "clipNorm must be greater than 0, was " + l2Clip + ".");
      }
    }

    /**
     * Double-precision numbers, on a sum route fixed point.
     *
     * @param count how many; at least 1
     * @param min the least value that is sent; lesser ones saturate
     * @param max the greatest value that is sent; greater ones saturate
     * @param resolution the step of the fixed point, greater than 0
     */
    record Scalars(int count, double min, double max, double resolution) implements Kind {
      public Scalars {
        CloisterException.require(
            count >= 1,
            ErrorCode.SCHEMA_INVALID,
            "A part must have at least 1 scalar, was " + count + ".");
        CloisterException.require(
            Double.isFinite(min)
                && Double.isFinite(max)
                && min < max
                && resolution > 0
                && resolution <= max - min,
            ErrorCode.SCHEMA_INVALID,
            "Scalars need finite min < max and 0 < resolution <= max - min, were "
                + min
                + ", "
                + max
                + ", "
                + resolution
                + ".");
      }

      @Override
      public long length() {
        return count;
      }
    }

    /**
     * Exact counts.
     *
     * @param count how many; at least 1
     * @param max the greatest count of one site; greater ones saturate
     */
    record Counts(int count, long max) implements Kind {
      public Counts {
        CloisterException.require(
            count >= 1 && max >= 1,
            ErrorCode.SCHEMA_INVALID,
            "Counts need count >= 1 and max >= 1, were " + count + ", " + max + ".");
      }

      @Override
      public long length() {
        return count;
      }
    }
  }
}

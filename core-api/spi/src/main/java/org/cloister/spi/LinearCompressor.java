package org.cloister.spi;

import org.cloister.model.FloatVector;
import org.cloister.model.Settings;
import org.cloister.model.Vectors;

/**
 * A compression that commutes with the sum: what it keeps does not depend on data (random-k by the
 * round's seed). So it works under masks and fits every route.
 */
public non-sealed interface LinearCompressor extends Compressor {

  /** How many values remain of {@code length}; at least 1 and at most {@code length}. */
  long compressedLength(long length, Settings settings);

  /** The values that are sent. */
  FloatVector compress(FloatVector in, long roundSeed, Settings settings, Vectors vectors);

  /** The estimate of the sum of the inputs from the sum of what was sent. */
  FloatVector expandSum(
      FloatVector sum, long length, long roundSeed, Settings settings, Vectors vectors);
}

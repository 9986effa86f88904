package org.cloister.spi;

import org.cloister.model.Bytes;
import org.cloister.model.FloatVector;
import org.cloister.model.Settings;
import org.cloister.model.Vectors;

/**
 * A compression that depends on data (top-k, a scale of its own): fits the open route only. The
 * host keeps what was left out as the site's residual and adds it to the next round's change (error
 * feedback, Karimireddy et al. 2019).
 */
public non-sealed interface SingleCompressor extends Compressor {

  /** What is sent. */
  Bytes compress(FloatVector in, Settings settings);

  /**
   * The vector that {@code body} stands for.
   *
   * @param body from a peer: check it
   * @throws org.cloister.model.CloisterException {@link
   *     org.cloister.model.ErrorCode#MESSAGE_MALFORMED} if it is not a valid body for {@code
   *     length} values
   */
  FloatVector expand(Bytes body, long length, Settings settings, Vectors vectors);
}

package org.cloister.node;

import org.cloister.engine.wire.MessageCodec;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * What one peer can make a receiver hold.
 *
 * @param maxHeaderBytes the most bytes of a message beside its vectors; they are held in memory
 * @param maxVectors the most vectors of a message
 * @param maxDeclaredBytes the most bytes of all messages of a peer that are under way, vectors
 *     included
 * @param maxOpen the most messages of a peer that are under way; with one more, the oldest is
 *     forgotten
 * @param maxEarlyBytes the most bytes of a peer that came before their turn; they are held in
 *     memory
 */
public record TransferLimits(
    int maxHeaderBytes, int maxVectors, long maxDeclaredBytes, int maxOpen, long maxEarlyBytes) {

  /** Checks that there is room for a message at all. */
  public TransferLimits {
    CloisterException.require(
        maxHeaderBytes >= 1
            && maxVectors >= 0
            && maxVectors <= 1 << 14
            && maxDeclaredBytes >= 1
            && maxOpen >= 1
            && maxEarlyBytes >= 0,
        ErrorCode.SETTING_INVALID,
        "Limits of transfers must be at least 1, and maxVectors at most 16384.");
  }

  /** 1 MiB of header, 256 vectors, 8 GiB and 32 messages under way, 16 MiB out of turn. */
  public static TransferLimits standard() {
    return new TransferLimits(MessageCodec.MAX_HEADER_BYTES, 1 << 8, 8L << 30, 32, 16L << 20);
  }
}

package org.cloister.spi;

/**
 * Sends fewer values of {@link org.cloister.model.Part#DELTA}. Its kind decides which routes take
 * it.
 */
public sealed interface Compressor extends Role permits LinearCompressor, SingleCompressor {}

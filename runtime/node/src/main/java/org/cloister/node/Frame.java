package org.cloister.node;

/**
 * Bytes that came.
 *
 * @param from who sent them, as the transport knows it
 * @param bytes the receiver's own copy
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, not shared
public record Frame(String from, byte[] bytes) {}

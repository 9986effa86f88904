/**
 * Immutable values that cross every boundary of Cloister. No third-party types, no I/O, no clock,
 * no thread.
 *
 * <p>Every type here is a value: it is checked where it is born, never changes, and may be shared
 * between threads. The exceptions say so: {@link org.cloister.model.VectorWriter} (one writer, one
 * thread) and {@link org.cloister.model.Batch} and {@link org.cloister.model.Row} (buffers that
 * their owner reuses).
 */
@Version("0.1.0")
@NullMarked
package org.cloister.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

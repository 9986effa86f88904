package org.cloister.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.VectorWriter;
import org.cloister.model.Vectors;

/**
 * Small vectors in memory, large ones in files, which are read and written by position in chunks of
 * at most 64 KiB: memory does not grow with the length. Vectors in memory have a quarter of the
 * heap together; where that is used up, small ones become files too. A file is deleted when its
 * vector is unreachable, and at the latest by {@link #close()}; reading a vector after that is
 * {@link ErrorCode#STORAGE_FAILED}.
 *
 * <p>Safe for concurrent use. A thread that is interrupted while it reads or writes finishes that
 * access and keeps its interrupt.
 */
public final class FileVectors implements Vectors, AutoCloseable {
  /** Vectors of more values than this are files, unless something else was said: 16 MiB. */
  public static final long DEFAULT_HEAP_LENGTH = (16L << 20) / Float.BYTES;

  /** Vectors of at most this many values are never files, and not counted: 4 KiB. */
  private static final long TINY_LENGTH = (4 << 10) / Float.BYTES;

  private final Path folder;
  private final long heapLength;
  private final HeapBudget budget;
  private final Set<PositionedFile.Storage> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Vectors in {@code folder}, which is made if it is not there. */
  public FileVectors(Path folder) {
    this(folder, DEFAULT_HEAP_LENGTH);
  }

  /**
   * Vectors in {@code folder}, which is made if it is not there.
   *
   * @param heapLength vectors of more values than this are files; 0 or more
   * @throws CloisterException {@link ErrorCode#STORAGE_FAILED} if the folder cannot be made
   */
  public FileVectors(Path folder, long heapLength) {
    this(folder, heapLength, Runtime.getRuntime().maxMemory() / 4);
  }

  FileVectors(Path folder, long heapLength, long heapBytes) {
    this.folder = folder;
    this.heapLength = heapLength;
    this.budget = new HeapBudget(heapBytes);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw StorageErrors.of(e, folder, 0);
    }
  }

  /**
   * A writer.
   *
   * @throws CloisterException {@link ErrorCode#STORAGE_FULL} if the disk has no room for {@code
   *     length} values, here or in {@link VectorWriter#write}; {@link ErrorCode#STORAGE_FAILED} for
   *     any other trouble with the disk
   */
  @Override
  public VectorWriter create(long length) {
    CloisterException.require(
        !closed, ErrorCode.STORAGE_FAILED, "The storage of vectors was closed with its job.");
    if (length <= Math.min(TINY_LENGTH, heapLength)) {
      return Vectors.onHeap().create(length);
    }
    VectorWriter inMemory = length <= heapLength ? budget.create(length) : null;
    if (inMemory != null) {
      return inMemory;
    }
    long bytes = Math.multiplyExact(length, Float.BYTES);
    if (StorageErrors.usable(folder) < bytes) {
      throw StorageErrors.full(folder, bytes, null);
    }
    try {
      PositionedFile file = PositionedFile.create(folder, open);
      if (closed) {
        file.delete();
      }
      return new FileVectorWriter(file, folder, length);
    } catch (IOException e) {
      throw StorageErrors.of(e, folder, bytes);
    }
  }

  /** How many files there are now. */
  public int files() {
    return open.size();
  }

  /** How many bytes the counted vectors in memory have now. */
  long heapBytes() {
    return budget.usedBytes();
  }

  /** Deletes all files. Vectors in memory stay readable. */
  @Override
  public void close() {
    closed = true;
    List.copyOf(open).forEach(PositionedFile.Storage::run);
  }
}

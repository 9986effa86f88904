package org.cloister.plugins.networks;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One preallocated off-heap matrix, stored column by column. What Java holds row by row as {@code
 * n} rows of {@code size} values is the same memory as {@code size x n} here, so that everything is
 * copied in bulk and every product is written for the transposes: {@code Z = X W} becomes {@code Z'
 * = W' X'}. Belongs to one thread.
 */
final class Matrix implements AutoCloseable {
  private final int size;
  private final INDArray full;
  private final FloatBuffer memory;
  private INDArray used;

  Matrix(int size, int mostColumns) {
    this.size = size;
    // Detached: a workspace of the caller must not take the memory back.
    this.full = Nd4j.createUninitializedDetached(DataType.FLOAT, 'f', size, mostColumns);
    this.memory = full.data().asNioFloat();
    this.used = full;
  }

  /** From now on the matrix is its first {@code count} columns. */
  void useColumns(int count) {
    if (used.columns() != count) {
      used = Nd4j.create(full.data(), new long[] {size, count}, new long[] {1, size}, 0, 'f');
    }
  }

  /** Copies values in from the first column on. */
  void put(float[] source, int from, int count) {
    memory.clear();
    memory.put(source, from, count);
  }

  /** Copies values out from the first column on. */
  void copyTo(float[] target, int from, int count) {
    memory.clear();
    memory.get(target, from, count);
  }

  /** This becomes {@code a b}. */
  void product(Matrix a, Matrix b) {
    Nd4j.gemm(a.used, b.used, used, false, false, 1, 0);
  }

  /** {@code a b} is added to this. */
  void addProduct(Matrix a, Matrix b) {
    Nd4j.gemm(a.used, b.used, used, false, false, 1, 1);
  }

  /** This becomes {@code a' b}. */
  void productOfTransposed(Matrix a, Matrix b) {
    Nd4j.gemm(a.used, b.used, used, true, false, 1, 0);
  }

  /** {@code a' b} is added to this. */
  void addProductOfTransposed(Matrix a, Matrix b) {
    Nd4j.gemm(a.used, b.used, used, true, false, 1, 1);
  }

  /** This becomes {@code a b'}. */
  void productWithTransposed(Matrix a, Matrix b) {
    Nd4j.gemm(a.used, b.used, used, false, true, 1, 0);
  }

  /** {@code a b'} is added to this. */
  void addProductWithTransposed(Matrix a, Matrix b) {
    Nd4j.gemm(a.used, b.used, used, false, true, 1, 1);
  }

  @Override
  public void close() {
    if (full.closeable()) {
      full.close();
    }
  }
}

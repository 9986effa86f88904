package org.nd4j.linalg.factory;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Stands in for ND4J, which is not on this module's class path: remembers who touched it first. */
public final class Nd4j {
  public static final ClassLoader FIRST_CONTEXT = Thread.currentThread().getContextClassLoader();

  private Nd4j() {}

  public static INDArray create(int length) {
    return () -> length;
  }
}

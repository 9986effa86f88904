package org.nd4j.linalg.api.ndarray;

/** Stands in for ND4J's array. */
public interface INDArray {
  Number sumNumber();
}

package org.cloister.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class VectorTests {

  private static final FloatVector ABC = FloatVector.of(1, 2, 3, 4, 5);

  @Test
  void of_copiesItsSourceAndGivesCopies() {
    float[] source = {1, 2};
    FloatVector vector = FloatVector.of(source);
    source[0] = 9;
    vector.toArray()[1] = 9;
    assertArrayEquals(new float[] {1, 2}, vector.toArray());
  }

  @Test
  void range_isAViewWithItsOwnBounds() {
    FloatVector range = ABC.range(1, 3);
    assertArrayEquals(new float[] {2, 3, 4}, range.toArray());
    assertArrayEquals(new float[] {3}, range.range(1, 1).toArray());
    assertSame(ABC, ABC.range(0, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> range.read(2, new float[2], 0, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> ABC.range(3, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> ABC.range(-1, 2));
  }

  @Test
  void scaled_multipliesInDoublePrecision() {
    double third = 1.0 / 3;
    assertArrayEquals(
        new float[] {(float) third, (float) (2 * third)}, ABC.scaled(third).range(0, 2).toArray());
    assertSame(ABC, ABC.scaled(1));
    float[] target = {7, 7, 7};
    ABC.scaled(10).read(1, target, 1, 1);
    assertArrayEquals(new float[] {7, 20, 7}, target);
  }

  @Test
  void zeros_takeNoMemoryAndKeepTheirBounds() {
    FloatVector zeros = FloatVector.zeros(1L << 40);
    float[] target = {1, 1, 1};
    zeros.read((1L << 40) - 1, target, 1, 1);
    assertArrayEquals(new float[] {1, 0, 1}, target);
    assertThrows(IndexOutOfBoundsException.class, () -> zeros.read(1L << 40, target, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> FloatVector.zeros(-1));
  }

  @Test
  void writer_withWrongCounts_refuses() {
    Vectors heap = Vectors.onHeap();
    try (VectorWriter writer = heap.create(3)) {
      writer.write(new float[] {1, 2}, 0, 2);
      assertThrows(IllegalStateException.class, writer::finish);
      assertThrows(IllegalStateException.class, () -> writer.write(new float[2], 0, 2));
      writer.write(new float[] {0, 3}, 1, 1);
      assertArrayEquals(new float[] {1, 2, 3}, writer.finish().toArray());
      assertThrows(IllegalStateException.class, writer::finish);
      assertThrows(IllegalStateException.class, () -> writer.write(new float[0], 0, 0));
    }
    assertThrows(IllegalArgumentException.class, () -> heap.create(-1));
    assertThrows(IllegalArgumentException.class, () -> heap.create(1L << 31));
  }

  @Test
  void writer_thatWasClosed_givesNothing() {
    VectorWriter writer = Vectors.onHeap().create(0);
    writer.close();
    writer.close();
    assertThrows(IllegalStateException.class, writer::finish);
  }

  @Test
  void axpy_roundsOnce() {
    FloatVector x = FloatVector.of(1, 1e-4f, 3);
    FloatVector y = FloatVector.of(0.5f, 1, -3);
    float[] expected = {(float) (0.5 + 0.1), (float) (1 + 0.1 * 1e-4f), (float) (-3 + 0.1 * 3)};
    assertArrayEquals(expected, Vectors.onHeap().axpy(0.1, x, y).toArray());
  }

  @Test
  void axpy_ofLongAndEmptyVectors_keepsTheLength() {
    Vectors heap = Vectors.onHeap();
    assertEquals(0, heap.axpy(1, FloatVector.zeros(0), FloatVector.zeros(0)).length());
    float[] long1 = new float[40_000];
    long1[39_999] = 2;
    FloatVector sum = heap.axpy(3, FloatVector.of(long1), FloatVector.zeros(40_000));
    assertEquals(6, sum.toArray()[39_999]);
    assertThrows(IllegalArgumentException.class, () -> heap.axpy(1, ABC, FloatVector.zeros(4)));
  }
}

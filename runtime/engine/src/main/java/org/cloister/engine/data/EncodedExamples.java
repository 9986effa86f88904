package org.cloister.engine.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.Block;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.cloister.spi.Examples;

/** Features and targets in arrays; ids and images straight from the table. */
final class EncodedExamples implements Examples {
  private final BatchSchema schema;
  private final RawTable table;
  private final int[] rowOf;
  private final float[] features;
  private final float[] targets;

  EncodedExamples(BatchSchema schema, RawTable table, List<Feature> features, int[] rows) {
    this.schema = schema;
    this.table = table;
    this.rowOf = rows;
    this.features = FeatureTable.encode(table, features, rows);
    this.targets = new float[rows.length];
    NumberCells label =
        (NumberCells) table.cells(table.schema().index(Features.label(table.schema()).name()));
    for (int i = 0; i < rows.length; i++) {
      targets[i] = (float) label.value(rows[i]);
    }
  }

  @Override
  public BatchSchema schema() {
    return schema;
  }

  @Override
  public int count() {
    return rowOf.length;
  }

  @Override
  public Batch batch(int capacity) {
    Map<String, Block> blocks = new HashMap<>();
    for (BatchInput input : schema.inputs()) {
      if (input instanceof BatchInput.Dense dense) {
        int length = Math.multiplyExact(capacity, dense.size());
        blocks.put(input.name(), new Block.Dense(dense.size(), new float[length]));
      } else {
        blocks.put(input.name(), new Block.Ids(new int[capacity]));
      }
    }
    return new Batch(capacity, blocks);
  }

  @Override
  public void read(int[] rows, int from, int count, Batch into) {
    Objects.checkFromIndexSize(from, count, rows.length);
    into.setRows(count);
    for (int i = 0; i < count; i++) {
      into.target()[i] = targets[Objects.checkIndex(rows[from + i], rowOf.length)];
      into.exampleWeight()[i] = 1f;
    }
    for (BatchInput input : schema.inputs()) {
      if (input.name().equals(BatchInput.FEATURES)) {
        readFeatures(rows, from, count, into.dense(input.name()));
        continue;
      }
      Cells cells = table.cells(table.schema().index(input.name()));
      for (int i = 0; i < count; i++) {
        int row = rowOf[rows[from + i]];
        if (cells instanceof ImageCells images) {
          images.read(row, into.dense(input.name()), i * images.size());
        } else {
          into.ids(input.name())[i] = ((IndexCells) cells).value(row);
        }
      }
    }
  }

  private void readFeatures(int[] rows, int from, int count, float[] target) {
    int width = schema.dense(BatchInput.FEATURES).size();
    for (int i = 0; i < count; i++) {
      System.arraycopy(features, rows[from + i] * width, target, i * width, width);
    }
  }

  @Override
  public int[] groups(String column) {
    int index = table.schema().index(column);
    boolean grouped =
        !(table.schema().columns().get(index) instanceof Column.Label label) || label.classes() > 0;
    int[] groups = new int[rowOf.length];
    for (int i = 0; i < groups.length; i++) {
      if (grouped && table.cells(index) instanceof IndexCells cells) {
        groups[i] = cells.value(rowOf[i]);
      } else if (grouped && table.schema().columns().get(index) instanceof Column.Label) {
        groups[i] = (int) targets[i];
      } else {
        throw new CloisterException(
            ErrorCode.SCHEMA_INVALID,
            "Column "
                + Quoted.of(column)
                + " must be categorical, an entity or a label of classes to group examples by it.");
      }
    }
    return groups;
  }
}

package org.cloister.engine.data;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Row;
import org.cloister.model.Seeds;
import org.cloister.spi.RawExamples;

/**
 * A table and which of its rows, in file order, are for what. Rows that the split leaves out are
 * not kept.
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, not shared
record SplitTable(RawTable table, int[] train, int[] test) {

  static SplitTable read(RawExamples source, DataSchema schema, Split split) {
    RawTable table = new RawTable(schema);
    boolean[] forTest;
    if (split instanceof Split.Lines lines) {
      Set<Long> test = lines.test();
      readLines(source, schema, lines, table);
      forTest = new boolean[table.rows()];
      for (int i = 0; i < forTest.length; i++) {
        forTest[i] = test.contains(table.line(i));
      }
    } else {
      Row row = new Row(schema);
      while (next(source, row)) {
        table.append(row, source.line());
      }
      forTest = drawn((Split.Fraction) split, table.rows());
    }
    table.finish(matching(schema, source.schema()));
    IntStream all = IntStream.range(0, forTest.length);
    int[] train = all.filter(i -> !forTest[i]).toArray();
    int[] test = IntStream.range(0, forTest.length).filter(i -> forTest[i]).toArray();
    return new SplitTable(table, train, test);
  }

  private static boolean next(RawExamples source, Row row) {
    row.clear();
    return source.next(row);
  }

  private static void readLines(
      RawExamples source, DataSchema schema, Split.Lines split, RawTable table) {
    Row row = new Row(schema);
    long previous = -1;
    while (next(source, row)) {
      long line = source.line();
      CloisterException.require(
          line > previous,
          ErrorCode.SPLIT_INVALID,
          "A split by lines needs line numbers that grow, but line "
              + line
              + " came after line "
              + previous
              + "; give a single file or a split by share.");
      previous = line;
      if (split.train().contains(line) || split.test().contains(line)) {
        table.append(row, line);
      }
    }
    if (table.rows() < split.train().size() + split.test().size()) {
      TreeSet<Long> absent = new TreeSet<>(split.train());
      absent.addAll(split.test());
      for (int i = 0; i < table.rows(); i++) {
        absent.remove(table.line(i));
      }
      throw new CloisterException(
          ErrorCode.SPLIT_INVALID,
          "The split names "
              + absent.size()
              + " lines that the data does not have, the first is "
              + absent.first()
              + ", the last line of the data "
              + previous
              + " (counted from 0, without a header); correct the split.");
    }
  }

  private static boolean[] drawn(Split.Fraction split, int rows) {
    SplittableRandom random = new SplittableRandom(Seeds.derive(split.seed(), "split", 0, "", ""));
    int[] order = Permutations.shuffled(rows, random);
    boolean[] test = new boolean[rows];
    Arrays.stream(order, 0, (int) Math.round(rows * split.test())).forEach(i -> test[i] = true);
    return test;
  }

  /** A source may change nothing of the schema but the number of entities. */
  private static DataSchema matching(DataSchema agreed, DataSchema site) {
    List<Column> columns = agreed.columns();
    boolean same = columns.size() == site.columns().size();
    for (int i = 0; same && i < columns.size(); i++) {
      Column a = columns.get(i);
      Column b = site.columns().get(i);
      same =
          a.equals(b)
              || (a instanceof Column.Entity
                  && b instanceof Column.Entity
                  && a.name().equals(b.name()));
    }
    CloisterException.require(
        same,
        ErrorCode.PLUGIN_CONTRACT_BROKEN,
        "The data source must keep the schema but for the number of entities, and changed it;"
            + " use another data source.");
    return site;
  }
}

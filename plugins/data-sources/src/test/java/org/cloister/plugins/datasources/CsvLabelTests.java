package org.cloister.plugins.datasources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvLabelTests {
  private static final DataSchema BINARY = DataSchema.of(new Column.Label("y", Target.BINARY, 2));
  private static final DataSchema CLASS = DataSchema.of(new Column.Label("y", Target.CLASS, 3));
  private static final DataSchema COUNT = DataSchema.of(new Column.Label("y", Target.COUNT, 0));
  private static final DataSchema REAL = DataSchema.of(new Column.Label("y", Target.REAL, 0));

  private static List<Double> labels(String cells, DataSchema schema, String... settings) {
    return SiteFiles.text("y,z\n" + cells.replace(" ", ",0\n") + ",0\n")
        .numbers(schema, settings)
        .stream()
        .map(row -> row.get(0))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "> 0, 0 1 2 -1, 0 1 1 0",
    ">=1, 0 1 2 0.5, 0 1 1 0",
    "<1, 0 1 2 0.5, 1 0 0 1",
    "<= 1, 0 1 2 0.5, 1 1 0 1",
    "= 2, 0 1 2 2.0, 0 0 1 1",
    "!= 0, 0 1 0.0 4, 0 1 0 1",
    "= yes, yes no Yes 1, 1 0 0 0",
    "!= yes, yes no Yes 1, 0 1 1 1"
  })
  void next_labelRule_decides(String rule, String cells, String expected) {
    assertEquals(labels(expected, BINARY), labels(cells, BINARY, "label-rule", rule));
  }

  @Test
  void next_missingLabel_staysMissing() {
    assertEquals(List.of(Double.NaN, 1.0), labels("? 1", BINARY, "label-rule", "!= 0"));
  }

  @Test
  void next_otherTargets_areTyped() {
    assertEquals(List.of(0.0, 1.0), labels("0 1.0", BINARY));
    assertEquals(List.of(0.0, 2.0), labels("0 2", CLASS));
    assertEquals(List.of(2.0, 0.0), labels("c a", CLASS, "label-classes", "a, b, c"));
    assertEquals(List.of(0.0, 12.0), labels("0 12", COUNT));
    assertEquals(List.of(-0.5, 12.0), labels("-.5 12", REAL));
  }

  @Test
  void next_labelOutOfRange_isMalformed() {
    for (CloisterException e :
        List.of(
            SiteFiles.text("y\n2\n").failure(BINARY),
            SiteFiles.text("y\n0.5\n").failure(BINARY),
            SiteFiles.text("y\n3\n").failure(CLASS),
            SiteFiles.text("y\n-1\n").failure(CLASS),
            SiteFiles.text("y\nd\n").failure(CLASS, "label-classes", "a,b,c"),
            SiteFiles.text("y\n-1\n").failure(COUNT),
            SiteFiles.text("y\n1.5\n").failure(COUNT),
            SiteFiles.text("y\nx\n").failure(REAL),
            SiteFiles.text("y\nx\n").failure(BINARY, "label-rule", "> 0"))) {
      assertEquals(ErrorCode.DATA_MALFORMED, e.code());
      assertTrue(e.getMessage().contains("line 2: column \"y\" must be"), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "> yes", "~ 3", "=", "> NaN"})
  void open_badLabelRule_isRefused(String rule) {
    assertEquals(
        ErrorCode.SETTING_INVALID,
        SiteFiles.text("y\n1\n").failure(BINARY, "label-rule", rule).code());
  }

  @Test
  void open_labelSettingForOtherTarget_isRefused() {
    for (CloisterException e :
        List.of(
            SiteFiles.text("y\n1\n").failure(CLASS, "label-rule", "> 0"),
            SiteFiles.text("y\n1\n").failure(BINARY, "label-classes", "a,b"),
            SiteFiles.text("y\n1\n").failure(CLASS, "label-classes", "a,b"),
            SiteFiles.text("y\n1\n").failure(CLASS, "label-classes", "a,b,b"))) {
      assertEquals(ErrorCode.SETTING_INVALID, e.code());
    }
  }
}

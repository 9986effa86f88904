package org.cloister.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExitCodeTests {

  @ParameterizedTest
  @CsvSource({
    "BELOW_QUORUM, 1",
    "POLICY_REFUSED, 1",
    "GUEST_HUNG, 1",
    "USAGE, 2",
    "JOB_INVALID, 2",
    "OUTPUT_EXISTS, 2",
    "PROTECTION_MISSING, 2",
    "PLUGIN_NOT_TRUSTED, 6",
    "LEDGER_FORK, 6",
    "SIGNATURE_INVALID, 6",
    "STORAGE_FULL, 8",
    "LEDGER_NEARLY_FULL, 8",
    "QUORUM_MISSING, 10",
    "WITNESS_POLICY_INVALID, 2",
    "INTERNAL, 70",
    "HISTORY_DIVERGED, 70",
    "INTERRUPTED, 130",
  })
  void of_code_isWhatScriptsBranchOn(ErrorCode code, int exit) {
    assertEquals(exit, ExitCode.of(code));
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void of_everyCode_isADocumentedFailure(ErrorCode code) {
    assertTrue(ExitCode.list().containsKey(Integer.toString(ExitCode.of(code))), code::text);
  }

  @ParameterizedTest
  @CsvSource({
    "PART_MISSING, 2",
    "PROTECTION_MISSING, 2",
    "PLUGIN_FAILED, 1",
    "DATA_EMPTY, 1",
    "BELOW_QUORUM, 1",
    "STORAGE_FULL, 8",
    "INTERRUPTED, 130",
  })
  void ofJob_code_tellsTheFilesFaultFromTheRuns(ErrorCode code, int exit) {
    assertEquals(exit, ExitCode.ofJob(code));
  }

  @Test
  void list_isWhatTheConstantsAndTheReadmeSay() throws Exception {
    Set<String> constants = new TreeSet<>();
    for (Field field : ExitCode.class.getFields()) {
      if (field.getType() == int.class) {
        constants.add(Integer.toString(field.getInt(null)));
      }
    }
    assertEquals(constants, new TreeSet<>(ExitCode.list().keySet()));
    String readme = Files.readString(Path.of("../../README.md"));
    String sentence = readme.substring(readme.indexOf("Exit codes:"));
    sentence = sentence.substring(0, sentence.indexOf('('));
    for (String code : constants) {
      assertTrue(sentence.contains(" " + code + " "), sentence + " lacks " + code);
    }
  }

  @Test
  void ok_isZero() {
    assertEquals(0, ExitCode.OK);
  }
}

package org.cloister.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cloister.engine.data.Split;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitFileTests {

  @TempDir Path folder;

  @Test
  void read_centres_givesTheJobsSites() throws IOException {
    Map<String, Split> splits =
        read(
            "{'note': 'x', 'centres': {'b': {'train_lines': [0, 2], 'test_lines': [1], 'id': 4},"
                + " 'other': {}}}",
            "b");

    assertEquals(Map.of("b", new Split.Lines(Set.of(0L, 2L), Set.of(1L))), splits);
  }

  @Test
  void read_oneTable_isForOneSite() throws IOException {
    String text = "{'how': 'stratified', 'train': [0], 'test': [1]}";

    assertEquals(Map.of("only", new Split.Lines(Set.of(0L), Set.of(1L))), read(text, "only"));
    refused(text, "for a job with one site", "a", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'centres': {'b': {}}}|has no a; it has [b]",
        "{'centres': {'a': {'train_lines': [0]}}}|a.test_lines must be a list",
        "{'centres': {'a': {'train_lines': [0], 'test_lines': [0]}}}|both a train and a test line",
        "{'centres': {'a': {'train_lines': [1, 1], 'test_lines': [0]}}}|has line 1 twice",
        "{'train': [-1], 'test': []}|whole numbers of at least 0",
        "{'train': [1.5], 'test': []}|whole numbers of at least 0",
        "{'train': ['1'], 'test': []}|whole numbers of at least 0",
        "{'train': [99999999999999999999], 'test': []}|whole numbers of at least 0",
        "{'test': []}|either centres, or train and test",
        "{'train': [1]|must be plain JSON",
        "[]|either centres, or train and test",
      })
  void read_whatDoesNotFit_isRefusedWithAReason(String text, String reason) throws IOException {
    refused(text, reason, "a");
  }

  private void refused(String text, String reason, String... sites) throws IOException {
    Path file = file(text);
    CloisterException refused =
        assertThrows(CloisterException.class, () -> SplitFile.read(file, List.of(sites)));
    assertEquals(ErrorCode.SPLIT_INVALID, refused.code());
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  private Map<String, Split> read(String text, String... sites) throws IOException {
    return SplitFile.read(file(text), List.of(sites));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("split.json"), text.replace('\'', '"'));
  }
}

package org.cloister.verifier;

import static org.cloister.verifier.Defects.many;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs without a defect, small, large, empty and among files that nobody asked for. */
class HonestLogTests {
  @TempDir Path dir;

  @Test
  void verify_honestRound_isVerifiedAndSaysWhatItDidNotCheck() {
    Report report = LogMaker.verify(LogMaker.round().write(dir, 2, 7));
    assertEquals(List.of(), report.findings());
    assertEquals(Verdict.VERIFIED, report.verdict());
    assertEquals(7, report.checked().get("entries in chain and tree"));
    assertEquals(7, report.checked().get("signatures of entries by keys that the log names"));
    assertEquals(3, report.checked().get("roots that the signers of entries saw before"));
    assertTrue(report.notChecked().stream().anyMatch(line -> line.startsWith("A clean rollback")));
  }

  @Test
  void verify_logOfManyTiles_isVerified() {
    LogMaker log = many(70_000);
    Report report = LogMaker.verify(log.write(dir, 255, 256, 257, 65_537, 70_000));
    assertEquals(List.of(), report.findings());
    assertEquals(5, report.checked().get("archived checkpoints"));
  }

  @Test
  void verify_simulated_saysThatIndependenceIsNotShown() {
    Report report = LogMaker.verify(new LogMaker().genesis(true).write(dir, 1));
    assertEquals(Verdict.VERIFIED, report.verdict());
    assertTrue(report.notChecked().stream().anyMatch(line -> line.contains("Independence")));
  }

  @Test
  void verify_strayFiles_areCountedAndNotRead() throws IOException {
    LogMaker.round().write(dir, 7);
    for (int i = 0; i < 500; i++) {
      LogMaker.put(dir, "tile/0/stray-" + i, new byte[0]);
      LogMaker.put(dir, "tile/0/x001/" + (100 + i), new byte[1]);
    }
    Report report = LogMaker.verify(dir);
    assertEquals(Verdict.VERIFIED, report.verdict());
    assertEquals(500, report.counts().get(Code.FILE_UNKNOWN));
    assertEquals(500, report.counts().get(Code.BEYOND_CHECKPOINT));
    assertTrue(report.findings().size() <= 40);
  }

  @Test
  void verify_emptyFolderAndEmptyLog_areDecided() {
    assertTrue(LogMaker.verify(dir).has(Code.CHECKPOINT_MISSING));
    assertEquals(Verdict.VERIFIED, LogMaker.verify(new LogMaker().write(dir, 0)).verdict());
  }
}

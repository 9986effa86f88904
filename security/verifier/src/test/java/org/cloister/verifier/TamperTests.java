package org.cloister.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is changed in whichever file: it is refused, with a code that names the kind of file.
 */
class TamperTests {
  private static final Set<Code> OF_ENTRIES =
      Set.of(Code.TILE_MISMATCH, Code.ENTRIES_MALFORMED, Code.ROOT_MISMATCH);
  private static final Set<Code> OF_CHECKPOINTS =
      Set.of(
          Code.CHECKPOINT_MALFORMED,
          Code.CHECKPOINT_SIGNATURE,
          Code.ORIGIN_MISMATCH,
          Code.COSIGNATURE_INVALID,
          Code.QUORUM_MISSING);

  /** 1 with {@code -Dcloister.tamper=all}, which takes minutes: every bit and every length. */
  private static final int STEP = "all".equals(System.getProperty("cloister.tamper")) ? 1 : 37;

  @TempDir Path dir;

  @Test
  void verify_bitsOfEveryFileOfASmallLog_areRefused() throws IOException {
    LogMaker log = new LogMaker().genesis(true).heartbeat();
    log.write(dir, 1, 2);
    assertEquals(Verdict.VERIFIED, LogMaker.verify(dir).verdict());
    int flips = 0;
    for (Path file : files()) {
      byte[] bytes = Files.readAllBytes(file);
      for (int bit = 0; bit < 8 * bytes.length; bit += STEP) {
        flip(file, bytes, bit);
        flips++;
      }
      Files.write(file, bytes);
    }
    assertTrue(flips > 10_000 / STEP, "flips: " + flips);
  }

  @Test
  void verify_bitsOfASignedRound_areRefused() throws IOException {
    LogMaker.round().write(dir, 2, 7);
    for (Path file : files()) {
      byte[] bytes = Files.readAllBytes(file);
      for (int at = 0; at < bytes.length; at += STEP) {
        flip(file, bytes, 8 * at + at % 7);
      }
      Files.write(file, bytes);
    }
  }

  @Test
  void verify_truncationsOfEveryFile_areRefused() throws IOException {
    LogMaker.round().write(dir, 7);
    for (Path file : files()) {
      byte[] bytes = Files.readAllBytes(file);
      for (int length = 0; length < bytes.length; length += STEP) {
        Files.write(file, Arrays.copyOf(bytes, length));
        refused(file, LogMaker.verify(dir), "cut to " + length);
      }
      Files.write(file, bytes);
    }
  }

  @Test
  void verify_everyMissingFile_isInconclusiveOrUnneeded() throws IOException {
    LogMaker.round().write(dir, 2, 7);
    for (Path file : files()) {
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      boolean needed = file.endsWith("7") && !file.toString().contains("checkpoints");
      needed |= file.endsWith("checkpoint");
      assertEquals(
          needed ? Verdict.INCONCLUSIVE : Verdict.VERIFIED,
          LogMaker.verify(dir).verdict(),
          file.toString());
      Files.write(file, bytes);
    }
  }

  private void flip(Path file, byte[] bytes, int bit) throws IOException {
    byte[] changed = bytes.clone();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    Files.write(file, changed);
    refused(file, LogMaker.verify(dir), "bit " + bit);
  }

  private void refused(Path file, Report report, String how) {
    String path = dir.relativize(file).toString();
    String message = path + " " + how + " " + report.counts();
    boolean checkpoint = path.startsWith("checkpoint");
    Set<Code> right = checkpoint ? OF_CHECKPOINTS : OF_ENTRIES;
    boolean fewerLines = report.counts().isEmpty() && how.startsWith("cut");
    if (path.startsWith("checkpoints/")
        && (report.has(Code.SIGNATURE_LINE_UNKNOWN) || fewerLines)) {
      return; // C2SP: a line by another key is passed over; old heads need no quorum
    }
    assertNotEquals(Verdict.VERIFIED, report.verdict(), message);
    assertTrue(right.stream().anyMatch(report::has), message);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(dir)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}

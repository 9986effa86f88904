package org.cloister.ledger.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.store.FaultPoints;
import org.cloister.ledger.store.FileLedgerStore;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes on a real disk, killed at writes, forces, renames and removals of an append: at
 * each one in the profile "large"; the simulated disk of {@link PowerCutTests} has all of them
 * always.
 */
class KilledProcessTests {
  private static final int BEFORE = 254;
  private static final int APPENDED = 4;

  private final Federation federation = new Federation();

  @TempDir Path scratch;

  /** What is killed: opens the ledger, appends, and leaves a file when that was acknowledged. */
  public static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      Federation federation = new Federation();
      var store = new FaultPoints(new FileLedgerStore(folder), Long.parseLong(arguments[1]));
      try (LedgerWriter writer = LedgerWriter.open(store, federation.settings(), List.of())) {
        writer.append(federation.contributions(BEFORE, APPENDED));
        Files.createFile(folder.resolveSibling(folder.getFileName() + ".acknowledged"));
      }
    }
  }

  @Test
  void append_killedAtSomePoints_losesNothingThatWasAcknowledged() throws Exception {
    assertTrue(killAt(5) > 8);
  }

  @Test
  @Tag("large")
  void append_killedAnywhere_losesNothingThatWasAcknowledged() throws Exception {
    assertTrue(killAt(1) > 40);
  }

  /** At every {@code step}-th operation; how often that was. */
  private int killAt(int step) throws Exception {
    Path base = scratch.resolve("base");
    try (LedgerWriter writer = openReal(base)) {
      writer.append(List.of(federation.genesis()));
      writer.append(federation.contributions(0, BEFORE));
    }
    int killed = 0;
    for (int at = 1; ; at += step) {
      Path folder = scratch.resolve("run-" + at);
      copy(base, folder);
      int exit = run(folder, at);
      boolean acknowledged = Files.exists(scratch.resolve("run-" + at + ".acknowledged"));
      assertTrue(exit == FaultPoints.KILLED || exit == 0, "exit " + exit);
      openReal(folder).close();
      List<Long> rounds =
          new FolderReader(federation.policy, false)
              .read(files(folder)).stream()
                  .map(Entry::body)
                  .filter(ContributionEntry.class::isInstance)
                  .map(body -> ((ContributionEntry) body).at().round())
                  .toList();
      assertTrue(
          rounds.size() == BEFORE + APPENDED || (rounds.size() == BEFORE && !acknowledged),
          "killed at " + at + ": " + rounds.size());
      assertEquals(rounds.size(), rounds.stream().distinct().count());
      if (exit == 0) {
        return killed;
      }
      killed++;
    }
  }

  @Test
  void open_lockedByAnotherWriter_isRefusedAndFreeAfterwards() throws IOException {
    Path folder = scratch.resolve("locked");
    try (LedgerWriter writer = openReal(folder)) {
      writer.append(List.of(federation.genesis()));
      CloisterException e = assertThrows(CloisterException.class, () -> openReal(folder));
      assertEquals(ErrorCode.LEDGER_LOCKED, e.code());
    }
    openReal(folder).close();
  }

  @Test
  void open_whereNoFolderCanBe_isAStorageError() throws IOException {
    Path file = Files.writeString(scratch.resolve("file"), "x");
    CloisterException e =
        assertThrows(CloisterException.class, () -> openReal(file.resolve("ledger")));
    assertEquals(ErrorCode.LEDGER_STORAGE, e.code());
  }

  private LedgerWriter openReal(Path folder) {
    return LedgerWriter.open(new FileLedgerStore(folder), federation.settings(), List.of());
  }

  private static int run(Path folder, int at) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Child.class.getName(),
                folder.toString(),
                String.valueOf(at))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolveSibling("output").toFile())
            .start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the child hangs");
    return process.exitValue();
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        all.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    }
    return all;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      paths.forEach(
          path -> {
            try {
              Files.copy(path, to.resolve(from.relativize(path).toString()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}

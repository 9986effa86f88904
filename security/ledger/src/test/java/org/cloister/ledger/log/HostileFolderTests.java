package org.cloister.ledger.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cloister.ledger.note.WitnessPolicy;
import org.cloister.ledger.store.FileLedgerStore;
import org.cloister.ledger.store.SimulatedDisk;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders and texts that somebody prepared for the writer. */
class HostileFolderTests {
  private final Federation federation = new Federation();

  @TempDir Path scratch;

  @Test
  void open_folderOfManyFiles_worksAndLeavesThemAlone() throws IOException {
    openAmong(10_000);
  }

  @Test
  @Tag("large")
  void open_folderOfAMillionFiles_worksAndLeavesThemAlone() throws IOException {
    openAmong(1_000_000);
  }

  private void openAmong(int files) throws IOException {
    Path folder = scratch.resolve("log");
    try (LedgerWriter writer = open(folder)) {
      writer.append(List.of(federation.genesis()));
    }
    for (int i = 0; i < files; i++) {
      Files.createFile(folder.resolve("tile/0/stray-" + i));
    }
    try (LedgerWriter writer = open(folder)) {
      writer.append(federation.contributions(0, 3));
    }
    assertTrue(Files.exists(folder.resolve("tile/0/stray-0")));
    assertTrue(Files.exists(folder.resolve("tile/0/000.p/4")));
  }

  private LedgerWriter open(Path folder) {
    return LedgerWriter.open(new FileLedgerStore(folder), federation.settings(), List.of());
  }

  /** Levels and indexes that no log can have are no tiles of this one. */
  @Test
  void open_strangeNamesOfTiles_areLeftAlone() throws IOException {
    Path folder = scratch.resolve("log");
    try (LedgerWriter writer = open(folder)) {
      writer.append(List.of(federation.genesis()));
    }
    List<String> strange =
        List.of(
            "tile/0/" + "x999/".repeat(9) + "999",
            "tile/99/000",
            "tile/7/x999/000.p/255",
            "tile/0/000.p/999",
            "tile/entries/1",
            "tile/-1/000",
            "tile/0/\u00e9\ud83d\ude00");
    for (String name : strange) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    try (LedgerWriter writer = open(folder)) {
      writer.append(federation.contributions(0, 1));
    }
    // A width of 999 lies beyond the log by its number, as after an append that was cut off.
    assertTrue(Files.notExists(folder.resolve("tile/0/000.p/999")));
    assertTrue(Files.exists(folder.resolve("tile/99/000")));
    assertTrue(Files.exists(folder.resolve(strange.get(0))));
  }

  /** Bundles as hostile as their format allows; the chain and the root would catch more. */
  @Test
  void open_hostileEntries_areCorrupt() {
    SimulatedDisk good = new SimulatedDisk();
    try (LedgerWriter writer = LedgerWriter.open(good, federation.settings(), List.of())) {
      writer.append(List.of(federation.genesis()));
    }
    String entry =
        new String(good.files().get("tile/entries/000.p/1"), StandardCharsets.ISO_8859_1)
            .substring(2);
    List<String> hostile = new ArrayList<>();
    hostile.add("{\"a\":\"" + "x".repeat(65_527) + "\"}");
    hostile.add("{\"a\":" + "[".repeat(60_000));
    hostile.add("{\"a\":\"\u00c0\u00af\"}");
    hostile.add("{\"a\":\"\u00ed\u00a0\u0080\"}");
    hostile.add("{\"a\":" + "9".repeat(5_000) + "}");
    hostile.add("");
    hostile.add(entry + "\n");
    hostile.add(" " + entry);
    hostile.add(entry.replace("\"seq\":0", "\"seq\":9007199254740992"));
    hostile.add(entry.replace("\"seq\":0", "\"seq\":0.0"));
    hostile.add(entry.replace("\"seq\":0", "\"seq\":-0"));
    hostile.add(entry.replace("\"seq\":0", "\"seq\":1e0"));
    hostile.add(entry.replace("\"v\":1", "\"v\":1,\"v\":1"));
    hostile.add(entry.replace("==\"},\"time\"", "=\"},\"time\""));
    for (String text : hostile) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      SimulatedDisk disk = good.copy();
      disk.tamper("tile/entries/000.p/1", Bundle.write(List.of(bytes)));
      CloisterException e =
          assertThrows(
              CloisterException.class,
              () -> LedgerWriter.open(disk, federation.settings(), List.of()).close(),
              text.substring(0, Math.min(40, text.length())));
      assertEquals(ErrorCode.LEDGER_CORRUPT, e.code());
    }
  }

  @Test
  void policy_withUnknownKeysOrWords_isRefusedByLine() {
    String log = "log " + federation.log.key().vkey() + "\n";
    Map<String, String> bad =
        Map.of(
            "a key of an unknown type", "witness w x+00000000+/wAA\nquorum none\n",
            "a word that is none", "monitor x\nquorum none\n",
            "stray bits", log.replace("\n", "x\n") + "quorum none\n",
            "no quorum", "");
    bad.forEach(
        (why, text) -> {
          CloisterException e =
              assertThrows(
                  CloisterException.class,
                  () -> WitnessPolicy.read((log + text).getBytes(StandardCharsets.UTF_8)),
                  why);
          assertEquals(ErrorCode.WITNESS_POLICY_INVALID, e.code(), why);
        });
  }
}

package org.cloister.verifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Where fuzzing begins: one good example of all that is read. */
public final class FuzzSeeds {
  private FuzzSeeds() {}

  /** Writes the examples into a folder. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    List<byte[]> seeds = all();
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(folder.resolve("seed-" + i), seeds.get(i));
    }
  }

  static List<byte[]> all() {
    LogMaker log = LogMaker.round();
    List<byte[]> seeds = new ArrayList<>(log.entries);
    String note = log.checkpoint(7);
    for (String text :
        List.of(
            note,
            new String(receipt(log, note), StandardCharsets.UTF_8),
            LogMaker.policyText("both"),
            LogMaker.LOG.vkey(),
            LogMaker.digest("x"))) {
      seeds.add(text.getBytes(StandardCharsets.UTF_8));
    }
    log.second = SecondLineTests.SECOND;
    for (String text :
        List.of(
            log.checkpoint(7), SecondLineTests.policyText("both"), SecondLineTests.SECOND.vkey())) {
      seeds.add(text.getBytes(StandardCharsets.UTF_8));
    }
    seeds.add(new byte[] {1, 'x', 0, 1, 'y', 0});
    return seeds;
  }

  /** The receipt of entry 3. */
  static byte[] receipt(LogMaker log, String note) {
    StringBuilder receipt = new StringBuilder("c2sp.org/tlog-proof@v1\nextra ");
    receipt.append(Base64.getEncoder().encodeToString(log.entries.get(3))).append("\nindex 3\n");
    NaiveTree.path(3, log.leaves)
        .forEach(hash -> receipt.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
    return (receipt + "\n" + note).getBytes(StandardCharsets.UTF_8);
  }
}

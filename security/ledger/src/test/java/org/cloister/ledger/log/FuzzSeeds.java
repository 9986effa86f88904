package org.cloister.ledger.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.store.SimulatedDisk;

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

  /** An entry, a checkpoint, a policy, a key, a receipt, a bundle. */
  static List<byte[]> all() {
    Federation federation = new Federation();
    List<String> texts = new ArrayList<>();
    SimulatedDisk disk = new SimulatedDisk();
    try (LedgerWriter writer = LedgerWriter.open(disk, federation.settings(), List.of())) {
      writer.append(List.of(federation.genesis()));
      writer.append(federation.contributions(0, 3));
      texts.add(writer.receipt(2).text());
      texts.add(new String(writer.entry(0).bytes().toArray(), StandardCharsets.UTF_8));
      texts.add(new String(writer.entry(2).bytes().toArray(), StandardCharsets.UTF_8));
      texts.add(new String(writer.checkpoint().orElseThrow().toBytes(), StandardCharsets.UTF_8));
    }
    texts.add(federation.policy.text());
    texts.add(federation.log.key().vkey());
    texts.add("old 0\n\n" + texts.get(3));
    Federation two = Federation.withMlDsa();
    try (LedgerWriter writer = LedgerWriter.open(new SimulatedDisk(), two.settings(), List.of())) {
      SignedNote note = writer.append(List.of(two.genesis())).note();
      texts.add(new String(note.toBytes(), StandardCharsets.UTF_8));
    }
    texts.add(two.policy.text());
    texts.add(two.log.keys().get(1).vkey());
    List<byte[]> seeds = new ArrayList<>();
    texts.forEach(text -> seeds.add(text.getBytes(StandardCharsets.UTF_8)));
    seeds.add(disk.files().get("tile/entries/000.p/4"));
    return seeds;
  }
}

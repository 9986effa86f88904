package org.cloister.verifiertests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.cloister.ledger.json.JsonText;
import org.cloister.ledger.json.JsonValue;
import org.cloister.verifiertests.Auditor.Said;

/**
 * The story, told once; tests go on with copies of it.
 *
 * @param root of its writer and witnesses
 * @param policy the file of the witness policy
 * @param contributions their positions
 * @param lastAggregate its position
 * @param entries all of them, as they are stored
 */
record ToldStory(
    Path root, Path policy, List<Long> contributions, long lastAggregate, List<byte[]> entries) {
  static final Parties PARTIES = new Parties();

  static ToldStory in(Path folder) throws IOException {
    Path root = Files.createDirectory(folder.resolve("told"));
    Path policy = Files.writeString(folder.resolve("policy"), PARTIES.policy.text());
    try (WrittenLog log = new WrittenLog(PARTIES, root)) {
      Story story = new Story(log).tell(false);
      List<byte[]> entries = new ArrayList<>();
      long size = log.head().size();
      for (long seq = 0; seq < size; seq++) {
        entries.add(log.writer().entry(seq).bytes().toArray());
      }
      return new ToldStory(root, policy, story.contributions, story.lastAggregate(), entries);
    }
  }

  Path log() {
    return root.resolve("log");
  }

  long size() {
    return entries.size();
  }

  Said verify(Path folder) {
    return Auditor.run(folder, "--policy", policy);
  }

  /** What the auditor says of a log that goes on with {@code more}. */
  Said with(Path dir, Consumer<Story> more) throws IOException {
    Path copy = Files.createTempDirectory(dir, "more").resolve("x");
    try (WrittenLog log = WrittenLog.copyOf(root, PARTIES, copy)) {
      more.accept(new Story(log));
      return verify(log.folder());
    }
  }

  static String text(JsonValue value) {
    return ((JsonText) value).value();
  }
}

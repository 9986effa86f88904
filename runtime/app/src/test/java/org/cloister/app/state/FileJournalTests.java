package org.cloister.app.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTests {
  private static final Digest ONE = Digest.of("one session");
  private static final Digest OTHER = Digest.of("another");

  @TempDir Path folder;

  private FileJournal journal() {
    return new FileJournal(folder.resolve("journal"));
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void entry_afterARestart_isWhatWasWritten() {
    journal().add(3, ONE, "reveal", bytes("shares"));
    journal().add(3, OTHER, "reveal", Bytes.empty());
    assertEquals(Optional.of(bytes("shares")), journal().entry(3, ONE, "reveal"));
    assertEquals(Optional.of(Bytes.empty()), journal().entry(3, OTHER, "reveal"));
    assertEquals(Optional.empty(), journal().entry(3, ONE, "other"));
    assertEquals(Optional.empty(), journal().entry(4, OTHER, "reveal"));
  }

  @Test
  void add_again_isRefusedAlsoAfterARestartAndChangesNothing() {
    FileJournal journal = journal();
    journal.add(3, ONE, "reveal", bytes("shares"));
    for (FileJournal same : List.of(journal, journal())) {
      assertEquals(
          ErrorCode.PROTECTION_REFUSED,
          assertThrows(CloisterException.class, () -> same.add(3, ONE, "reveal", bytes("others")))
              .code());
    }
    assertEquals(Optional.of(bytes("shares")), journal().entry(3, ONE, "reveal"));
  }

  @Test
  void entry_anyByteAlteredOrCut_isDamagedAndNeverAbsent() throws IOException {
    journal().add(3, ONE, "reveal", bytes("shares"));
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      byte[] altered = whole.clone();
      altered[at] ^= 1;
      Files.write(file, altered);
      assertDamaged();
      Files.write(file, java.util.Arrays.copyOf(whole, at));
      assertDamaged();
    }
  }

  private void assertDamaged() {
    assertEquals(
        ErrorCode.STATE_DAMAGED,
        assertThrows(CloisterException.class, () -> journal().entry(3, ONE, "reveal")).code());
  }

  @Test
  void entry_sessionOfALaterRound_dropsThoseOfEarlierOnes() throws IOException {
    FileJournal journal = journal();
    journal.add(1, ONE, "reveal", bytes("a"));
    journal.add(2, OTHER, "reveal", bytes("b"));
    assertEquals(1, files().size());
    assertEquals(Optional.empty(), journal.entry(3, Digest.of("third"), "reveal"));
    assertEquals(0, files().size());
  }

  @Test
  void entry_asLongAsTheJob_outlivesEveryRound() {
    int job = SessionJournal.AS_LONG_AS_THE_JOB;
    journal().add(job, ONE, "sums", bytes("a"));
    FileJournal journal = journal();
    journal.add(7, OTHER, "reveal", bytes("b"));
    journal.add(8, OTHER, "reveal", bytes("b"));
    assertEquals(Optional.of(bytes("a")), journal.entry(job, ONE, "sums"));
    assertEquals(Optional.empty(), journal.entry(7, ONE, "sums"));
    assertEquals(Optional.of(bytes("b")), journal.entry(8, OTHER, "reveal"));
  }

  @Test
  void entry_sessionOfAnEarlierRound_dropsNothing() {
    FileJournal journal = journal();
    journal.add(5, ONE, "reveal", bytes("a"));
    assertEquals(Optional.empty(), journal.entry(4, ONE, "reveal"));
    assertEquals(Optional.of(bytes("a")), journal.entry(5, ONE, "reveal"));
  }

  @Test
  void add_hostileName_staysInItsFolder() throws IOException {
    journal().add(1, ONE, "../../../x\0/\n", bytes("a"));
    assertEquals(Optional.of(bytes("a")), journal().entry(1, ONE, "../../../x\0/\n"));
    assertEquals(folder.resolve("journal"), files().get(0).getParent());
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      assertEquals(
          PosixFilePermissions.fromString("rw-------"),
          Files.getPosixFilePermissions(files().get(0)));
    }
  }

  @Test
  void add_folderThatCannotBeWritten_isAnErrorAndNotSilence() throws IOException {
    Files.writeString(folder.resolve("journal"), "a file where the folder should be");
    CloisterException refused =
        assertThrows(CloisterException.class, () -> journal().add(1, ONE, "reveal", bytes("a")));
    assertEquals(ErrorCode.STORAGE_FAILED, refused.code());
    assertTrue(refused.getMessage().contains("journal"));
  }
}

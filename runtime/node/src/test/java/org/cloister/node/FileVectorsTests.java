package org.cloister.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.VectorWriter;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileVectorsTests {
  private static final int LENGTH = 100_003;

  @TempDir Path folder;

  private static FloatVector counted(FileVectors vectors, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = i;
    }
    try (VectorWriter writer = vectors.create(length)) {
      // In pieces that fit no chunk.
      for (int at = 0; at < length; at += 12_345) {
        writer.write(values, at, Math.min(12_345, length - at));
      }
      return writer.finish();
    }
  }

  private long filesInFolder() throws IOException {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void create_longVector_isAFileAndReadsWhatWasWritten() throws IOException {
    try (FileVectors vectors = new FileVectors(folder, 10)) {
      FloatVector vector = counted(vectors, LENGTH);
      assertEquals(1, filesInFolder());
      assertEquals(LENGTH, vector.length());
      float[] values = new float[50_002];
      vector.read(40_000, values, 1, 50_000);
      assertEquals(0, values[0]);
      assertEquals(40_000, values[1]);
      assertEquals(89_999, values[50_000]);
      assertEquals(0, values[50_001]);
      vector.read(LENGTH, values, 0, 0);
      assertThrows(IndexOutOfBoundsException.class, () -> vector.read(LENGTH - 1, values, 0, 2));
      assertThrows(IndexOutOfBoundsException.class, () -> vector.read(-1, values, 0, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> vector.read(0, values, 50_002, 1));
    }
  }

  @Test
  void create_shortVector_isInMemory() throws IOException {
    try (FileVectors vectors = new FileVectors(folder)) {
      assertArrayEquals(new float[] {0, 1, 2}, counted(vectors, 3).toArray());
      assertEquals(0, filesInFolder());
    }
  }

  @Test
  void create_heapBudgetUsedUp_goesToFilesUntilMemoryIsBack() throws Exception {
    try (FileVectors vectors = new FileVectors(folder, 1 << 20, 2_500_000)) {
      List<FloatVector> kept = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        kept.add(counted(vectors, LENGTH));
      }
      assertEquals(6L * LENGTH * Float.BYTES, vectors.heapBytes());
      assertEquals(4, vectors.files());
      for (FloatVector vector : kept) {
        float[] one = new float[1];
        vector.read(77_777, one, 0, 1);
        assertEquals(77_777, one[0]);
      }
      kept.clear();
      Waiting.until(
          () -> {
            System.gc();
            return vectors.heapBytes() == 0 && vectors.files() == 0;
          });
      assertEquals(0, filesInFolder());
    }
  }

  @Test
  void write_wrongNumberOfValues_isRefusedAndLeavesNoFile() throws IOException {
    try (FileVectors vectors = new FileVectors(folder, 0)) {
      try (VectorWriter writer = vectors.create(2)) {
        writer.write(new float[] {1}, 0, 1);
        assertThrows(IllegalStateException.class, writer::finish);
        assertThrows(IllegalStateException.class, () -> writer.write(new float[2], 0, 2));
      }
      assertEquals(0, filesInFolder());
    }
  }

  @Test
  void close_finishedVectors_deletesFilesAndReadingFails() throws IOException {
    FileVectors vectors = new FileVectors(folder, 0);
    FloatVector vector = counted(vectors, 10);
    vectors.close();
    assertEquals(0, filesInFolder());
    CloisterException e =
        assertThrows(CloisterException.class, () -> vector.read(0, new float[1], 0, 1));
    assertEquals(ErrorCode.STORAGE_FAILED, e.code());
    assertThrows(CloisterException.class, () -> vectors.create(10));
  }

  @Test
  void read_manyThreadsWhileSomeAreInterrupted_allGetTheirValues() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try (FileVectors vectors = new FileVectors(folder, 0)) {
      FloatVector vector = counted(vectors, LENGTH);
      List<Callable<Boolean>> readers = new ArrayList<>();
      for (int r = 0; r < 8; r++) {
        boolean interrupts = r % 2 == 0;
        int first = r * 1000;
        readers.add(
            () -> {
              float[] values = new float[20_000];
              boolean kept = true;
              for (int i = 0; i < 200; i++) {
                if (interrupts) {
                  Thread.currentThread().interrupt();
                }
                vector.read(first + i, values, 0, 20_000);
                kept &= Thread.interrupted() == interrupts;
                kept &= values[0] == first + i && values[19_999] == first + i + 19_999;
              }
              return kept;
            });
      }
      for (Future<Boolean> kept : pool.invokeAll(readers)) {
        assertTrue(kept.get());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void read_interruptedFromOutside_neitherFailsNorLosesTheFile() throws Exception {
    try (FileVectors vectors = new FileVectors(folder, 0)) {
      FloatVector vector = counted(vectors, LENGTH);
      CountDownLatch done = new CountDownLatch(1);
      boolean[] intact = {true};
      Thread reader =
          new Thread(
              () -> {
                float[] values = new float[LENGTH];
                for (int i = 0; i < 300; i++) {
                  vector.read(0, values, 0, LENGTH);
                  intact[0] &= values[LENGTH - 1] == LENGTH - 1;
                }
                done.countDown();
              });
      reader.start();
      while (done.getCount() > 0) {
        reader.interrupt();
        Thread.onSpinWait();
      }
      reader.join();
      assertTrue(intact[0]);
      assertEquals(LENGTH - 1f, vector.range(LENGTH - 1, 1).toArray()[0]);
    }
  }

  @Test
  void create_moreThanTheDiskHas_isStorageFullAtOnce() {
    try (FileVectors vectors = new FileVectors(folder, 0)) {
      CloisterException e =
          assertThrows(CloisterException.class, () -> vectors.create(Long.MAX_VALUE / 8));
      assertEquals(ErrorCode.STORAGE_FULL, e.code());
      assertFalse(e.getMessage().contains(folder.toString()));
    }
  }

  @Test
  void write_deviceWithoutRoom_isStorageFull() throws IOException {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.isWritable(full), "there is no /dev/full here");
    Set<PositionedFile.Storage> open = ConcurrentHashMap.newKeySet();
    // Through a link, which is what gets deleted in the end.
    Path link = Files.createSymbolicLink(folder.resolve("link"), full);
    PositionedFile file = PositionedFile.of(link, open);
    IOException e = assertThrows(IOException.class, () -> file.write(0, ByteBuffer.allocate(10)));
    assertEquals(ErrorCode.STORAGE_FULL, StorageErrors.of(e, folder, 10).code());
    file.delete();
    assertTrue(Files.exists(full));
  }

  @Test
  void constructor_folderThatCannotBe_isStorageFailed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    CloisterException e =
        assertThrows(CloisterException.class, () -> new FileVectors(file.resolve("below")));
    assertEquals(ErrorCode.STORAGE_FAILED, e.code());
  }

  @Test
  void create_files_areForTheOwnerAlone() throws IOException {
    Assumptions.assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"), "no POSIX permissions here");
    try (FileVectors vectors = new FileVectors(folder, 0)) {
      FloatVector vector = counted(vectors, 10);
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          assertEquals(2, Files.getPosixFilePermissions(file).size());
        }
      }
      assertEquals(10, vector.length());
    }
  }
}

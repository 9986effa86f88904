package org.cloister.app.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cloister.app.record.HistoryFile;
import org.cloister.app.record.OutputFolder;
import org.cloister.engine.Checkpoint;
import org.cloister.engine.Resumption;
import org.cloister.engine.SiteMemory;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Vectors;
import org.cloister.node.StateSink;
import org.cloister.spi.Event;
import org.cloister.spi.ServerState;
import org.cloister.spi.SiteState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStateTests {
  private static final Digest SOME = Digest.of("some");
  private static final RunIdentity IDENTITY =
      new RunIdentity(
          "job",
          SOME,
          7,
          SOME,
          Map.of("a", SOME, "b", SOME),
          Map.of("a", SOME, "b", SOME),
          List.of(),
          "0");

  @TempDir Path folder;
  private Path out;
  private OutputFolder output;
  private RunState state;
  private StateSink coordinator;

  @BeforeEach
  void begin() {
    out = folder.resolve("out");
    output = OutputFolder.create(out, Clock.systemUTC());
    state = RunState.create(out, IDENTITY);
    coordinator = state.coordinator(output::mark);
  }

  private static SiteMemory memory(float... values) {
    return new SiteMemory(
        new SiteState(
            3, Map.of("m", FloatVector.of(values)), Map.of("b", Bytes.of(new byte[] {1, -1}))),
        Optional.of(FloatVector.of(Float.MIN_VALUE, -0f)),
        Optional.empty(),
        99);
  }

  private void save(int round, Map<String, Long> committed) {
    output.append(new Event.RoundStarted(round, List.of()));
    coordinator.save(
        new Checkpoint(
            round,
            round + 1,
            round * 10L,
            Optional.empty(),
            new ServerState(1, Map.of("v", FloatVector.of((float) round)), Map.of("s", 0.5)),
            Map.of("loss", 0.25),
            committed));
  }

  private void remember(String site, long ask) {
    state.site(site).remember(ask, memory((float) ask));
  }

  private ResumePoint again() {
    state.close();
    output.close();
    try (RunState opened = RunState.open(out, IDENTITY)) {
      return opened.find(Vectors.onHeap());
    }
  }

  private static int round(ResumePoint point) {
    return point.from().map(Resumption::checkpoint).map(Checkpoint::round).orElse(-1);
  }

  private int files(String part) throws IOException {
    try (Stream<Path> all = Files.walk(out)) {
      return (int) all.filter(file -> file.toString().contains(part)).count();
    }
  }

  @Test
  void find_nothingKeptYet_beginsAnew() {
    output.append(new Event.Joined(0, "a"));
    ResumePoint point = again();
    assertEquals(-1, round(point));
    assertEquals(List.of(), point.head().events());
  }

  @Test
  void find_kept_comesBackToTheBit() {
    save(0, Map.of());
    remember("a", 5);
    remember("b", 6);
    save(1, Map.of("a", 5L, "b", 6L));
    output.append(new Event.RoundStarted(2, List.of())); // after the checkpoint
    ResumePoint point = again();
    Checkpoint found = point.from().orElseThrow().checkpoint();
    assertEquals(1, found.round());
    assertEquals(2, point.head().events().size());
    assertEquals(Map.of("loss", 0.25), found.values());
    assertEquals(1f, found.server().vectors().get("v").toArray()[0]);
    SiteMemory b = point.memories().get("b");
    assertEquals(99, b.steps());
    assertArrayEquals(new float[] {Float.MIN_VALUE, -0f}, b.home().orElseThrow().toArray());
    assertEquals(Bytes.of(new byte[] {1, -1}), b.trainer().blobs().get("b"));
    assertArrayEquals(new float[] {6}, b.trainer().vector("m", FloatVector.zeros(0)).toArray());
  }

  @Test
  void find_siteLagsBehind_goesOnFromTheNewestWholeCheckpoint() throws IOException {
    save(0, Map.of());
    remember("a", 5);
    remember("b", 6);
    save(1, Map.of("a", 5L, "b", 6L));
    for (int round = 2; round <= 30; round++) { // b is slow to keep what it committed
      remember("a", 10L * round);
      save(round, Map.of("a", 10L * round, "b", 25L));
    }
    assertEquals(3, files("checkpoint-"), "the whole one, the next and the newest");
    assertTrue(files("memory-") <= 5, "found " + files("memory-"));
    assertEquals(1, round(again()));
  }

  @Test
  void save_siteCatchesUp_keepsTheNewestAlone() throws IOException {
    save(0, Map.of());
    for (int round = 1; round <= 30; round++) {
      remember("a", 10L * round);
      save(round, Map.of("a", 10L * round, "b", 25L));
    }
    remember("b", 25);
    assertEquals(1, files("checkpoint-"));
    assertEquals(2, files("memory-"));
    assertEquals(30, round(again()));
  }

  /** Of two trainings the later asked may be committed first. */
  @Test
  void remember_asksOutOfOrder_keepsTheOneThatIsNamed() {
    save(0, Map.of());
    remember("a", 9);
    remember("a", 8);
    save(1, Map.of("a", 8L));
    remember("a", 19);
    ResumePoint point = again();
    assertEquals(1, round(point));
    assertArrayEquals(
        new float[] {8},
        point.memories().get("a").trainer().vector("m", FloatVector.zeros(0)).toArray());
  }

  @Test
  void find_memoryOfTheOnlyCheckpointGone_isDamaged() throws IOException {
    save(0, Map.of());
    remember("a", 5);
    save(1, Map.of("a", 5L));
    Files.delete(StateFolder.ofSite(out, "a").file(5));
    assertEquals(
        ErrorCode.STATE_DAMAGED, assertThrows(CloisterException.class, this::again).code());
  }

  @Test
  void rewind_thenGoOn_dropsWhatCameAfter() throws IOException {
    save(0, Map.of());
    remember("a", 5);
    save(1, Map.of("a", 5L));
    remember("a", 15);
    save(2, Map.of("a", 15L, "b", 16L)); // b never got to it
    state.close();
    output.close();
    try (RunState opened = RunState.open(out, IDENTITY)) {
      ResumePoint point = opened.find(Vectors.onHeap());
      output =
          opened.rewind(point, () -> OutputFolder.resume(out, point.head(), Clock.systemUTC()));
      assertEquals(1, files("checkpoint-"));
      assertEquals(1, files("memory-"));
      state = opened;
      coordinator = opened.coordinator(output::mark);
      remember("a", 15); // the number is given again
      save(2, Map.of("a", 15L));
      output.close();
    }
    assertEquals(3, HistoryFile.read(out.resolve("history.jsonl")).size());
    try (RunState opened = RunState.open(out, IDENTITY)) {
      assertEquals(2, round(opened.find(Vectors.onHeap())));
    }
  }

  @Test
  void open_ended_isRefusedAndNothingSecretIsLeft() throws IOException {
    save(0, Map.of());
    remember("a", 5);
    state.end();
    assertEquals(0, files("memory-"));
    assertFalse(Files.exists(out.resolve("sites")));
    assertEquals(
        ErrorCode.RESUME_REFUSED, assertThrows(CloisterException.class, this::again).code());
  }

  @Test
  void open_whileAnotherHasIt_isBusy() {
    assertEquals(
        ErrorCode.OUTPUT_BUSY,
        assertThrows(CloisterException.class, () -> RunState.open(out, IDENTITY)).code());
  }

  @Test
  void discard_runThatNeverStarted_leavesNothing() {
    state.site("a");
    state.discard();
    output.close();
    assertFalse(Files.exists(out));
  }
}

package org.cloister.app.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cloister.audit.RoundStore;
import org.cloister.crypto.SecretBytes;
import org.cloister.engine.Fact;
import org.cloister.engine.Message;
import org.cloister.engine.RecordedRound;
import org.cloister.engine.RoundInputs;
import org.cloister.engine.wire.Encoded;
import org.cloister.engine.wire.RoundCodec;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.PluginPin;
import org.cloister.model.Preprocessing;
import org.cloister.model.Resources;
import org.cloister.model.Vectors;
import org.cloister.spi.ServerState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundArchiveTests {

  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path folder;

  private final SecretBytes key = SecretBytes.random(32, RANDOM);

  private RoundArchive archive(int rounds) {
    return new RoundArchive(folder.resolve("archive"), key, RANDOM, rounds);
  }

  private static RecordedRound round(int number, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = number + i / 7f;
    }
    FloatVector weights = FloatVector.of(values);
    Message.Broadcast base =
        new Message.Broadcast(Digest.of(weights), weights, Parts.none(), Preprocessing.none());
    Fact.Answered answered = new Fact.Answered("a", 3L * number);
    Message.Answer answer =
        new Message.Answer(
            answered.ask(),
            new Contribution(base.version(), 5, Parts.ofTensor(Part.DELTA, weights)),
            Optional.empty(),
            new Resources(1, 0, 0, 0, 0));
    RoundInputs inputs =
        new RoundInputs(
            number,
            "train",
            number,
            List.of(new PluginPin("trainer", "sgd", "1.0.0", Digest.of("bundle"))),
            base,
            ServerState.empty(),
            List.of(new RoundInputs.Used(answered, 0)));
    return new RecordedRound(
        inputs,
        new TreeMap<>(
            Map.of(
                answered,
                new RecordedRound.Stated(
                    answer, Bytes.of("stated".getBytes(StandardCharsets.UTF_8))))));
  }

  private static Bytes bytes(RecordedRound round) {
    Encoded encoded = RoundCodec.encode(round);
    return Bytes.of(encoded.header());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("archive"))) {
      return all.toList();
    }
  }

  @Test
  void keep_rounds_areFoundByTheDigestOfWhatIsStored() {
    RoundArchive archive = archive(10);
    Digest first = archive.keep(round(1, 50_000));
    Digest second = archive.keep(round(1, 3));
    RecordedRound found = archive.find(first, Vectors.onHeap()).orElseThrow();
    assertEquals(bytes(round(1, 50_000)), bytes(found));
    assertEquals(
        Digest.of(round(1, 50_000).inputs().base().weights()),
        Digest.of(found.inputs().base().weights()));
    assertEquals(
        3, archive.find(second, Vectors.onHeap()).orElseThrow().inputs().base().weights().length());
    assertTrue(archive.find(Digest.of("other"), Vectors.onHeap()).isEmpty());
  }

  @Test
  void keep_anything_isNotReadableWithoutTheKey() throws IOException {
    archive(1).keep(round(1, 3));
    String stored = Files.readString(files().get(0), StandardCharsets.ISO_8859_1);
    assertFalse(stored.contains("stated"));
    assertFalse(stored.contains("trainer"));
  }

  @Test
  void expire_olderRounds_areGoneAndNamed() throws IOException {
    RoundArchive archive = archive(2);
    Digest[] kept = new Digest[6];
    for (int round = 1; round <= 5; round++) {
      archive.expire(round);
      kept[round] = archive.keep(round(round, 3));
    }
    assertEquals(3, files().size());
    assertEquals(List.of(new RoundStore.Erased(3, "train", kept[3])), archive.expire(6));
    assertEquals(List.of(), archive.expire(6));
    assertTrue(archive.find(kept[3], Vectors.onHeap()).isEmpty());
    assertTrue(archive.find(kept[4], Vectors.onHeap()).isPresent());
  }

  @Test
  void find_anyByteAltered_isRefused() throws IOException {
    archive(1).keep(round(1, 9000)); // three envelopes
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += 37) {
      byte[] altered = whole.clone();
      altered[at] ^= 1;
      refused(file, altered);
    }
    for (int length : new int[] {0, 3, 4, 20, 16416, whole.length - 1}) {
      refused(file, Arrays.copyOf(whole, length));
    }
    refused(file, Arrays.copyOf(whole, whole.length + 1));
    byte[] swapped = whole.clone(); // the second envelope in the place of the first
    int record = 4 + SealedOutput.RECORD_BYTES + 28;
    System.arraycopy(whole, record, swapped, 0, record);
    refused(file, swapped);
  }

  private void refused(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    Digest digest = Digest.of(bytes);
    CloisterException e =
        assertThrows(CloisterException.class, () -> archive(1).find(digest, Vectors.onHeap()));
    assertEquals(ErrorCode.STATE_DAMAGED, e.code());
  }

  @Test
  void find_otherKeyOrName_isRefused() throws IOException {
    Digest kept = archive(1).keep(round(1, 3));
    RoundArchive other =
        new RoundArchive(folder.resolve("archive"), SecretBytes.random(32, RANDOM), RANDOM, 1);
    assertThrows(CloisterException.class, () -> other.find(kept, Vectors.onHeap()));
    Path file = files().get(0);
    Files.move(
        file, file.resolveSibling(String.valueOf(file.getFileName()).replace("000001", "000002")));
    assertThrows(CloisterException.class, () -> archive(1).find(kept, Vectors.onHeap()));
    assertThrows(CloisterException.class, () -> archive(0));
  }
}

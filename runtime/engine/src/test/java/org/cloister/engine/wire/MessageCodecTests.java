package org.cloister.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cloister.engine.Message;
import org.cloister.engine.groups.GroupCommitment;
import org.cloister.engine.groups.GroupOpening;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Parts;
import org.cloister.model.PluginPin;
import org.cloister.model.Preprocessing;
import org.cloister.model.Resources;
import org.cloister.model.Settings;
import org.cloister.model.Transform;
import org.cloister.spi.DropReason;
import org.cloister.spi.ModelRef;
import org.cloister.spi.SiteTask;
import org.cloister.spi.protection.SessionMessage;
import org.junit.jupiter.api.Test;

class MessageCodecTests {
  private static final Digest DIGEST = Digest.of("something");
  private static final Resources RESOURCES = new Resources(2, 1 << 30, 0.5, 303, 1e4);
  private static final List<PluginPin> PINS =
      List.of(new PluginPin("trainer", "sgd", "1.0.0", DIGEST));

  /** One of each kind, with every optional field there once and absent once. */
  static List<Message> messages() {
    Parts parts =
        new Parts(
            Map.of("delta", FloatVector.of(1, 2, 3)),
            Map.of("loss", List.of(0.25, -1e300)),
            Map.of("rows", List.of(1L, Long.MAX_VALUE)));
    Contribution contribution = new Contribution(DIGEST, 303, parts);
    List<Message> messages = new ArrayList<>();
    messages.add(new Message.Join(Map.of("seed", DIGEST, "training.trainer", DIGEST), RESOURCES));
    messages.add(new Message.Leave());
    messages.add(new Message.Answer(7, contribution, Optional.empty(), RESOURCES));
    messages.add(
        new Message.Answer(
            8, contribution, Optional.of(Bytes.of((byte) -1, (byte) 0, (byte) 7)), RESOURCES));
    for (DropReason reason : DropReason.values()) {
      messages.add(new Message.Refused(9, reason, RESOURCES));
    }
    messages.add(
        new Message.SessionStep(
            10,
            new SessionMessage(
                "hospital",
                "shares",
                Bytes.of((byte) 5),
                Optional.of(new ByteVector(Bytes.of((byte) 9))))));
    messages.add(
        new Message.SessionStep(
            10, new SessionMessage("hospital", "keys", Bytes.empty(), Optional.empty())));
    messages.add(new Message.Computed(11, Map.of("sum", 3.0), RESOURCES));
    messages.add(new Message.Broadcast(DIGEST, FloatVector.of(1, 2), parts, STEPS));
    messages.add(ask(SiteTask.Train.steps(100), Optional.of(DIGEST), List.of()));
    messages.add(ask(new SiteTask.Train(0, 1.5, true), Optional.of(DIGEST), List.of("a", "b")));
    for (ModelRef model :
        List.of(
            new ModelRef.Current(),
            new ModelRef.Candidate(),
            new ModelRef.Personal(),
            new ModelRef.None(),
            new ModelRef.OfSite("a", "train"))) {
      messages.add(
          ask(
              new SiteTask.Query("auc", Settings.of("bins", "4096"), SiteTask.Rows.TEST, model),
              Optional.empty(),
              List.of()));
    }
    messages.add(
        new Message.Compute(
            13, 2, 4, "sum", Settings.of("a", "1"), Optional.empty(), PINS, Duration.ofSeconds(9)));
    messages.add(new Message.Commit(14));
    messages.add(new Message.Withdraw(15));
    messages.add(new Message.End());
    messages.add(new Message.CheckpointOffer(Bytes.of((byte) 1, (byte) 2)));
    messages.add(new Message.CheckpointAnswer(409, Bytes.of((byte) '7')));
    messages.add(new Message.LedgerReceipt(Bytes.of((byte) 3)));
    Bytes opening = Bytes.of(DIGEST.toBytes());
    messages.add(new Message.GroupCall(0, List.of("a", "b")));
    messages.add(new Message.GroupCommitted(1, DIGEST));
    messages.add(new Message.GroupRoll(1, List.of(new GroupCommitment("a", DIGEST))));
    messages.add(new Message.GroupOpened(2, opening));
    messages.add(
        new Message.GroupOpenings(
            2, List.of(new GroupOpening("a", opening), new GroupOpening("b", opening))));
    messages.add(
        new Message.Ask(
            16,
            3,
            5,
            "train",
            SiteTask.Train.steps(1),
            Optional.empty(),
            PINS,
            List.of("a"),
            Duration.ofMinutes(1),
            Optional.of(DIGEST)));
    messages.add(new Message.Join(Map.of(), RESOURCES));
    messages.add(new Message.NotJoined(List.of("seed", "workflow")));
    return messages;
  }

  private static final Preprocessing STEPS =
      new Preprocessing(
          Preprocessing.Scope.GLOBAL,
          List.of(
              new Transform.Missing("chol", List.of(0.0, -9.0)),
              new Transform.Impute("chol", 242.5),
              new Transform.OneHot("cp", List.of("a", "b"), true),
              new Transform.Standardise("chol", 242.5, 50),
              new Transform.HashText("note", 64, 3),
              new Transform.ScaleImage("photo", 0.5, 0.25)));

  private static Message ask(SiteTask task, Optional<Digest> model, List<String> session) {
    return new Message.Ask(12, 3, 5, "train", task, model, PINS, session, Duration.ofMinutes(10));
  }

  @Test
  void everyMessage_encodedAndDecoded_encodesToTheSameBytes() {
    for (Message message : messages()) {
      Encoded first = MessageCodec.encode(message);
      Message decoded = MessageCodec.decode(first.header(), first.floats(), first.ints());
      Encoded second = MessageCodec.encode(decoded);
      assertEquals(message.getClass(), decoded.getClass());
      assertArrayEquals(first.header(), second.header(), () -> message.toString());
      assertEquals(first.floats(), second.floats());
      assertEquals(first.ints().size(), second.ints().size());
    }
  }

  @Test
  void everyMessage_itsFieldsAndStructure_areEachByteOnceAndNamed() {
    for (Message message : messages()) {
      Encoded encoded = MessageCodec.encode(message);
      int[] covered = new int[encoded.header().length];
      Set<Integer> vectors = new TreeSet<>();
      Set<String> names = new TreeSet<>();
      for (Field field : encoded.fields()) {
        assertFalse(field.name().contains(FieldList.UNNAMED), () -> "name it in " + message);
        assertTrue(names.add(field.name()), () -> field.name() + " stands twice in " + message);
        long bytes = 0;
        for (Field.Range range : field.ranges()) {
          bytes += range.to() - range.from();
          for (int i = range.from(); i < range.to(); i++) {
            covered[i]++;
          }
        }
        assertEquals(field.vector().isPresent() ? 0 : field.bytes(), bytes, field.name());
        field.vector().ifPresent(vectors::add);
      }
      assertTrue(Arrays.stream(covered).allMatch(times -> times == 1), message::toString);
      int count = encoded.floats().size() + encoded.ints().size();
      assertEquals(
          IntStream.range(0, count).boxed().collect(Collectors.toSet()), vectors, "vectors");
    }
  }

  @Test
  void answer_fields_areNamedByWhatTheyAre() {
    Encoded encoded = MessageCodec.encode(messages().get(3));
    assertEquals(
        "structure format 16"
            + ", ask int64 1, base sha256 1, weight float64 1, parts.loss float64 2"
            + ", parts.rows int64 2, resources.cores int32 1, resources.memoryBytes int64 1"
            + ", resources.load float64 1, resources.examples int64 1"
            + ", resources.stepsPerSecond float64 1, parts.delta float32 3"
            + ", compressed residues of 8 bits 3",
        encoded.fields().stream()
            .map(f -> f.name() + " " + f.kind() + " " + f.values())
            .collect(Collectors.joining(", ")));
  }

  @Test
  void everyMessage_cutAnywhereOrLonger_isMalformed() {
    for (Message message : messages()) {
      Encoded encoded = MessageCodec.encode(message);
      for (int length = 0; length <= encoded.header().length + 1; length++) {
        if (length != encoded.header().length) {
          byte[] other = java.util.Arrays.copyOf(encoded.header(), length);
          assertMalformed(other, encoded);
        }
      }
    }
  }

  @Test
  void everyMessage_vectorsMissingOrOfAnotherLength_isMalformed() {
    for (Message message : messages()) {
      Encoded encoded = MessageCodec.encode(message);
      if (!encoded.floats().isEmpty()) {
        assertMalformed(
            encoded.header(), new Encoded(encoded.header(), List.of(), encoded.ints(), List.of()));
        List<FloatVector> longer =
            encoded.floats().stream().map(v -> FloatVector.zeros(v.length() + 1)).toList();
        assertMalformed(
            encoded.header(), new Encoded(encoded.header(), longer, encoded.ints(), List.of()));
      }
      List<FloatVector> more = new ArrayList<>(encoded.floats());
      more.add(FloatVector.of(1));
      assertMalformed(
          encoded.header(), new Encoded(encoded.header(), more, encoded.ints(), List.of()));
    }
  }

  private static void assertMalformed(byte[] header, Encoded vectors) {
    CloisterException refused =
        assertThrows(
            CloisterException.class,
            () -> MessageCodec.decode(header, vectors.floats(), vectors.ints()));
    assertEquals(ErrorCode.MESSAGE_MALFORMED, refused.code());
  }

  @Test
  void changedBytes_aMillionTimes_areDecodedOrMalformedAndNothingElse() {
    SplittableRandom random = new SplittableRandom(20_261_120);
    List<Encoded> good = messages().stream().map(MessageCodec::encode).toList();
    int malformed = 0;
    for (int i = 0; i < 1_000_000; i++) {
      Encoded encoded = good.get(random.nextInt(good.size()));
      byte[] header = encoded.header().clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        header[random.nextInt(header.length)] = (byte) random.nextInt(256);
      }
      try {
        MessageCodec.decode(header, encoded.floats(), encoded.ints());
      } catch (CloisterException e) {
        assertEquals(ErrorCode.MESSAGE_MALFORMED, e.code());
        malformed++;
      }
    }
    assertTrue(malformed > 300_000, "so few were refused: " + malformed);
  }

  @Test
  void broadcast_preprocessing_comesBackWhole() {
    Encoded sent =
        MessageCodec.encode(new Message.Broadcast(DIGEST, FloatVector.of(1), Parts.none(), STEPS));
    Message back = MessageCodec.decode(sent.header(), sent.floats(), sent.ints());
    assertEquals(STEPS, ((Message.Broadcast) back).preprocessing());
  }

  @Test
  void openingOfAnotherLength_isMalformed() {
    Encoded sent = MessageCodec.encode(new Message.GroupOpened(0, Bytes.of(DIGEST.toBytes())));
    byte[] shorter = Arrays.copyOf(sent.header(), sent.header().length - 1);
    shorter[9] = 31; // the length of the opening, after version, type and attempt
    assertMalformed(shorter, sent);
  }

  @Test
  void header_overItsBound_isTooLarge() {
    Message huge =
        new Message.Computed(1, Map.of("x".repeat(MessageCodec.MAX_HEADER_BYTES), 1.0), RESOURCES);
    CloisterException refused =
        assertThrows(CloisterException.class, () -> MessageCodec.encode(huge));
    assertEquals(ErrorCode.MESSAGE_TOO_LARGE, refused.code());
  }
}

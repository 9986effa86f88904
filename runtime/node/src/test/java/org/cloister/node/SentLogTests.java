package org.cloister.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cloister.engine.Message;
import org.cloister.engine.wire.Field;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.Parts;
import org.cloister.model.Resources;
import org.cloister.model.Vectors;
import org.cloister.spi.DropReason;
import org.cloister.spi.protection.SessionMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is noted of what leaves: all of it, and nothing of what it said. */
@Timeout(60)
class SentLogTests {
  private static final Digest DIGEST = Digest.of("something");
  private static final Resources RESOURCES = new Resources(2, 1 << 30, 0.5, 303, 1e4);

  /** A number that stands in no log by chance. */
  private static final double CANARY = 8675309.125;

  private record Masked(long length, int modulusBits) implements IntVector {
    @Override
    public void read(long offset, long[] target, int targetOffset, int count) {
      for (int i = 0; i < count; i++) {
        target[targetOffset + i] = (offset + i) & 0x1f;
      }
    }
  }

  /** One of each kind that a participant sends; the vectors take more than one frame. */
  private static List<Message> messages() {
    float[] large = new float[40_000];
    large[39_999] = (float) CANARY;
    Parts parts =
        new Parts(
            Map.of("delta", FloatVector.of(large), "rates", FloatVector.of(1, 2)),
            Map.of("loss", List.of(CANARY)),
            Map.of("rows", List.of(8675309L)));
    return List.of(
        new Message.Join(Map.of("seed", DIGEST), RESOURCES),
        new Message.Leave(),
        new Message.Answer(
            7,
            new Contribution(DIGEST, 303, parts),
            Optional.of(Bytes.of(new byte[50_000])),
            RESOURCES),
        new Message.Answer(
            7, new Contribution(DIGEST, 303, Parts.none()), Optional.empty(), RESOURCES),
        new Message.Refused(7, DropReason.FAILED, RESOURCES),
        new Message.SessionStep(
            7,
            new SessionMessage(
                "coordinator", "masked", Bytes.of((byte) 5), Optional.of(new Masked(70_001, 20)))),
        new Message.SessionStep(
            7, new SessionMessage("peer", "keys", Bytes.empty(), Optional.empty())),
        new Message.Computed(7, Map.of("sum", CANARY), RESOURCES),
        new Message.CheckpointAnswer(200, Bytes.of(new byte[90])),
        new Message.GroupCommitted(0, DIGEST),
        new Message.GroupOpened(0, Bytes.of(new byte[32])));
  }

  @Test
  void sent_everyMessageOfParticipants_listsEveryByteThatTheTransportCarried() throws Exception {
    assertEquals(
        Set.of(Message.FromParticipant.class.getPermittedSubclasses()),
        messages().stream().map(Message::getClass).collect(Collectors.toSet()),
        "the test must have every kind");
    for (Message message : messages()) {
      AtomicLong carried = new AtomicLong();
      List<SentField> listed = new ArrayList<>();
      Unsealed.writer()
          .write(
              message,
              frame -> carried.addAndGet(frame.length),
              (whole, fields) -> {
                assertTrue(whole);
                listed.addAll(fields);
              });
      long bytes = listed.stream().mapToLong(SentField::bytes).sum();
      assertEquals(carried.get(), bytes, message.getClass().getSimpleName());
      assertFalse(listed.toString().contains("8675309"), "a value stands in the list");
      for (SentField field : listed) {
        assertEquals(
            field.name().equals(SentField.FRAMING), field.digest().isEmpty(), field.name());
      }
    }
  }

  @Test
  void sent_vector_hasTheDigestThatTheModelItselfWouldHave() throws Exception {
    FloatVector weights = FloatVector.of(new float[40_000]);
    List<SentField> listed = new ArrayList<>();
    Unsealed.writer()
        .write(
            new Message.Answer(
                1,
                new Contribution(DIGEST, 1, Parts.ofTensor("delta", weights)),
                Optional.empty(),
                RESOURCES),
            frame -> {},
            (whole, fields) -> listed.addAll(fields));
    SentField delta = one(listed, "parts.delta");
    assertEquals(Optional.of(Digest.of(weights)), delta.digest());
    assertEquals(160_000, delta.bytes());
    assertEquals(40_000, delta.values());
    assertEquals(
        Optional.of(Digest.of(new byte[] {0, 0, 0, 0, 0, 0, 0, 1})), one(listed, "ask").digest());
    assertTrue(one(listed, Field.STRUCTURE).bytes() > 0);
  }

  private static SentField one(List<SentField> fields, String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void send_logThatFails_keepsTheMessageFromBeingReceived() throws Exception {
    try (MemoryTransport transport = new MemoryTransport()) {
      MemoryTransport.Endpoint from = transport.open("from");
      MemoryTransport.Endpoint to = transport.open("to");
      SentLog full =
          message -> {
            throw new CloisterException(ErrorCode.STORAGE_FULL, "The disk is full.");
          };
      MessageChannel out = Unsealed.channel(from, Vectors.onHeap(), full);
      MessageChannel in = Unsealed.channel(to, Vectors.onHeap(), SentLog.none());
      assertEquals(
          ErrorCode.STORAGE_FULL,
          assertThrows(CloisterException.class, () -> out.send("to", messages().get(0))).code());
      for (int frames = 0; to.queuedBytes() > 0; frames++) {
        assertTrue(in.receive(to.receive()).isEmpty(), "frame " + frames);
      }
    }
  }

  @Test
  void write_brokenOff_listsWhatHadLeft() {
    List<SentField> listed = new ArrayList<>();
    List<Boolean> wholes = new ArrayList<>();
    AtomicLong frames = new AtomicLong();
    assertThrows(
        InterruptedException.class,
        () ->
            Unsealed.writer()
                .write(
                    messages().get(2),
                    frame -> {
                      if (frames.incrementAndGet() > 3) {
                        throw new InterruptedException("for a test");
                      }
                    },
                    (whole, fields) -> {
                      wholes.add(whole);
                      listed.addAll(fields);
                    }));
    assertEquals(List.of(false), wholes);
    assertTrue(one(listed, "parts.delta").bytes() < 160_000, listed::toString);
    assertTrue(listed.stream().noneMatch(f -> f.name().equals("compressed")), listed::toString);
  }

  @Test
  void channel_answerToAnAsk_namesItsRoundAndNode() throws Exception {
    List<SentMessage> sent = new ArrayList<>();
    try (MemoryTransport transport = new MemoryTransport()) {
      MemoryTransport.Endpoint a = transport.open("a");
      MessageChannel channel = Unsealed.channel(a, Vectors.onHeap(), sent::add);
      List<byte[]> ask = new ArrayList<>();
      Unsealed.writer()
          .write(
              new Message.Compute(
                  7,
                  3,
                  3,
                  "bound",
                  org.cloister.model.Settings.none(),
                  Optional.empty(),
                  List.of(),
                  java.time.Duration.ofSeconds(9)),
              ask::add,
              (whole, fields) -> {});
      for (byte[] frame : ask) {
        channel.receive(new Frame("coordinator", frame));
      }
      for (Message message : Stream.of(0, 7).map(messages()::get).toList()) {
        channel.send("coordinator", message);
      }
    }
    assertEquals(OptionalLong.empty(), sent.get(0).ask());
    assertEquals(List.of("Join", "Computed"), sent.stream().map(SentMessage::kind).toList());
    assertEquals(OptionalLong.of(7), sent.get(1).ask());
    assertEquals(3, sent.get(1).round());
    assertEquals("bound", sent.get(1).node());
  }
}

package org.cloister.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cloister.engine.Message;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.Parts;
import org.cloister.model.Preprocessing;
import org.cloister.model.Vectors;
import org.cloister.spi.protection.SessionMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class MessageChannelTests {
  @TempDir Path folder;

  /** A vector that is nowhere: its values follow from their index. */
  private record Made(long length) implements FloatVector {
    @Override
    public void read(long offset, float[] target, int targetOffset, int count) {
      for (int i = 0; i < count; i++) {
        target[targetOffset + i] = (offset + i) % 1_000_003;
      }
    }
  }

  private record MadeInts(long length, int modulusBits) implements IntVector {
    @Override
    public void read(long offset, long[] target, int targetOffset, int count) {
      for (int i = 0; i < count; i++) {
        target[targetOffset + i] =
            ((offset + i) * 0x9e3779b97f4a7c15L) >>> (Long.SIZE - modulusBits);
      }
    }
  }

  private static Message.Broadcast broadcast(long length) {
    FloatVector weights = new Made(length);
    return new Message.Broadcast(
        Digest.of("version"),
        weights,
        Parts.ofTensor("rates", FloatVector.of(1, -0f, 3)),
        Preprocessing.none());
  }

  private static List<byte[]> frames(MessageWriter writer, Message message)
      throws InterruptedException {
    List<byte[]> frames = new ArrayList<>();
    writer.write(message, frames::add, (whole, fields) -> {});
    return frames;
  }

  private static List<Message> received(IncomingPeer peer, List<byte[]> frames) {
    List<Message> messages = new ArrayList<>();
    for (byte[] frame : frames) {
      messages.addAll(Unsealed.taken(peer, frame).stream().map(Incoming::message).toList());
    }
    return messages;
  }

  private static IncomingPeer peer() {
    return Unsealed.peer(Vectors.onHeap(), TransferLimits.standard());
  }

  private static void shuffle(List<byte[]> frames, SplittableRandom random) {
    for (int i = frames.size() - 1; i > 0; i--) {
      frames.set(i, frames.set(random.nextInt(i + 1), frames.get(i)));
    }
  }

  private static ErrorCode refused(IncomingPeer peer, byte[] frame) {
    return assertThrows(CloisterException.class, () -> peer.accept(ByteBuffer.wrap(frame), 0))
        .code();
  }

  @Test
  void write_anyMessage_keepsFramesBounded() throws InterruptedException {
    List<byte[]> frames = frames(Unsealed.writer(), broadcast(1_000_000));
    assertTrue(frames.stream().allMatch(f -> f.length <= MemoryTransport.MAX_FRAME_BYTES));
    Message.Broadcast back =
        assertInstanceOf(Message.Broadcast.class, received(peer(), frames).get(0));
    assertEquals(Digest.of(new Made(1_000_000)), Digest.of(back.weights()));
    assertArrayEquals(new float[] {1, -0f, 3}, back.shared().tensor("rates").toArray());
  }

  @Test
  void write_residuesOfEveryModulus_arriveAsTheyWere() throws InterruptedException {
    for (int bits = 1; bits <= 64; bits++) {
      MadeInts ints = new MadeInts(20_000, bits);
      Message step =
          new Message.SessionStep(
              7, new SessionMessage("site", "masked", Bytes.of((byte) 1), Optional.of(ints)));
      Message.SessionStep back =
          assertInstanceOf(
              Message.SessionStep.class, received(peer(), frames(Unsealed.writer(), step)).get(0));
      IntVector vector = back.message().vector().orElseThrow();
      assertEquals(bits, vector.modulusBits());
      long[] expected = new long[20_000];
      long[] actual = new long[20_000];
      ints.read(0, expected, 0, 20_000);
      vector.read(0, actual, 0, 20_000);
      assertArrayEquals(expected, actual, "modulus bits " + bits);
      vector.read(19_998, actual, 5, 2);
      assertEquals(expected[19_999], actual[6]);
    }
  }

  @Test
  void accept_tenThousandFramesShuffledAndTwice_giveEachMessageOnce() throws InterruptedException {
    long seed = 11;
    MessageWriter writer = Unsealed.writer();
    List<byte[]> all = new ArrayList<>();
    int messages = 0;
    while (all.size() < 10_000) {
      // Three transfers overlap; the first of them has many chunks.
      List<byte[]> window = new ArrayList<>();
      for (Message message :
          List.of(broadcast(300_000), new Message.Commit(messages), new Message.Withdraw(1))) {
        List<byte[]> frames = frames(writer, message);
        window.addAll(frames);
        window.addAll(frames);
        messages++;
      }
      shuffle(window, new SplittableRandom(seed + messages));
      all.addAll(window);
    }
    IncomingPeer peer = peer();
    List<Message> received = received(peer, all);
    assertEquals(messages, received.size(), "seed " + seed);
    Digest weights = Digest.of(new Made(300_000));
    received.stream()
        .filter(Message.Broadcast.class::isInstance)
        .forEach(m -> assertEquals(weights, Digest.of(((Message.Broadcast) m).weights())));
    assertEquals(List.of(), received(peer, all.subList(0, 1000)), "late frames");
  }

  @Test
  void accept_anyByteChanged_isRefusedOrHarmless() throws InterruptedException {
    List<byte[]> good = frames(Unsealed.writer(), broadcast(20));
    Digest weights = Digest.of(new Made(20));
    for (int f = 0; f < good.size(); f++) {
      for (int b = 0; b < good.get(f).length; b++) {
        List<byte[]> bad = new ArrayList<>(good);
        bad.set(f, good.get(f).clone());
        bad.get(f)[b] ^= 0x41;
        IncomingPeer peer = peer();
        try {
          for (Message message : received(peer, bad)) {
            assertEquals(weights, Digest.of(((Message.Broadcast) message).weights()));
          }
        } catch (CloisterException e) {
          assertEquals(ErrorCode.Kind.PEER, e.code().kind());
        }
      }
    }
  }

  @Test
  void accept_malformedFrames_areRefusedAndTheirTransferIsDropped() throws InterruptedException {
    List<byte[]> good = frames(Unsealed.writer(), broadcast(20));
    List<byte[]> bad =
        List.of(
            new byte[0],
            new byte[] {9, 0, 0, 0, 0, 0, 0, 0, 0},
            // A chunk of a stream that was not declared.
            Frames.chunk(0, 99, 0, 4),
            // A chunk behind the end.
            Frames.chunk(0, 1, 1, 4),
            Frames.chunk(0, 1, -1, 80),
            // A chunk that is too short.
            Frames.chunk(0, 1, 0, 76));
    for (int i = 0; i < bad.size(); i++) {
      IncomingPeer peer = peer();
      peer.accept(ByteBuffer.wrap(good.get(0).clone()), 0);
      assertEquals(ErrorCode.MESSAGE_MALFORMED, refused(peer, bad.get(i)), "frame " + i);
      int whole = received(peer, good).size();
      assertEquals(i < 2 ? 1 : 0, whole, "frame " + i);
    }
  }

  @Test
  void accept_wrongDigest_isMalformed() throws InterruptedException {
    List<byte[]> frames = frames(Unsealed.writer(), broadcast(20));
    byte[] last = frames.get(frames.size() - 1);
    last[last.length - 1] ^= 1;
    IncomingPeer peer = peer();
    assertEquals(List.of(), received(peer, frames.subList(0, frames.size() - 1)));
    assertEquals(ErrorCode.MESSAGE_MALFORMED, refused(peer, last));
  }

  @Test
  void accept_residueAboveTheModulus_isMalformed() {
    IncomingPeer peer = peer();
    peer.accept(
        ByteBuffer.wrap(Frames.open(0, List.of(Frames.Shape.header(0), Frames.Shape.ints(1, 10)))),
        0);
    byte[] chunk = Frames.chunk(0, 1, 0, 2);
    chunk[Frames.CHUNK_START + 1] = 4;
    assertEquals(ErrorCode.MESSAGE_MALFORMED, refused(peer, chunk));
  }

  @Test
  void accept_hugeDeclarations_areRefusedBeforeAnythingIsAllocated() {
    Vectors none =
        length -> {
          throw new AssertionError("nothing may be allocated");
        };
    for (Frames.Shape shape :
        List.of(
            Frames.Shape.floats(Long.MAX_VALUE),
            Frames.Shape.floats(-1),
            Frames.Shape.floats(Long.MAX_VALUE >> 4),
            new Frames.Shape(1, 5, 0),
            new Frames.Shape(1, 8, 65),
            Frames.Shape.floats(3L << 30))) {
      IncomingPeer peer = Unsealed.peer(none, TransferLimits.standard());
      byte[] open = Frames.open(0, List.of(Frames.Shape.header(5), shape));
      assertEquals(ErrorCode.Kind.PEER, refused(peer, open).kind(), shape.toString());
    }
    byte[] header = Frames.open(0, List.of(Frames.Shape.header(Integer.MAX_VALUE)));
    assertEquals(
        ErrorCode.MESSAGE_TOO_LARGE,
        refused(Unsealed.peer(none, TransferLimits.standard()), header));
  }

  @Test
  void accept_manyOpenTransfers_forgetsTheOldest() throws InterruptedException {
    TransferLimits limits = new TransferLimits(1000, 10, 1 << 20, 3, 1 << 20);
    IncomingPeer peer = Unsealed.peer(Vectors.onHeap(), limits);
    MessageWriter writer = Unsealed.writer();
    List<List<byte[]>> transfers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      transfers.add(frames(writer, new Message.Commit(i)));
      peer.accept(ByteBuffer.wrap(transfers.get(i).get(0).clone()), 0);
    }
    assertEquals(List.of(), received(peer, transfers.get(0)));
    assertEquals(List.of(), received(peer, transfers.get(1)));
    assertEquals(List.of(), received(peer, transfers.get(3)));
    for (int waits : new int[] {1, 3}) {
      assertTrue(peer.skip());
      assertEquals(new Message.Commit(waits), peer.next().orElseThrow().message());
      assertEquals(Optional.empty(), peer.next());
    }
  }

  @Test
  void accept_tooMuchBeforeItsTurn_isRefused() {
    TransferLimits limits = new TransferLimits(1000, 10, 1L << 30, 3, 1 << 20);
    IncomingPeer peer = Unsealed.peer(Vectors.onHeap(), limits);
    peer.accept(
        ByteBuffer.wrap(
            Frames.open(0, List.of(Frames.Shape.header(0), Frames.Shape.floats(10_000_000)))),
        0);
    CloisterException e =
        assertThrows(
            CloisterException.class,
            () -> {
              for (int chunk = 1; chunk < 100; chunk++) {
                peer.accept(ByteBuffer.wrap(Frames.chunk(0, 1, chunk, 1 << 16)), 0);
              }
            });
    assertEquals(ErrorCode.MESSAGE_TOO_LARGE, e.code());
  }

  @Test
  void accept_hundredThousandHostileFrames_neverHoldsMoreThanTheLimits() {
    long seed = 3;
    SplittableRandom random = new SplittableRandom(seed);
    TransferLimits limits = new TransferLimits(1000, 10, 1 << 20, 4, 1 << 18);
    long[] written = {0};
    Vectors counting =
        length -> {
          assertTrue(length * Float.BYTES <= 3L << 20, "seed " + seed);
          written[0]++;
          return Vectors.onHeap().create(length);
        };
    IncomingPeer peer = Unsealed.peer(counting, limits);
    int refused = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] frame = new byte[random.nextInt(9, 120)];
      random.nextBytes(frame);
      frame[0] = (byte) random.nextInt(0, 5);
      long transfer = random.nextInt(10) == 0 ? random.nextLong() : i / 10 + random.nextInt(8);
      ByteBuffer fields = ByteBuffer.wrap(frame).put(1, new byte[8]).putLong(1, transfer);
      if (frame[0] == Frames.OPEN && random.nextBoolean()) {
        frame =
            Frames.open(
                transfer,
                List.of(
                    Frames.Shape.header(random.nextInt(20)),
                    Frames.Shape.floats(random.nextInt(200_000)),
                    Frames.Shape.ints(random.nextInt(50), random.nextInt(1, 65))));
      } else if (frame[0] == Frames.CHUNK && frame.length > 21) {
        fields.putInt(9, random.nextInt(4)).putLong(13, random.nextInt(3));
      }
      try {
        peer.accept(ByteBuffer.wrap(frame), 0);
      } catch (CloisterException e) {
        assertEquals(ErrorCode.Kind.PEER, e.code().kind(), "seed " + seed);
        refused++;
      }
      assertTrue(peer.earlyBytes() <= limits.maxEarlyBytes(), "seed " + seed);
      assertTrue(peer.declaredBytes() <= limits.maxDeclaredBytes(), "seed " + seed);
      assertTrue(peer.remembered() <= 1100, "seed " + seed);
    }
    assertTrue(refused > 10_000 && refused < 100_000, "was " + refused + ", seed " + seed);
  }

  @Test
  void send_fiftyMegabytesOverAFaultyTransport_arriveAsTheyWere() throws Exception {
    TransportFaults faults = new TransportFaults(1, 0, 0.1, 0.2, Duration.ofMillis(2));
    long length = 50_000_000 / Float.BYTES;
    try (MemoryTransport transport =
            new MemoryTransport(MemoryTransport.DEFAULT_QUEUE_BYTES, faults);
        FileVectors vectors = new FileVectors(folder)) {
      MemoryTransport.Endpoint from = transport.open("from");
      MemoryTransport.Endpoint to = transport.open("to");
      MessageChannel out = Unsealed.channel(from, vectors, SentLog.none());
      MessageChannel in = Unsealed.channel(to, vectors, SentLog.none());
      Thread sender =
          new Thread(
              () -> {
                try {
                  out.send("to", broadcast(length));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      sender.start();
      Optional<Incoming> message = Optional.empty();
      while (message.isEmpty()) {
        message = in.receive(to.receive());
      }
      sender.join();
      Message.Broadcast back = assertInstanceOf(Message.Broadcast.class, message.get().message());
      assertEquals(Digest.of(new Made(length)), Digest.of(back.weights()));
      assertEquals(1, vectors.files());
    }
  }

  @Test
  void receive_twoPeersWithTheSameNumbers_areKeptApart() throws Exception {
    try (MemoryTransport transport = new MemoryTransport()) {
      MemoryTransport.Endpoint a = transport.open("a");
      MessageChannel channel = Unsealed.channel(a, Vectors.onHeap(), SentLog.none());
      List<byte[]> one = frames(Unsealed.writer(), new Message.Commit(1));
      List<byte[]> two = frames(Unsealed.writer(), new Message.Commit(2));
      Map<String, Message> received = new java.util.HashMap<>();
      for (int i = 0; i < one.size(); i++) {
        channel.receive(new Frame("x", one.get(i))).ifPresent(m -> received.put("x", m.message()));
        channel.receive(new Frame("y", two.get(i))).ifPresent(m -> received.put("y", m.message()));
      }
      assertEquals(Map.of("x", new Message.Commit(1), "y", new Message.Commit(2)), received);
    }
  }
}

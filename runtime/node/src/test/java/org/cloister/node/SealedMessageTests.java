package org.cloister.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cloister.engine.Message;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Parts;
import org.cloister.model.Preprocessing;
import org.cloister.model.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes with a message in its last frame, and what is decided by it. */
@Timeout(60)
class SealedMessageTests {
  private static final Bytes STATEMENT = Bytes.of("stated".getBytes(StandardCharsets.UTF_8));

  /** Seals with a digest over everything, as a signature would, and takes no number twice. */
  private static final class Digesting implements MessageSeals {
    final List<Sealed> checked = new ArrayList<>();

    @Override
    public Bytes seal(Sealed message) {
      return Bytes.of(Digest.of(message.toString()).toBytes());
    }

    @Override
    public void check(Sealed message, Bytes seal) {
      CloisterException.require(
          seal.equals(seal(message))
              && checked.stream().allMatch(m -> m.sequence() < message.sequence()),
          ErrorCode.MESSAGE_UNEXPECTED,
          "The seal must be right.");
      checked.add(message);
    }
  }

  private static MessageWriter writer(Statements statements) {
    return new MessageWriter("from", "to", new Digesting(), statements);
  }

  private static IncomingPeer peer(String from, String to, MessageSeals seals) {
    return new IncomingPeer(from, to, Vectors.onHeap(), TransferLimits.standard(), seals);
  }

  private static List<byte[]> frames(MessageWriter writer, Message message) throws Exception {
    List<byte[]> frames = new ArrayList<>();
    writer.write(message, frames::add, (whole, fields) -> {});
    return frames;
  }

  private static List<Incoming> received(IncomingPeer peer, List<byte[]> frames) {
    List<Incoming> messages = new ArrayList<>();
    for (byte[] frame : frames) {
      messages.addAll(Unsealed.taken(peer, frame));
    }
    return messages;
  }

  private static ErrorCode refused(IncomingPeer peer, List<byte[]> frames) {
    return assertThrows(CloisterException.class, () -> received(peer, frames)).code();
  }

  private static Message broadcast() {
    return new Message.Broadcast(
        Digest.of("version"),
        FloatVector.of(new float[20_000]),
        Parts.none(),
        Preprocessing.none());
  }

  @Test
  void write_statement_arrivesWithTheDigestThatItWasMadeFor() throws Exception {
    List<Digest> stated = new ArrayList<>();
    MessageWriter writer =
        writer(
            (to, message, digest) -> {
              assertEquals("to", to);
              stated.add(digest);
              return Optional.of(STATEMENT);
            });
    Digesting seals = new Digesting();
    IncomingPeer peer = peer("from", "to", seals);
    for (int i = 0; i < 3; i++) {
      Incoming came = received(peer, frames(writer, broadcast())).get(0);
      assertEquals("from", came.from());
      assertEquals(stated.get(i), came.digest());
      assertEquals(Optional.of(STATEMENT), came.statement());
    }
    assertEquals(List.of(stated.get(0), stated.get(0), stated.get(0)), stated);
    assertEquals(List.of(0L, 1L, 2L), seals.checked.stream().map(Sealed::sequence).toList());
  }

  @Test
  void digest_otherContentOrOtherShapes_isAnother() throws Exception {
    List<Message> messages =
        List.of(
            new Message.Commit(1),
            new Message.Commit(2),
            new Message.Withdraw(1),
            broadcast(),
            new Message.Broadcast(
                Digest.of("version"),
                FloatVector.of(new float[20_001]),
                Parts.none(),
                Preprocessing.none()));
    List<Digest> digests = new ArrayList<>();
    for (Message message : messages) {
      digests.add(
          received(peer("from", "to", new Digesting()), frames(writer(Statements.none()), message))
              .get(0)
              .digest());
    }
    assertEquals(messages.size(), digests.stream().distinct().count());
    Bytes zeros = Bytes.of(new byte[Frames.DIGEST_BYTES]);
    assertEquals(
        3,
        IntStream.of(0, 16, 17)
            .mapToObj(bits -> new Frames.Shape(4, 4, bits))
            .map(shape -> Frames.digest(List.of(shape), zeros))
            .distinct()
            .count());
  }

  @Test
  void accept_anyBitOfTheLastFrameChanged_isRefusedBeforeItIsRead() throws Exception {
    List<byte[]> good = frames(writer((to, m, digest) -> Optional.of(STATEMENT)), broadcast());
    byte[] last = good.get(good.size() - 1);
    for (int bit = 0; bit < last.length * 8; bit++) {
      List<byte[]> bad = new ArrayList<>(good);
      byte[] changed = last.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      bad.set(bad.size() - 1, changed);
      IncomingPeer peer = peer("from", "to", new Digesting());
      try {
        assertEquals(List.of(), received(peer, bad), "bit " + bit);
      } catch (CloisterException e) {
        assertEquals(ErrorCode.Kind.PEER, e.code().kind(), "bit " + bit);
      }
    }
  }

  @Test
  void accept_lastFrameCutOffAnywhere_isRefused() throws Exception {
    List<byte[]> good = frames(writer((to, m, digest) -> Optional.of(STATEMENT)), broadcast());
    byte[] last = good.get(good.size() - 1);
    for (int length = 0; length < last.length; length++) {
      List<byte[]> bad = new ArrayList<>(good);
      bad.set(bad.size() - 1, java.util.Arrays.copyOf(last, length));
      assertEquals(ErrorCode.MESSAGE_MALFORMED, refused(peer("from", "to", new Digesting()), bad));
    }
  }

  @Test
  void accept_otherSenderOrReceiver_isRefused() throws Exception {
    List<byte[]> good = frames(writer(Statements.none()), new Message.Commit(1));
    assertEquals(1, received(peer("from", "to", new Digesting()), good).size());
    for (IncomingPeer peer :
        List.of(peer("other", "to", new Digesting()), peer("from", "other", new Digesting()))) {
      assertEquals(ErrorCode.MESSAGE_UNEXPECTED, refused(peer, good));
    }
  }

  @Test
  void accept_sameMessageAsAnotherTransfer_isRefused() throws Exception {
    List<byte[]> good = frames(writer(Statements.none()), new Message.Commit(1));
    IncomingPeer peer = peer("from", "to", new Digesting());
    assertEquals(1, received(peer, good).size());
    List<byte[]> again = new ArrayList<>();
    for (byte[] frame : good) {
      again.add(ByteBuffer.wrap(frame.clone()).putLong(1, 77).array());
    }
    assertEquals(ErrorCode.MESSAGE_UNEXPECTED, refused(peer, again));
  }

  @Test
  void write_manyThreads_sealInTheOrderOfTheWire() throws Exception {
    MessageWriter writer = writer(Statements.none());
    List<byte[]> frames = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 200; i++) {
                    writer.write(new Message.Commit(i), frames::add, (whole, fields) -> {});
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(1600, received(peer("from", "to", new Digesting()), frames).size());
  }

  @Test
  void write_sealOrStatementTooLarge_isNotSent() {
    MessageSeals large =
        new MessageSeals() {
          @Override
          public Bytes seal(Sealed message) {
            return Bytes.of(new byte[MAX_SEAL_BYTES + 1]);
          }

          @Override
          public void check(Sealed message, Bytes seal) {}
        };
    List<byte[]> frames = new ArrayList<>();
    for (MessageWriter writer :
        List.of(
            new MessageWriter("from", "to", large, Statements.none()),
            writer((to, m, d) -> Optional.of(Bytes.empty())),
            writer((to, m, d) -> Optional.of(Bytes.of(new byte[(16 << 10) + 1]))))) {
      assertEquals(
          ErrorCode.MESSAGE_TOO_LARGE,
          assertThrows(
                  CloisterException.class,
                  () -> writer.write(new Message.End(), frames::add, (whole, fields) -> {}))
              .code());
    }
    assertTrue(frames.stream().noneMatch(frame -> frame[0] == Frames.END));
  }

  @Test
  void write_sealAndStatement_areListedAsWhatLeft() throws Exception {
    List<SentField> listed = new ArrayList<>();
    long[] carried = {0};
    writer((to, m, d) -> Optional.of(STATEMENT))
        .write(
            broadcast(),
            frame -> carried[0] += frame.length,
            (whole, fields) -> listed.addAll(fields));
    assertEquals(carried[0], listed.stream().mapToLong(SentField::bytes).sum());
    SentField statement =
        listed.stream().filter(f -> f.name().equals(SentField.STATEMENT)).findFirst().orElseThrow();
    assertEquals(Optional.of(Digest.of(STATEMENT.toArray())), statement.digest());
    assertEquals(
        32,
        listed.stream()
            .filter(f -> f.name().equals(SentField.SEAL))
            .findFirst()
            .orElseThrow()
            .bytes());
  }
}

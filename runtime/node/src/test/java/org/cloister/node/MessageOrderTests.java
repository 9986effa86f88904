package org.cloister.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.cloister.engine.Message;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Parts;
import org.cloister.model.Preprocessing;
import org.cloister.model.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages of one link that overtake each other, come twice, or never. */
@Timeout(60)
class MessageOrderTests {
  private static final long PATIENCE = MessageChannel.GAP_PATIENCE.toNanos();

  private final MessageWriter writer = Unsealed.writer();

  private List<byte[]> frames(Message message) throws InterruptedException {
    List<byte[]> frames = new ArrayList<>();
    writer.write(message, frames::add, (whole, fields) -> {});
    return frames;
  }

  private static Message commit(long number) {
    return new Message.Commit(number);
  }

  private static List<Message> commits(int from, int to) {
    return IntStream.range(from, to).mapToObj(MessageOrderTests::commit).toList();
  }

  private static List<Message> taken(IncomingPeer peer, List<byte[]> frames) {
    return frames.stream()
        .flatMap(frame -> Unsealed.taken(peer, frame).stream())
        .map(Incoming::message)
        .toList();
  }

  private static IncomingPeer peer(TransferLimits limits) {
    return Unsealed.peer(Vectors.onHeap(), limits);
  }

  @Test
  void accept_messagesOvertakeEachOther_comeAsTheyWereSent() throws InterruptedException {
    for (long seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      MessageWriter fresh = Unsealed.writer();
      List<byte[]> all = new ArrayList<>();
      List<Message> sent = commits(0, 20);
      for (Message message : sent) {
        fresh.write(message, all::add, (whole, fields) -> {});
      }
      all.addAll(List.copyOf(all));
      for (int i = all.size() - 1; i > 0; i--) {
        all.set(i, all.set(random.nextInt(i + 1), all.get(i)));
      }
      assertEquals(sent, taken(peer(TransferLimits.standard()), all), "seed " + seed);
    }
  }

  @Test
  void accept_smallMessageBehindALargeOne_waitsForIt() throws InterruptedException {
    Message large =
        new Message.Broadcast(
            Digest.of("v"), FloatVector.of(new float[100_000]), Parts.none(), Preprocessing.none());
    List<byte[]> first = frames(large);
    List<byte[]> second = frames(commit(1));
    IncomingPeer peer = peer(TransferLimits.standard());
    byte[] last = first.remove(1);
    assertEquals(List.of(), taken(peer, first));
    assertEquals(List.of(), taken(peer, second));
    assertTrue(peer.holds());
    List<Message> both = taken(peer, List.of(last));
    assertEquals(
        List.of("Broadcast", "Commit"),
        both.stream().map(message -> message.getClass().getSimpleName()).toList());
    assertFalse(peer.holds());
  }

  @Test
  void accept_tenThousandMessagesAheadOfALostOne_holdsNoMoreThanTheLimits()
      throws InterruptedException {
    TransferLimits limits = new TransferLimits(1000, 10, 1 << 20, 32, 1 << 20);
    IncomingPeer peer = peer(limits);
    frames(commit(-1)); // never arrives
    List<Message> came = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      List<byte[]> frames = frames(commit(i));
      came.addAll(taken(peer, frames));
      came.addAll(taken(peer, frames));
      assertTrue(i - came.size() < limits.maxOpen(), "message " + i);
      assertTrue(peer.remembered() <= 1100, "message " + i);
    }
    assertEquals(commits(0, 10_000), came);
  }

  @Test
  void accept_everySecondMessageLost_givesTheOthersInOrder() throws InterruptedException {
    IncomingPeer peer = peer(new TransferLimits(1000, 10, 1 << 20, 8, 1 << 20));
    List<Message> came = new ArrayList<>();
    List<Message> sent = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      List<byte[]> frames = frames(commit(i));
      if (i % 2 == 1) {
        sent.add(commit(i));
        came.addAll(taken(peer, frames));
        assertTrue(sent.size() - came.size() <= 8);
      } else {
        peer.accept(ByteBuffer.wrap(frames.get(0)), 0); // and the rest of it is lost
      }
    }
    while (peer.skip()) {
      peer.next().map(Incoming::message).ifPresent(came::add);
    }
    assertEquals(sent, came);
  }

  /** A channel in a time of its own, and what comes out of it. */
  private static final class Late implements AutoCloseable {
    final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // the clock's range may wrap
    final MemoryTransport transport = new MemoryTransport();
    final MessageChannel channel =
        new MessageChannel(
            transport.open("to"),
            Vectors.onHeap(),
            TransferLimits.standard(),
            SentLog.none(),
            MessageSeals.none(),
            Statements.none(),
            now::get);
    final List<Message> came = new ArrayList<>();

    void take(List<byte[]> frames) {
      for (byte[] frame : frames) {
        channel.receive(new Frame("from", frame.clone())).ifPresent(one -> came.add(one.message()));
        drain();
      }
    }

    void pass(long nanos) {
      now.addAndGet(nanos);
      channel.overdue().forEach(from -> assertEquals("from", from));
      drain();
    }

    private void drain() {
      for (Optional<Incoming> next = channel.next("from");
          next.isPresent();
          next = channel.next("from")) {
        came.add(next.get().message());
      }
    }

    @Override
    public void close() {
      channel.close();
      transport.close();
    }
  }

  @Test
  void overdue_quietLinkWithAGap_goesOnWithoutAndRefusesWhatComesTooLate()
      throws InterruptedException {
    try (Late link = new Late()) {
      List<byte[]> lost = frames(commit(0));
      assertEquals(Optional.empty(), link.channel.patience());
      link.take(frames(commit(1)));
      assertEquals(Optional.of(MessageChannel.GAP_PATIENCE), link.channel.patience());
      link.pass(PATIENCE - 1);
      assertEquals(List.of(), link.came);
      assertEquals(Optional.of(Duration.ofNanos(1)), link.channel.patience());
      link.pass(1);
      assertEquals(commits(1, 2), link.came);
      assertEquals(Optional.empty(), link.channel.patience());
      CloisterException late = assertThrows(CloisterException.class, () -> link.take(lost));
      assertEquals(ErrorCode.MESSAGE_NOT_AUTHENTIC, late.code());
      link.take(frames(commit(2)));
      assertEquals(commits(1, 3), link.came);
    }
  }

  @Test
  void overdue_whileTheEarlierOneComes_waitsForAsLongAsThat() throws InterruptedException {
    try (Late link = new Late()) {
      List<byte[]> slow =
          frames(
              new Message.Broadcast(
                  Digest.of("v"),
                  FloatVector.of(new float[200_000]),
                  Parts.none(),
                  Preprocessing.none()));
      link.take(frames(commit(1)));
      for (byte[] frame : slow) {
        link.pass(PATIENCE - 1);
        assertEquals(List.of(), link.came);
        link.take(List.of(frame));
      }
      assertEquals(2, link.came.size());
      assertEquals(commit(1), link.came.get(1));
    }
  }

  @Test
  void overdue_whileLaterOnesCome_isNotPutOff() throws InterruptedException {
    try (Late link = new Late()) {
      frames(commit(0)); // never arrives
      for (int i = 1; i <= 10; i++) {
        link.take(frames(commit(i)));
        link.pass(PATIENCE / 10);
      }
      assertEquals(commits(1, 11), link.came);
    }
  }

  /** Each gap has a patience of its own. */
  @Test
  void overdue_secondGapBehindALostMessage_isWaitedForAsWell() throws InterruptedException {
    try (Late link = new Late()) {
      frames(commit(0)); // never arrives
      link.take(frames(commit(1)));
      link.pass(PATIENCE - 1);
      List<byte[]> late = frames(commit(2));
      link.take(frames(commit(3)));
      link.pass(1);
      assertEquals(commits(1, 2), link.came);
      link.take(late);
      assertEquals(commits(1, 4), link.came);
    }
  }

  @Test
  void overdue_whileTheSameComesAgain_isNotPutOff() throws InterruptedException {
    try (Late link = new Late()) {
      List<byte[]> first = frames(commit(0));
      List<byte[]> second = frames(commit(1));
      link.take(first.subList(0, 1));
      link.take(second);
      for (int i = 0; i < 10_000; i++) {
        link.pass(PATIENCE / 10_000);
        link.take(first.subList(0, 1));
        link.take(second);
      }
      assertEquals(commits(1, 2), link.came);
    }
  }
}

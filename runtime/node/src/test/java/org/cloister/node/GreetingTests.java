package org.cloister.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.cloister.engine.Message;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said before the first message: until it is answered, and no longer. */
@Timeout(60)
class GreetingTests {
  private static final Bytes ASK = Bytes.of((byte) 1);
  private static final Bytes ANSWER = Bytes.of((byte) 2);

  /** Seals only for who answered a greeting. */
  private static final class Greeted implements MessageSeals {
    private final Map<String, Boolean> answered = new HashMap<>();
    int asked;

    @Override
    public synchronized Optional<Bytes> greeting(String to) {
      return answered.getOrDefault(to, false) ? Optional.empty() : Optional.of(ASK);
    }

    @Override
    public synchronized Optional<Bytes> greeted(String from, Bytes greeting) {
      if (greeting.equals(ASK)) {
        asked++;
        return Optional.of(ANSWER);
      }
      CloisterException.require(
          greeting.equals(ANSWER), ErrorCode.MESSAGE_UNEXPECTED, "It must be an answer.");
      answered.put(from, true);
      return Optional.empty();
    }

    @Override
    public synchronized Bytes seal(Sealed message) {
      assertTrue(answered.getOrDefault(message.to(), false), "sealed before the answer");
      return Bytes.empty();
    }

    @Override
    public void check(Sealed message, Bytes seal) {}
  }

  private static MessageChannel channel(
      MemoryTransport.Endpoint endpoint, MessageSeals seals, SentLog sent) {
    return new MessageChannel(
        endpoint, Vectors.onHeap(), TransferLimits.standard(), sent, seals, Statements.none());
  }

  /** Receives until it is closed; what came is in the list. */
  private static Thread receiving(
      MemoryTransport.Endpoint endpoint, MessageChannel channel, List<Message> came) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  channel.receive(endpoint.receive()).map(Incoming::message).ifPresent(came::add);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    return thread;
  }

  private static List<Message> list() {
    return java.util.Collections.synchronizedList(new ArrayList<>());
  }

  @Test
  void send_firstMessage_goesAfterTheAnswerAndBothAreListed() throws Exception {
    List<SentMessage> sent = new ArrayList<>();
    List<Message> came = list();
    try (MemoryTransport transport = new MemoryTransport()) {
      MemoryTransport.Endpoint a = transport.open("a");
      MemoryTransport.Endpoint b = transport.open("b");
      MessageChannel from = channel(a, new Greeted(), sent::add);
      Thread answers = receiving(a, from, list());
      Thread receiver = receiving(b, channel(b, new Greeted(), SentLog.none()), came);
      from.send("b", new Message.Commit(1));
      from.send("b", new Message.Commit(2));
      Waiting.until(() -> came.size() == 2);
      assertEquals(List.of(new Message.Commit(1), new Message.Commit(2)), came);
      assertEquals(
          List.of("Greeting", "Commit", "Commit"), sent.stream().map(SentMessage::kind).toList());
      assertEquals(Frames.GREET_BYTES + ASK.length(), sent.get(0).bytes());
      a.close();
      b.close();
      answers.join();
      receiver.join();
    }
  }

  @Test
  void send_lossyTransport_greetsUntilItIsAnswered() throws Exception {
    List<Message> came = list();
    // Greetings are offered past the faults; what is lost here is their answer, by nobody
    // listening.
    try (MemoryTransport transport = new MemoryTransport()) {
      MemoryTransport.Endpoint a = transport.open("a");
      MessageChannel from = channel(a, new Greeted(), SentLog.none());
      Thread answers = receiving(a, from, list());
      Thread sender =
          new Thread(
              () -> {
                try {
                  from.send("b", new Message.Commit(1));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      sender.start();
      Waiting.until(() -> sender.getState() == Thread.State.TIMED_WAITING);
      MemoryTransport.Endpoint b = transport.open("b");
      Greeted seals = new Greeted();
      Thread receiver = receiving(b, channel(b, seals, SentLog.none()), came);
      sender.join();
      Waiting.until(() -> came.size() == 1);
      assertTrue(seals.asked >= 1);
      a.close();
      b.close();
      answers.join();
      receiver.join();
    }
  }

  @Test
  void ready_peerThatDoesNotAnswer_isWaitedForOnce() throws Exception {
    List<String> offered = new ArrayList<>();
    Greetings greetings =
        new Greetings(new Greeted(), (to, greeting) -> offered.add(to), Duration.ofMillis(300));
    long start = System.nanoTime();
    assertFalse(greetings.ready("b"));
    assertTrue(System.nanoTime() - start >= Duration.ofMillis(290).toNanos());
    assertTrue(offered.size() >= 2, offered::toString);
    int before = offered.size();
    start = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      assertFalse(greetings.ready("b"));
    }
    assertTrue(System.nanoTime() - start < Duration.ofMillis(290).toNanos());
    assertEquals(before + 5, offered.size(), "it may be there again: each message greets it");
    greetings.heard(
        "b", java.nio.ByteBuffer.wrap(Frames.greet(0, ANSWER)).position(1), transfer -> {});
    assertTrue(greetings.ready("b"));
  }

  @Test
  void ready_manyWaiting_allGoOnWithTheAnswer() throws Exception {
    CountDownLatch offered = new CountDownLatch(8);
    Greetings greetings =
        new Greetings(new Greeted(), (to, greeting) -> offered.countDown(), Duration.ofSeconds(30));
    List<Boolean> ready = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  ready.add(greetings.ready("b"));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.start();
      threads.add(thread);
    }
    offered.await();
    greetings.heard(
        "b", java.nio.ByteBuffer.wrap(Frames.greet(0, ANSWER)).position(1), transfer -> {});
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(java.util.Collections.nCopies(8, true), ready);
  }

  @Test
  void send_partyThatBeganAnew_usesTransfersThatAreNewToItsPeer() throws Exception {
    List<Message> came = list();
    try (MemoryTransport transport = new MemoryTransport()) {
      MemoryTransport.Endpoint b = transport.open("b");
      Thread receiver = receiving(b, channel(b, new Greeted(), SentLog.none()), came);
      for (int life = 0; life < 3; life++) {
        MemoryTransport.Endpoint a = transport.open("a");
        MessageChannel from = channel(a, new Greeted(), SentLog.none());
        Thread answers = receiving(a, from, list());
        for (int i = 0; i < 5; i++) {
          from.send("b", new Message.Commit(10 * life + i));
        }
        int expected = 5 * (life + 1);
        Waiting.until(() -> came.size() == expected);
        a.close();
        answers.join();
      }
      assertEquals(15, came.stream().distinct().count());
      b.close();
      receiver.join();
    }
  }

  @Test
  void receive_greetingsThatAreNone_areRefused() {
    try (MemoryTransport transport = new MemoryTransport()) {
      MessageChannel channel = channel(transport.open("a"), new Greeted(), SentLog.none());
      Bytes large = Bytes.of(new byte[MessageSeals.MAX_GREETING_BYTES + 1]);
      for (byte[] frame :
          List.of(
              new byte[] {Frames.GREET},
              new byte[] {Frames.GREET, 0, 0, 0},
              Frames.greet(0, large),
              Frames.greet(-1, ASK),
              Frames.greet(Long.MAX_VALUE, ASK),
              Frames.greet(0, Bytes.of((byte) 9)))) {
        assertEquals(
            ErrorCode.Kind.PEER,
            assertThrows(CloisterException.class, () -> channel.receive(new Frame("b", frame)))
                .code()
                .kind());
      }
    }
  }
}

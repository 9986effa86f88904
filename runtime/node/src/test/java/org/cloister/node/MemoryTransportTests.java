package org.cloister.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryTransportTests {

  private static List<Integer> exchanged(TransportFaults faults, int frames)
      throws InterruptedException {
    List<Integer> arrived = new ArrayList<>();
    try (MemoryTransport transport =
        new MemoryTransport(MemoryTransport.DEFAULT_QUEUE_BYTES, faults)) {
      MemoryTransport.Endpoint a = transport.open("a");
      MemoryTransport.Endpoint b = transport.open("b");
      for (int i = 0; i < frames; i++) {
        a.send("b", ByteBuffer.allocate(4).putInt(i).array());
      }
      while (b.queuedBytes() > 0) {
        arrived.add(ByteBuffer.wrap(b.receive().bytes()).getInt());
      }
    }
    return arrived;
  }

  @Test
  void send_senderChangesItsArray_receiverSeesWhatWasSent() throws InterruptedException {
    try (MemoryTransport transport = new MemoryTransport()) {
      MemoryTransport.Endpoint a = transport.open("a");
      MemoryTransport.Endpoint b = transport.open("b");
      byte[] frame = {1, 2, 3};
      a.send("b", frame);
      frame[0] = 9;
      Frame received = b.receive();
      assertEquals("a", received.from());
      assertArrayEquals(new byte[] {1, 2, 3}, received.bytes());
    }
  }

  @Test
  void send_tooLargeOrToNobody_isRefusedOrLost() throws InterruptedException {
    try (MemoryTransport transport = new MemoryTransport()) {
      MemoryTransport.Endpoint a = transport.open("a");
      a.send("nobody", new byte[1]);
      CloisterException e =
          assertThrows(CloisterException.class, () -> a.send("a", new byte[(1 << 20) + 1]));
      assertEquals(ErrorCode.MESSAGE_TOO_LARGE, e.code());
      assertThrows(CloisterException.class, () -> transport.open("a"));
    }
  }

  @Test
  void send_fullQueue_waitsForTheReceiver() throws InterruptedException {
    try (MemoryTransport transport = new MemoryTransport(3L << 20, TransportFaults.none())) {
      MemoryTransport.Endpoint a = transport.open("a");
      MemoryTransport.Endpoint b = transport.open("b");
      Thread sender =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 20; i++) {
                    a.send("b", new byte[1 << 20]);
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      sender.start();
      Waiting.until(() -> sender.getState() == Thread.State.WAITING);
      assertTrue(b.queuedBytes() <= 3L << 20);
      for (int i = 0; i < 20; i++) {
        b.receive();
        assertTrue(b.queuedBytes() <= 3L << 20);
      }
      sender.join();
      assertEquals(0, b.queuedBytes());
    }
  }

  @Test
  void send_toAnEndpointThatCloses_doesNotWaitForever() throws InterruptedException {
    try (MemoryTransport transport = new MemoryTransport(2L << 20, TransportFaults.none())) {
      MemoryTransport.Endpoint a = transport.open("a");
      MemoryTransport.Endpoint b = transport.open("b");
      a.send("b", new byte[1 << 20]);
      Thread sender =
          new Thread(
              () -> {
                try {
                  a.send("b", new byte[1 << 20]);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      sender.start();
      Waiting.until(() -> sender.getState() == Thread.State.WAITING);
      b.close();
      sender.join();
      assertThrows(InterruptedException.class, b::receive);
    }
  }

  @Test
  void faults_sameSeed_hitTheSameFrames() throws InterruptedException {
    TransportFaults faults = new TransportFaults(5, 0.1, 0.1, 0, Duration.ZERO);
    List<Integer> once = exchanged(faults, 1000);
    assertEquals(once, exchanged(faults, 1000));
    int distinct = new HashSet<>(once).size();
    // 100 expected of 1000, standard deviation 9.5: wider than 6 of them either way.
    assertEquals(900, distinct, 60, "dropped");
    assertEquals(90, once.size() - distinct, 60, "twice");
  }

  @Test
  void faults_delay_letsOthersOvertakeAndLosesNothing() throws InterruptedException {
    List<Integer> arrived =
        exchanged(new TransportFaults(5, 0, 0, 0.2, Duration.ofMillis(20)), 1000);
    assertEquals(1000, new HashSet<>(arrived).size());
    assertTrue(!arrived.equals(arrived.stream().sorted().toList()));
  }

  @Test
  void receive_nothingComes_waitsAsLongAsItWasTold() throws InterruptedException {
    try (MemoryTransport transport = new MemoryTransport()) {
      MemoryTransport.Endpoint to = transport.open("to");
      long start = System.nanoTime();
      assertEquals(Optional.empty(), to.receive(Duration.ofMillis(50)));
      assertTrue(System.nanoTime() - start >= Duration.ofMillis(50).toNanos());
      transport.open("from").send("to", new byte[] {1, 2});
      assertEquals(2, to.receive(Duration.ZERO).orElseThrow().bytes().length);
      assertEquals(Optional.empty(), to.receive(Duration.ZERO));
      assertEquals(0, to.queuedBytes());
      to.close();
      assertThrows(InterruptedException.class, () -> to.receive(Duration.ofSeconds(30)));
    }
  }
}

package org.cloister.verifier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Checks the signatures of entries (DSSE PAE over the body), on all cores beside the reading. */
final class Signatures implements AutoCloseable {
  private static final String PAYLOAD_TYPE = "application/vnd.cloister.ledger-body+json";
  private static final int BATCH = 64;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** What may be read ahead of the signatures, in batches: bounds the memory. */
  private static final int AHEAD = 8 * CORES;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Pending(long seq, Ed25519 key, byte[] message, byte[] signature) {
    @Nullable Finding check() {
      return key.verifies(message, signature)
          ? null
          : new Finding(
              Code.SIGNATURE_INVALID, "entry " + seq, "the signature does not hold over the body");
    }
  }

  private final Keys keys;
  private final Findings findings;
  private final ExecutorService threads = Executors.newFixedThreadPool(CORES, Signatures::thread);
  private final Deque<Future<List<Finding>>> running = new ArrayDeque<>();
  private List<Pending> pending = new ArrayList<>();
  private long checked;

  Signatures(Keys keys, Findings findings) {
    this.keys = keys;
    this.findings = findings;
  }

  long checked() {
    return checked;
  }

  /** Takes in an entry's signature; whether it holds comes out of {@link #finish()} at latest. */
  void entry(Entry entry) throws Refused {
    Entry.Sig sig = entry.sig();
    if (sig == null) {
      throw new Refused(Code.SIGNATURE_MISSING, "an entry must be signed");
    }
    Keys.Named named = keys.validAt(sig.key(), entry.seq());
    if (!Signers.may(named.party(), entry, keys.coordinator())) {
      throw new Refused(Code.KEY_NOT_VALID, "it is signed by the key of another party");
    }
    byte[] signature = StrictText.base64(sig.value(), Code.SIGNATURE_INVALID);
    pending.add(new Pending(entry.seq(), named.key(), pae(entry.bodyBytes()), signature));
    if (pending.size() == BATCH) {
      submit();
      if (running.size() > AHEAD) {
        take();
      }
    }
  }

  /** Waits for all. */
  void finish() {
    submit();
    while (!running.isEmpty()) {
      take();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void submit() {
    List<Pending> batch = pending;
    pending = new ArrayList<>();
    checked += batch.size();
    running.add(
        threads.submit(() -> batch.stream().map(Pending::check).filter(Objects::nonNull).toList()));
  }

  /** In the order of the log, so that a report does not depend on the threads. */
  private void take() {
    try {
      running.remove().get().forEach(findings::add);
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("signatures could not be checked", e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "signatures");
    thread.setDaemon(true);
    return thread;
  }

  static byte[] pae(byte[] body) {
    String head = "DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + body.length + " ";
    byte[] start = head.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }
}

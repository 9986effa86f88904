package org.cloister.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/** Parties with links to each other, and what these refused. */
final class LinkParties {
  static final Digest MESSAGE = Digest.of("message");
  static final Optional<Digest> STATEMENT = Optional.of(Digest.of("statement"));

  private final Sample sample = Sample.of("a", "b");
  private final List<RefusalReason> refused = new ArrayList<>();

  Sample sample() {
    return sample;
  }

  /** Why messages were refused, in order. */
  List<RefusalReason> refused() {
    return refused;
  }

  Links links(Sample of, String name, String job) {
    return new Links(of.party(name, job), Sample.RANDOM, (from, reason) -> refused.add(reason));
  }

  Links links(String name) {
    return links(sample, name, "job");
  }

  /** Lets two parties greet each other until nobody says anything. */
  static void greet(String fromName, Links from, String toName, Links to) {
    Optional<Bytes> said = from.greeting(toName);
    boolean forward = true;
    for (int i = 0; said.isPresent(); i++) {
      assertTrue(i < 6, "they must come to an end");
      said = forward ? to.greeted(fromName, said.get()) : from.greeted(toName, said.get());
      forward = !forward;
    }
  }

  /** Refused for this reason, and the sender learns nothing of it. */
  void assertRefused(RefusalReason why, Runnable checking) {
    refused.clear();
    CloisterException e = assertThrows(CloisterException.class, checking::run);
    assertEquals(ErrorCode.MESSAGE_NOT_AUTHENTIC, e.code());
    assertEquals(
        "A message must be signed by its sender for this receiver and come once, and is refused.",
        e.getMessage());
    assertEquals(List.of(why), refused);
  }
}

package org.cloister.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.model.Digest;

/** The digest of a message, which its sender signs and states, computed again by its encoding. */
public final class MessageDigests {
  private MessageDigests() {}

  /** The digest of {@code message}; reads all its vectors. */
  public static Digest of(Message message) {
    List<Digest> seen = new ArrayList<>();
    MessageWriter writer =
        new MessageWriter(
            "",
            "",
            MessageSeals.none(),
            (to, said, digest) -> {
              seen.add(digest);
              return Optional.empty();
            });
    try {
      writer.write(message, frame -> {}, (whole, fields) -> {});
    } catch (InterruptedException e) {
      throw new IllegalStateException("nothing waits here", e);
    }
    return seen.get(0);
  }
}

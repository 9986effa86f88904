package org.cloister.ledger.entry;

import java.util.Optional;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Digest;

/**
 * The digests of the messages by which the parties of a round made sure that they speak of the
 * same; which of them there are depends on the route.
 *
 * @param echo what all sites compared at the start
 * @param keyMessages the keys that all of them advertised
 * @param survivors the set that all of them agreed to reveal for
 */
public record ProtocolMessages(
    Optional<Digest> echo, Optional<Digest> keyMessages, Optional<Digest> survivors) {

  /** No protocol. */
  public static ProtocolMessages none() {
    return new ProtocolMessages(Optional.empty(), Optional.empty(), Optional.empty());
  }

  static ProtocolMessages read(Members in) {
    return new ProtocolMessages(
        in.optionalDigest("echo"),
        in.optionalDigest("key_messages"),
        in.optionalDigest("survivors"));
  }

  ObjectBuilder into(ObjectBuilder out) {
    return out.putDigest("echo", echo)
        .putDigest("key_messages", keyMessages)
        .putDigest("survivors", survivors);
  }
}

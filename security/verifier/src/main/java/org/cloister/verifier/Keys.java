package org.cloister.verifier;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The participants' keys as the log itself names them, in {@code genesis} and {@code key} entries:
 * whether a key is valid is a matter of its place in the log, never of a time.
 */
final class Keys {
  private static final int MAX_KEYS = 100_000;

  /** A key, its owner, and the last entry that it may sign. */
  static final class Named {
    private final String participant;
    private final Ed25519 key;
    private long lastValid = Long.MAX_VALUE;
    private long lastUsed = -1;

    Named(String participant, Ed25519 key) {
      this.participant = participant;
      this.key = key;
    }

    String participant() {
      return participant;
    }

    Ed25519 key() {
      return key;
    }
  }

  private final Map<String, Named> byName = new HashMap<>();

  int count() {
    return byName.size();
  }

  /** Reads the optional {@code keys} of the genesis entry. */
  void genesis(Value.Obj body) throws Refused {
    if (body.has("keys")) {
      for (Value value : body.list("keys")) {
        if (!(value instanceof Value.Obj key)) {
          throw Entry.invalid("\"keys\" must be an array of objects");
        }
        add(key);
      }
    }
  }

  /** Takes in a {@code key} entry, whose own signature was checked before. */
  void change(Value.Obj body) throws Refused {
    switch (body.text("action")) {
      case "add" -> add(body);
      case "retire", "revoke" -> end(body);
      default -> throw Entry.invalid("\"action\" of a key must be add, retire or revoke");
    }
  }

  /** The key, where it may sign entry {@code seq}. */
  Named validAt(String name, long seq) throws Refused {
    Named named = byName.get(name);
    if (named == null) {
      throw new Refused(Code.KEY_NOT_VALID, "it is signed by a key that the log does not name");
    }
    if (seq > named.lastValid) {
      throw new Refused(Code.KEY_NOT_VALID, "its key was valid up to entry " + named.lastValid);
    }
    named.lastUsed = Math.max(named.lastUsed, seq);
    return named;
  }

  private void add(Value.Obj body) throws Refused {
    String name = Entry.name(body, "key");
    String participant = Entry.name(body, "participant");
    byte[] raw = StrictText.base64(body.text("public"), Code.ENTRY_INVALID);
    Named named = new Named(participant, Ed25519.of(raw, Code.ENTRY_INVALID));
    if (byName.size() == MAX_KEYS) {
      throw Entry.invalid("a log must name at most " + MAX_KEYS + " keys");
    }
    if (byName.putIfAbsent(name, named) != null) {
      throw new Refused(Code.REFERENCE_BROKEN, "the name of the key stands for another one");
    }
  }

  private void end(Value.Obj body) throws Refused {
    @Nullable Named named = byName.get(body.text("key"));
    if (named == null) {
      throw new Refused(Code.REFERENCE_BROKEN, "the key that ends was never named");
    }
    named.lastValid = Math.min(named.lastValid, body.count("last_valid_seq"));
    if (named.lastUsed > named.lastValid) {
      throw new Refused(
          Code.KEY_NOT_VALID,
          "the key ends with entry " + named.lastValid + ", but signed entry " + named.lastUsed);
    }
  }
}

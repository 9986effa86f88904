package org.cloister.verifier;

import java.util.HashMap;
import java.util.Map;

/**
 * The participants' keys as the log itself names them, in {@code genesis} and {@code key} entries:
 * whether a key is valid is a matter of its place in the log, never of a time.
 */
final class Keys {
  private static final int MAX_KEYS = 100_000;

  /** A key, its party, and the last entry that it may sign. */
  static final class Named {
    private final String party;
    private final Ed25519 key;
    private long lastValid = Long.MAX_VALUE;
    private long lastUsed = -1;

    Named(String party, Ed25519 key) {
      this.party = party;
      this.key = key;
    }

    String party() {
      return party;
    }

    Ed25519 key() {
      return key;
    }
  }

  /** By role and name. */
  private final Map<String, Named> byName = new HashMap<>();

  private String coordinator = "";

  int count() {
    return byName.size();
  }

  /** The party that coordinates, as the genesis says. */
  String coordinator() {
    return coordinator;
  }

  /** Reads what the genesis entry says of keys. */
  void genesis(Value.Obj body) throws Refused {
    coordinator = body.text("coordinator");
    for (Value key : body.list("keys")) {
      add((Value.Obj) key);
    }
  }

  /** Takes in a {@code key} entry, whose own signature was checked before. */
  void change(Value.Obj body) throws Refused {
    boolean ends = !body.text("action").equals("add");
    if (ends != body.has("last_valid_seq")) {
      throw Entry.invalid("\"last_valid_seq\" must be there unless the key is added");
    }
    if (ends) {
      end(body);
    } else {
      add(body);
    }
  }

  /** The key, where it may sign entry {@code seq}. */
  Named validAt(String name, long seq) throws Refused {
    Named named = byName.get("signing\n" + name);
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
    if (byName.size() == MAX_KEYS) {
      throw Entry.invalid("a log must name at most " + MAX_KEYS + " keys");
    }
    if (byName.putIfAbsent(name(body), new Named(body.text("party"), key(body))) != null) {
      throw new Refused(Code.REFERENCE_BROKEN, "the name of the key stands for another one");
    }
  }

  private void end(Value.Obj body) throws Refused {
    Named named = byName.get(name(body));
    if (named == null
        || !named.party.equals(body.text("party"))
        || !named.key.hex().equals(key(body).hex())) {
      throw new Refused(Code.REFERENCE_BROKEN, "the key that ends was never named");
    }
    named.lastValid = Math.min(named.lastValid, body.count("last_valid_seq"));
    if (named.lastUsed > named.lastValid) {
      throw new Refused(
          Code.KEY_NOT_VALID,
          "the key ends with entry " + named.lastValid + ", but signed entry " + named.lastUsed);
    }
  }

  private static String name(Value.Obj body) throws Refused {
    return body.text("role") + "\n" + body.text("key");
  }

  private static Ed25519 key(Value.Obj body) throws Refused {
    byte[] raw = StrictText.base64(body.text("public_key"), Code.ENTRY_INVALID);
    return Ed25519.of(raw, Code.ENTRY_INVALID);
  }
}

package org.cloister.verifier;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An entry that has the members of the format, {@code v} 1.
 *
 * @param time seconds since 1970, as the coordinator claims
 * @param sig who signed the body, or null
 * @param bytes the array that {@code body} is a part of
 */
record Entry(
    long seq, String prev, long time, String type, Value.Obj body, @Nullable Sig sig, Text bytes) {
  private static final Set<String> MEMBERS =
      Set.of("body", "prev", "seq", "sig", "time", "type", "v");
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final int MAX_NAME = 512;

  /** A signature over the body by a named key. */
  record Sig(String key, String value) {}

  /** The bytes that an entry was read from. */
  @SuppressWarnings("ArrayRecordComponent") // never compared; a copy for each entry would cost
  record Text(byte[] array) {}

  static Entry parse(byte[] bytes, int from, int to) throws Refused {
    Value.Obj all = StrictJson.object(bytes, from, to);
    for (String member : all.members().keySet()) {
      if (!MEMBERS.contains(member)) {
        throw invalid("an entry has a member that the format does not");
      }
    }
    if (all.number("v") != 1) {
      throw invalid("\"v\" must be 1");
    }
    String prev = all.text("prev");
    Hash.fromHex(prev, Code.ENTRY_INVALID);
    Sig sig = null;
    if (all.has("sig")) {
      Value.Obj named = all.object("sig");
      if (named.members().size() != 2) {
        throw invalid("\"sig\" must have the members \"key\" and \"value\" alone");
      }
      sig = new Sig(named.text("key"), named.text("value"));
    }
    String type = all.text("type");
    if (!TYPE.matcher(type).matches()) {
      throw invalid("\"type\" must be lower-case letters, digits and -");
    }
    long time = time(all.text("time"));
    return new Entry(all.count("seq"), prev, time, type, all.object("body"), sig, new Text(bytes));
  }

  /** The bytes of the body, which lie unchanged in the entry. */
  byte[] bodyBytes() {
    return Arrays.copyOfRange(bytes.array(), body.from(), body.to());
  }

  /** A name of a party, a key or a type. */
  static String name(Value.Obj object, String member) throws Refused {
    String name = object.text(member);
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw invalid("\"" + member + "\" must have 1 to " + MAX_NAME + " characters");
    }
    return name;
  }

  private static long time(String text) throws Refused {
    try {
      Instant instant = Instant.parse(text);
      if (instant.toString().equals(text) && text.length() == 20) {
        return instant.getEpochSecond();
      }
    } catch (DateTimeException e) {
      // the same refusal as for another spelling
    }
    throw invalid("\"time\" must be as 2026-01-01T00:00:00Z");
  }

  static Refused invalid(String what) {
    return new Refused(Code.ENTRY_INVALID, what);
  }
}

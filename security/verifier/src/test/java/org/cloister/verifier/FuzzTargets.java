package org.cloister.verifier;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the verifier reads from strangers, one parser each, as Jazzer calls it (profile "fuzz"):
 * whatever the bytes are, they are read or refused, and what is read is what was there.
 */
public final class FuzzTargets {
  private static final Policy POLICY = LogMaker.policy("both");
  private static final Policy TWO_LINES = SecondLineTests.policy("both");

  private FuzzTargets() {}

  /** A parser of bytes. */
  private interface Parser {
    void parse(byte[] bytes) throws Refused, BadUsage;
  }

  /** Whether they were read. */
  private static boolean isRead(Parser parser, byte[] bytes) {
    try {
      parser.parse(bytes);
      return true;
    } catch (Refused | BadUsage e) {
      return false;
    }
  }

  /** An entry with its body. */
  public static final class Entries {
    private Entries() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
      isRead(
          text -> {
            Entry entry = Entry.parse(text, 0, text.length);
            Schema.check(entry.type(), entry.body());
            Signatures.pae(entry.bodyBytes());
          },
          bytes);
    }
  }

  /** Any JSON of the restricted kind. */
  public static final class AnyJson {
    private AnyJson() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
      isRead(
          text -> {
            Value.Obj read = StrictJson.object(text, 0, text.length);
            require(read.from() == 0 && read.to() == text.length);
          },
          bytes);
    }
  }

  /** A checkpoint with its signature lines. */
  public static final class Checkpoints {
    private Checkpoints() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
      isRead(
          text -> {
            Note note = Note.parse(text);
            Checkpoint head = Checkpoint.parse(note);
            require(new String(head.text(), StandardCharsets.UTF_8).equals(note.text()));
          },
          bytes);
      SignedHead.check(bytes, POLICY, new Findings(), "");
      SignedHead.check(bytes, TWO_LINES, new Findings(), "");
    }
  }

  /** A policy. */
  public static final class Policies {
    private Policies() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
      isRead(text -> require(!PolicyReader.read(text).logs().isEmpty()), bytes);
    }
  }

  /** A verifier key, and the base64 and digests in it and elsewhere. */
  public static final class Keys {
    private Keys() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      isRead(ignored -> Vkey.parse(text), bytes);
      isRead(ignored -> References.digest(text), bytes);
      isRead(ignored -> StrictText.decimal(text, Code.ENTRY_INVALID), bytes);
      isRead(
          ignored -> {
            byte[] read = StrictText.base64(text, Code.ENTRY_INVALID);
            require(java.util.Base64.getEncoder().encodeToString(read).equals(text));
          },
          bytes);
    }
  }

  /** A receipt. */
  public static final class Receipts {
    private Receipts() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
      isRead(
          text -> {
            Receipt receipt = Receipt.parse(text);
            receipt.extraBytes();
            Note.parse(receipt.noteBytes());
          },
          bytes);
    }
  }

  /** A bundle of entries; the first byte says how many there should be. */
  public static final class Bundles {
    private Bundles() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
      int width = bytes.length == 0 ? 1 : 1 + (bytes[0] & 0xff);
      isRead(text -> Bundle.ends(text, width, true), bytes);
      isRead(text -> Bundle.ends(text, width, false), bytes);
    }
  }

  /** An Ed25519 key and a signature. */
  public static final class Signed {
    private Signed() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
      isRead(
          text -> {
            byte[] key = java.util.Arrays.copyOf(text, 32);
            byte[] signature = java.util.Arrays.copyOfRange(text, 0, 64);
            require(!Ed25519.of(key, Code.ENTRY_INVALID).verifies(text, signature));
          },
          bytes);
    }
  }

  /** All of them. */
  static List<Consumer<byte[]>> all() {
    return List.of(
        Entries::fuzzerTestOneInput,
        AnyJson::fuzzerTestOneInput,
        Checkpoints::fuzzerTestOneInput,
        Policies::fuzzerTestOneInput,
        Keys::fuzzerTestOneInput,
        Receipts::fuzzerTestOneInput,
        Bundles::fuzzerTestOneInput,
        Signed::fuzzerTestOneInput);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("what was read is not what was there");
    }
  }
}

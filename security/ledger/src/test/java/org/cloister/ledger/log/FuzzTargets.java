package org.cloister.ledger.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.cloister.crypto.StrictBase64;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.json.CanonicalReader;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.NoteKey;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.note.WitnessPolicy;
import org.cloister.ledger.witness.AddCheckpoint;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * What the writer, a witness and a holder of a receipt read from strangers, one parser each, as
 * Jazzer calls it (profile "fuzz"): whatever the bytes are, they are read or refused with a code of
 * the ledger, and what is read is written again as the same bytes.
 */
public final class FuzzTargets {
  private static final Set<ErrorCode> REFUSALS =
      Set.of(
          ErrorCode.LEDGER_ENTRY_INVALID,
          ErrorCode.CHECKPOINT_INVALID,
          ErrorCode.WITNESS_POLICY_INVALID,
          ErrorCode.PROOF_INVALID,
          ErrorCode.KEY_INVALID,
          ErrorCode.SIGNATURE_INVALID,
          ErrorCode.LEDGER_CORRUPT);

  private FuzzTargets() {}

  private static void readOrRefuse(Runnable parser) {
    try {
      parser.run();
    } catch (CloisterException e) {
      require(REFUSALS.contains(e.code()));
    }
  }

  /** An entry with its body. */
  public static final class Entries {
    private Entries() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
      readOrRefuse(
          () -> {
            Entry entry = Entry.read(bytes);
            require(Arrays.equals(entry.bytes().toArray(), bytes));
            require(CanonicalReader.read(entry.body().toJson().toBytes(), 1 << 16) != null);
          });
    }
  }

  /** Any JSON of the restricted kind. */
  public static final class AnyJson {
    private AnyJson() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
      readOrRefuse(
          () -> require(Arrays.equals(CanonicalReader.read(bytes, 1 << 16).toBytes(), bytes)));
    }
  }

  /** A checkpoint with its signature lines. */
  public static final class Checkpoints {
    private Checkpoints() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
      readOrRefuse(
          () -> {
            SignedNote note = SignedNote.read(bytes);
            require(Arrays.equals(note.toBytes(), bytes));
            require(Checkpoint.read(note.text()).text().equals(note.text()));
          });
    }
  }

  /** A policy. */
  public static final class Policies {
    private Policies() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
      readOrRefuse(
          () -> {
            String text = WitnessPolicy.read(bytes).text();
            byte[] again = text.getBytes(StandardCharsets.UTF_8);
            require(WitnessPolicy.read(again).text().equals(text));
          });
    }
  }

  /** A verifier key, and base64. */
  public static final class Keys {
    private Keys() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      readOrRefuse(() -> require(NoteKey.of(text).vkey().equals(text)));
      Optional<byte[]> decoded = StrictBase64.decode(text);
      require(decoded.isEmpty() || StrictBase64.encode(decoded.get()).equals(text));
    }
  }

  /** A receipt. */
  public static final class Receipts {
    private Receipts() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      readOrRefuse(() -> require(Receipt.read(text).text().equals(text)));
    }
  }

  /** A bundle of entries; the first byte says how many there should be. */
  public static final class Bundles {
    private Bundles() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
      int count = bytes.length == 0 ? 1 : 1 + (bytes[0] & 0xff);
      readOrRefuse(
          () -> require(Arrays.equals(Bundle.write(Bundle.read(bytes, count, true)), bytes)));
    }
  }

  /** A request to a witness. */
  public static final class Requests {
    private Requests() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
      readOrRefuse(() -> require(Arrays.equals(AddCheckpoint.read(bytes).toBytes(), bytes)));
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
        Requests::fuzzerTestOneInput);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("what was read is not what was there");
    }
  }
}

package org.cloister.verifier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of C2SP tlog-proof ({@code c2sp.org/tlog-proof@v1}).
 *
 * @param extra the base64 of the extra line, or ""; in our receipts the bytes of the entry
 * @param index the entry's place in the log
 * @param proof the inclusion proof
 * @param note the signed checkpoint
 */
record Receipt(String extra, long index, List<Hash> proof, String note) {
  static final int MAX_SIZE = 256 * 1024;
  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";

  Receipt {
    proof = List.copyOf(proof);
  }

  static Receipt parse(byte[] bytes) throws Refused {
    String all = StrictText.utf8(bytes, Code.RECEIPT_MALFORMED);
    int blank = all.indexOf("\n\n");
    List<String> lines =
        blank < 0 ? List.of() : new ArrayList<>(List.of(all.substring(0, blank).split("\n", -1)));
    if (lines.isEmpty() || !lines.remove(0).equals(HEADER)) {
      throw malformed("a receipt must start with " + HEADER + " and hold an empty line");
    }
    String extra = "";
    if (!lines.isEmpty() && lines.get(0).startsWith(EXTRA)) {
      extra = lines.remove(0).substring(EXTRA.length());
    }
    if (lines.isEmpty() || !lines.get(0).startsWith(INDEX)) {
      throw malformed("the line \"index NUMBER\" is missing");
    }
    String index = lines.remove(0).substring(INDEX.length());
    return new Receipt(
        extra,
        StrictText.decimal(index, Code.RECEIPT_MALFORMED),
        hashes(lines, Code.RECEIPT_MALFORMED),
        all.substring(blank + 2));
  }

  byte[] noteBytes() {
    return note.getBytes(StandardCharsets.UTF_8);
  }

  byte[] extraBytes() throws Refused {
    return StrictText.base64(extra, Code.RECEIPT_MALFORMED);
  }

  /** Reads one base64 hash from each line, at most 63. */
  static List<Hash> hashes(List<String> lines, Code code) throws Refused {
    if (lines.size() > Proofs.MAX_HASHES) {
      throw new Refused(code, "a proof must have at most " + Proofs.MAX_HASHES + " hashes");
    }
    List<Hash> hashes = new ArrayList<>();
    for (String line : lines) {
      byte[] hash = StrictText.base64(line, code);
      if (hash.length != Hash.SIZE) {
        throw new Refused(code, "a hash of a proof must be 32 bytes");
      }
      hashes.add(Hash.at(hash, 0));
    }
    return hashes;
  }

  private static Refused malformed(String what) {
    return new Refused(Code.RECEIPT_MALFORMED, what);
  }
}

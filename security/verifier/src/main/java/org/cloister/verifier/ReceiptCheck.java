package org.cloister.verifier;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Verifies a receipt with nothing else at hand: entry, inclusion proof, cosigned checkpoint. */
final class ReceiptCheck {
  private static final int MAX_ENTRY = 0xffff;

  private final Path file;
  private final @Nullable Path entryFile;
  private final ReportBuilder report;

  ReceiptCheck(Path file, @Nullable Path entryFile, Policy policy) {
    this.file = file;
    this.entryFile = entryFile;
    this.report = new ReportBuilder(policy);
  }

  Report verify() {
    String where = String.valueOf(file.getFileName());
    try {
      Receipt receipt =
          Receipt.parse(LogFolder.read(file, Receipt.MAX_SIZE, Code.RECEIPT_MALFORMED));
      SignedHead head = report.head(receipt.noteBytes(), where);
      if (head != null) {
        report.quorum(head, where);
        included(receipt, head.checkpoint(), where);
      }
    } catch (Refused e) {
      report.findings.add(e.at(where));
    }
    report.checked.not(
        "The rest of the log: a receipt says that one entry is in the log that was cosigned.");
    report.checked.not(
        "The entry's own signature: the key for it is named in the log, which is not here.");
    Limits.always(report.checked);
    return report.build(file.toString());
  }

  private void included(Receipt receipt, Checkpoint head, String where) throws Refused {
    byte[] bytes = entry(receipt);
    if (bytes.length == 0) {
      report.findings.add(
          Code.ENTRY_MISSING, where, "the receipt has no extra line; name the entry with --entry");
      return;
    }
    Hash leaf = Hash.leaf(bytes, 0, bytes.length);
    if (!Proofs.includes(leaf, receipt.index(), head.size(), receipt.proof(), head.root())) {
      String what = "the proof does not lead from the entry to the signed root";
      throw new Refused(Code.PROOF_INVALID, what);
    }
    Entry entry = Entry.parse(bytes, 0, bytes.length);
    if (entry.seq() != receipt.index()) {
      throw new Refused(Code.SEQ_WRONG, "the entry's \"seq\" is not its place in the log");
    }
    String type = StrictText.printable(entry.type());
    report.checked.add("entry " + entry.seq() + " of type " + type + " in the signed tree", 1);
  }

  private byte[] entry(Receipt receipt) throws Refused {
    return entryFile == null
        ? receipt.extraBytes()
        : LogFolder.read(entryFile, MAX_ENTRY, Code.ENTRY_INVALID);
  }
}

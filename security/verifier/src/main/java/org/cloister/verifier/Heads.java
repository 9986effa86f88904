package org.cloister.verifier;

import java.util.List;

/** The heads that entries name: each must be of this log, and no newer than the entry. */
final class Heads {
  private static final List<String> MEMBERS = List.of("seen", "head", "published", "committed");

  private final History history;
  private long checked;
  private long unchecked;

  Heads(History history) {
    this.history = history;
  }

  void entry(Entry entry) throws Refused {
    if (!Schema.knows(entry.type())) {
      return;
    }
    for (String member : MEMBERS) {
      if (entry.body().has(member)) {
        head(entry.seq(), entry.body().object(member));
      }
    }
  }

  private void head(long seq, Value.Obj head) throws Refused {
    long size = head.count("size");
    Hash claimed = References.digest(head.text("root"));
    if (size > seq) {
      throw new Refused(
          Code.SPLIT_VIEW, "its signer saw a log of " + size + " entries, longer than this");
    }
    Hash root = history.root(size);
    if (root == null) {
      unchecked++;
    } else if (!root.equals(claimed)) {
      throw new Refused(Code.SPLIT_VIEW, "its signer saw another history of " + size + " entries");
    } else {
      checked++;
    }
  }

  void finish(Checked report) {
    report.add("roots that the signers of entries saw before", checked);
    if (unchecked > 0) {
      report.not(unchecked + " roots that signers of entries saw: tiles for them are missing.");
    }
  }
}

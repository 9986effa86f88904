package org.cloister.verifier;

/** All that is checked of one entry after the other, in the order of the log. */
final class EntryCheck {
  /** How far the claimed time of an entry may lie before that of the one before. */
  private static final long CLOCK_TOLERANCE_SECONDS = 300;

  private static final String FIRST_PREV = "0".repeat(2 * Hash.SIZE);

  private final History history;
  private final Findings findings;
  private final Keys keys = new Keys();
  private final Signatures signatures;
  private final References references;
  private String prev = FIRST_PREV;
  private long lastTime = Long.MIN_VALUE / 2;
  private long seenChecked;
  private long seenUnchecked;

  EntryCheck(String origin, History history, Findings findings) {
    this.history = history;
    this.findings = findings;
    this.signatures = new Signatures(keys, findings);
    this.references = new References(origin, keys, findings);
  }

  void entry(byte[] bytes, int from, int to) {
    long at = history.size();
    Hash leaf = Hash.leaf(bytes, from, to);
    try {
      Entry entry = Entry.parse(bytes, from, to);
      placed(entry, at);
      if (entry.seq() == at) {
        meaning(entry);
      }
    } catch (Refused e) {
      findings.add(e.at("entry " + at));
    }
    prev = leaf.hex();
    history.add(leaf);
  }

  void finish(Checked checked) {
    signatures.finish();
    checked.add("signatures of entries by keys that the log names", signatures.checked());
    checked.add("keys that the log names", keys.count());
    checked.add("rounds that were opened", references.rounds().count());
    checked.add("inputs of aggregates, each a contribution", references.rounds().inputs());
    checked.add("admitted plugins", references.admitted());
    checked.add(
        "statements of spent budget, none lower than before", references.budgets().checked());
    checked.add("roots that participants saw before they contributed", seenChecked);
    if (seenUnchecked > 0) {
      checked.not(seenUnchecked + " roots that participants saw: tiles for them are missing.");
    }
    if (signatures.unsigned() > 0) {
      checked.not(
          signatures.unsigned()
              + " entries carry no signature of their own: only the checkpoint vouches for them.");
    }
    if (references.simulated()) {
      checked.not(
          "Independence of the parties: the log says that its federation was simulated on one"
              + " machine, by one operator who held every key.");
    }
  }

  private void placed(Entry entry, long at) {
    String where = "entry " + at;
    if (entry.seq() != at) {
      findings.add(Code.SEQ_WRONG, where, "its \"seq\" is " + entry.seq());
    }
    if (!entry.prev().equals(prev)) {
      findings.add(Code.CHAIN_BROKEN, where, "its \"prev\" is not the hash of the entry before");
    }
    if (entry.time() < lastTime - CLOCK_TOLERANCE_SECONDS) {
      long back = lastTime - entry.time();
      findings.add(
          Code.TIME_NOT_MONOTONE, where, "its time is " + back + " s before an earlier entry's");
    }
    lastTime = Math.max(lastTime, entry.time());
  }

  private void meaning(Entry entry) throws Refused {
    if (entry.type().equals("genesis")) {
      keys.genesis(entry.body());
    }
    try {
      signatures.entry(entry);
    } catch (Refused e) {
      findings.add(e.at("entry " + entry.seq()));
      if (entry.type().equals("key")) {
        return; // whoever sent it may not name keys
      }
    }
    references.entry(entry);
    if (entry.type().equals("contribution")) {
      seen(entry);
    }
  }

  /**
   * A contribution names the last checkpoint that its participant verified: it must be of this log.
   */
  private void seen(Entry entry) throws Refused {
    Value.Obj seen = entry.body().object("seen");
    long size = seen.count("size");
    Hash claimed = References.digest(seen.text("root"));
    if (size > entry.seq()) {
      throw new Refused(
          Code.SPLIT_VIEW, "its participant saw a log of " + size + " entries, longer than this");
    }
    Hash root = history.root(size);
    if (root == null) {
      seenUnchecked++;
    } else if (!root.equals(claimed)) {
      throw new Refused(
          Code.SPLIT_VIEW, "its participant saw another history of " + size + " entries");
    } else {
      seenChecked++;
    }
  }
}

package org.cloister.verifier;

/** All that is checked of one entry after the other, in the order of the log. */
final class EntryCheck implements AutoCloseable {
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
  private final Heads heads;

  EntryCheck(String origin, History history, Findings findings) {
    this.history = history;
    this.findings = findings;
    this.signatures = new Signatures(keys, findings);
    this.references = new References(origin, keys, findings);
    this.heads = new Heads(history);
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
    references.finish(checked);
    heads.finish(checked);
  }

  /** Ends the threads; what was not finished is not checked. */
  @Override
  public void close() {
    signatures.close();
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
    Schema.check(entry.type(), entry.body());
    if (entry.seq() == 0 && entry.type().equals("genesis")) {
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
    heads.entry(entry);
  }
}

package org.cloister.verifier;

/** What a verdict does not say, in sentences for the report. */
final class Limits {
  private Limits() {}

  static void always(Checked checked) {
    checked.not(
        "Times: the time of an entry is its coordinator's claim, that of a cosignature the"
            + " witness's.");
    checked.not(
        "What digests and commitments stand for (updates, models, plugins, counts): their contents"
            + " are not in the log.");
    checked.not(
        "Privacy arithmetic: that spent budgets do not go down was checked, not how they were"
            + " computed.");
    checked.not(
        "Whose the keys are: the policy and the log name them; who holds them is known from"
            + " elsewhere.");
  }

  static void withoutAgainst(Checked checked) {
    checked.not(
        "A clean rollback: newer entries may have been cut off, with their checkpoints; only a"
            + " newer checkpoint kept elsewhere would show it (--against).");
  }

  static void withoutMaxAge(Checked checked) {
    checked.not("Freshness: the log may have gone on since its newest cosignature (--max-age).");
  }

  static void ofAnchors(long anchors, Checked checked) {
    if (anchors > 0) {
      checked.not(anchors + " RFC 3161 time stamps in anchors/: check them with openssl ts.");
    }
  }
}

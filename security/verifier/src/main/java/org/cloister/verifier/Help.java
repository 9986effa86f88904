package org.cloister.verifier;

/** What {@code cloister-verify --help} says. */
final class Help {
  static final String TEXT =
      """
      cloister-verify DIR          verify the ledger in a folder
      cloister-verify receipt FILE verify a receipt (c2sp.org/tlog-proof@v1)
      cloister-verify compare A B  is one the continuation of the other? Each is a folder or a checkpoint

        --policy FILE       whom you trust: log and witness keys, quorum (C2SP tlog-policy)
        --key FILE          a key that you were given (vkey); may be repeated. With a policy: it must
                            name these keys. Without: these keys are all that is trusted, and
                            every witness among them must have cosigned
        --against FILE      a checkpoint of this log that you kept: shows rollback and other histories
        --max-age HOURS     how old the newest cosignature may be
        --entry FILE        the entry, where a receipt does not carry it
        --proof FILE        hashes that prove one checkpoint to continue the other, one base64 a line
        --format text|json|html

      Exit codes: 0 verified, 6 failed (a contradiction), 10 inconclusive (something is missing),
      2 wrong usage, 70 a bug of this program.
      """;

  private Help() {}
}

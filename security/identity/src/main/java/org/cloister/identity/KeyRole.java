package org.cloister.identity;

import java.util.Locale;

/** What a party's key is for; no key is for two things. */
public enum KeyRole {
  /** Messages, statements and the descriptor. */
  SIGNING,
  /** A participant's cosignatures of ledger heads. */
  WITNESS,
  /** The coordinator's signatures of ledger heads. */
  LOG;

  /** The name in files: the constant in lower case. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package org.cloister.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cloister.crypto.CryptoSuite;
import org.cloister.ledger.entry.EntryBody;
import org.cloister.ledger.entry.Genesis;
import org.cloister.ledger.entry.KeyChange;
import org.cloister.ledger.entry.PartyKey;
import org.cloister.model.Digest;

/** What a run's ledger begins with: what it is, and whose signatures count on it. */
public final class FirstEntries {
  /** So many keys fit into one entry beside the rest. */
  private static final int KEYS_OF_GENESIS = 60;

  private FirstEntries() {}

  /**
   * The genesis, and entries for keys that do not fit into it.
   *
   * @param federation the digest of the signed federation descriptor
   */
  public static List<EntryBody> of(AuditTerms terms, Digest federation) {
    List<PartyKey> keys = new ArrayList<>();
    keys.add(key(terms.coordinatorName(), terms.coordinatorName(), terms));
    terms
        .sites()
        .forEach(
            (site, own) -> {
              keys.add(new PartyKey(site, site, PartyKey.Role.SIGNING, own.signing()));
              own.witness()
                  .ifPresent(
                      witness ->
                          keys.add(
                              new PartyKey(
                                  witness.name(), site, PartyKey.Role.WITNESS, witness.key())));
            });
    List<PartyKey> first = new ArrayList<>(keys.subList(0, Math.min(keys.size(), KEYS_OF_GENESIS)));
    first.sort(Comparator.comparing(PartyKey::key));
    List<EntryBody> entries = new ArrayList<>();
    entries.add(
        new Genesis(
            terms.origin(),
            CryptoSuite.STANDARD.id(),
            terms.log().vkey(),
            Digest.of(terms.policy().text()),
            federation,
            terms.coordinatorName(),
            first,
            terms.simulated(),
            Optional.empty(),
            Optional.empty()));
    for (PartyKey key : keys.subList(first.size(), keys.size())) {
      entries.add(
          new KeyChange(terms.origin(), KeyChange.Action.ADD, key, Optional.empty(), List.of()));
    }
    return entries;
  }

  private static PartyKey key(String name, String party, AuditTerms terms) {
    return new PartyKey(name, party, PartyKey.Role.SIGNING, terms.coordinator());
  }
}

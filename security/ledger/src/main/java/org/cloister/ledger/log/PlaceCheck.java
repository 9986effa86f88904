package org.cloister.ledger.log;

import java.util.List;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.EntryBody;
import org.cloister.ledger.entry.Genesis;
import org.cloister.ledger.entry.PartyKey;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** Whether entries belong where they are to be appended: in this log, and after its genesis. */
record PlaceCheck(LedgerSettings settings) {

  /**
   * Refuses a batch as a whole.
   *
   * @param size of the log that it is for
   * @throws CloisterException CL-0905 if an entry does not belong there
   */
  void check(List<SignedBody> bodies, long size) {
    long seq = size;
    require(!bodies.isEmpty(), "an append must have an entry");
    for (SignedBody signed : bodies) {
      EntryBody body = signed.body();
      require(body.origin().equals(settings.origin()), "a body must name this log");
      require(
          (body instanceof Genesis) == (seq == 0), "the first entry, and no other, is a genesis");
      if (body instanceof Genesis genesis) {
        require(
            genesis.logKey().equals(settings.log().key().vkey()),
            "the genesis must name the log's key");
        require(namesCoordinator(genesis), "the genesis must name the coordinator's key");
      }
      seq++;
    }
  }

  /** Without it nobody could check what the writer signs itself. */
  private boolean namesCoordinator(Genesis genesis) {
    BodySigner coordinator = settings.coordinator();
    return genesis.keys().stream()
        .anyMatch(
            key ->
                key.role() == PartyKey.Role.SIGNING
                    && key.party().equals(genesis.coordinator())
                    && key.key().equals(coordinator.keyName())
                    && key.publicKey().equals(coordinator.signer().verifyingKey()));
  }

  private static void require(boolean condition, String why) {
    CloisterException.require(
        condition,
        ErrorCode.LEDGER_ENTRY_INVALID,
        "An entry must belong at its place: " + why + ".");
  }
}

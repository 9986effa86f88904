package org.cloister.identity;

import org.cloister.crypto.VerifyingKey;
import org.cloister.ledger.note.NoteKey;
import org.cloister.ledger.note.NoteKeyType;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Ids;

/**
 * A participant as its federation knows it; public.
 *
 * @param name of the site
 * @param signing checks its messages and statements
 * @param witness checks its cosignatures; named as {@link #witnessName} says
 */
public record Member(String name, VerifyingKey signing, NoteKey witness) {

  /** Checks the name and the kind of witness key. */
  public Member {
    Ids.require("site id", name);
    CloisterException.require(
        witness.type() == NoteKeyType.WITNESS,
        ErrorCode.DESCRIPTOR_INVALID,
        "The witness key of " + name + " must be of the type for cosignatures.");
  }

  /** The public half of a participant's keys, on the log {@code origin}. */
  public static Member of(PartyKeys keys, String origin) {
    return new Member(
        keys.party(),
        keys.signing().verifyingKey(),
        new NoteKey(
            witnessName(origin, keys.party()), NoteKeyType.WITNESS, keys.witness().verifyingKey()));
  }

  /** The name of a site's witness: the log's origin, a slash, the site. */
  public static String witnessName(String origin, String site) {
    return origin + "/" + site;
  }
}

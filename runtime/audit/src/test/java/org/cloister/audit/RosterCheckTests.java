package org.cloister.audit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cloister.ledger.entry.PolicyChange;
import org.cloister.ledger.note.NoteKey;
import org.cloister.ledger.note.WitnessPolicy;
import org.cloister.ledger.note.WitnessSigner;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterCheckTests {

  @TempDir private Path folder;

  private static AuditTerms withWitnesses(AuditTerms terms, List<NoteKey> witnesses) {
    return new AuditTerms(
        terms.job(),
        terms.terms(),
        terms.route(),
        terms.log(),
        WitnessPolicy.majority(terms.log(), witnesses, witnesses.size()),
        terms.coordinatorName(),
        terms.coordinator(),
        terms.sites(),
        terms.simulated());
  }

  private static RosterCheck past(Consortium all) {
    RosterCheck check = new RosterCheck();
    FirstEntries.of(all.terms, Digest.of("descriptor")).forEach(check::past);
    return check;
  }

  @Test
  void require_theSameWitnesses_goesOn() throws Exception {
    Consortium all = new Consortium(folder, 3);
    assertDoesNotThrow(() -> past(all).require(all.terms));
    assertDoesNotThrow(() -> new RosterCheck().require(all.terms), "a log without entries");
  }

  @Test
  void require_otherWitnesses_isANewOrigin() throws Exception {
    Consortium all = new Consortium(folder, 3);
    NoteKey stranger = new WitnessSigner("stranger.example", Consortium.key()).key();
    AuditTerms other = withWitnesses(all.terms, List.of(stranger));
    RosterCheck check = past(all);

    CloisterException e = assertThrows(CloisterException.class, () -> check.require(other));

    assertEquals(ErrorCode.WITNESS_POLICY_INVALID, e.code());
    check.past(
        new PolicyChange(
            all.terms.origin(),
            PolicyChange.WITNESSES,
            Digest.of(other.policy().text()),
            Optional.empty(),
            List.of()));
    assertDoesNotThrow(() -> check.require(other));
    assertThrows(CloisterException.class, () -> check.require(all.terms));
  }
}

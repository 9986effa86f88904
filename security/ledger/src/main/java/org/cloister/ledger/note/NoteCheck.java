package org.cloister.ledger.note;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/**
 * What a note's signatures are worth under known keys, by the rules of C2SP signed-note: the first
 * line of a name and key ID decides, later ones are not read; one bad line of a known key refuses
 * the whole note; lines of unknown keys are ignored, and said to be.
 *
 * @param note what was checked
 * @param signatures those that hold, each key once
 * @param warnings what was ignored, for people
 */
public record NoteCheck(
    SignedNote note, List<VerifiedSignature> signatures, List<String> warnings) {

  /** Copies the lists. */
  public NoteCheck {
    signatures = List.copyOf(signatures);
    warnings = List.copyOf(warnings);
  }

  /**
   * Checks {@code note} under {@code keys}.
   *
   * @throws CloisterException CL-0906 if a line of a known key does not hold
   */
  public static NoteCheck of(SignedNote note, Collection<NoteKey> keys) {
    Set<String> seen = new HashSet<>();
    List<VerifiedSignature> verified = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (SignatureLine line : note.signatures()) {
      if (!seen.add(line.keyId() + " " + line.name())) {
        warnings.add("A second line of " + Quoted.of(line.name()) + " was ignored.");
        continue;
      }
      List<NoteKey> claimed = keys.stream().filter(key -> key.claims(line)).toList();
      if (claimed.isEmpty()) {
        warnings.add("A line of the unknown key " + Quoted.of(line.name()) + " was ignored.");
        continue;
      }
      verified.add(
          claimed.stream()
              .flatMap(key -> Cosignatures.check(key, line, note.text()).stream())
              .findFirst()
              .orElseThrow(() -> doesNotHold(line)));
    }
    return new NoteCheck(note, verified, warnings);
  }

  /**
   * Which line of the log {@code origin} is missing, if one is: there must be one of its Ed25519
   * keys among {@code logs} and, if they name an ML-DSA-44 key of it, one of these too. A line that
   * may be missing would protect from nobody: whoever breaks Ed25519 would leave it away.
   */
  public Optional<NoteKeyType> missing(Collection<NoteKey> logs, String origin) {
    List<NoteKey> own = logs.stream().filter(key -> key.name().equals(origin)).toList();
    if (!holds(own, NoteKeyType.LOG)) {
      return Optional.of(NoteKeyType.LOG);
    }
    NoteKeyType second = NoteKeyType.COSIGNER_ML_DSA_44;
    boolean named = own.stream().anyMatch(key -> key.type() == second);
    return named && !holds(own, second) ? Optional.of(second) : Optional.empty();
  }

  private boolean holds(List<NoteKey> keys, NoteKeyType type) {
    return signatures.stream()
        .map(VerifiedSignature::key)
        .anyMatch(key -> key.type() == type && keys.contains(key));
  }

  private static CloisterException doesNotHold(SignatureLine line) {
    return new CloisterException(
        ErrorCode.SIGNATURE_INVALID,
        "The signature of "
            + Quoted.of(line.name())
            + " under a note must hold; the note was altered, or signed with another key.");
  }
}

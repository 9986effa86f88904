package org.cloister.ledger.note;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/**
 * Which logs and witnesses count, and how many witnesses are needed: C2SP tlog-policy. A quorum
 * counts public keys, never lines or names; the log's own key never counts as a witness.
 *
 * <p>A log has an Ed25519 key. Where the policy names an ML-DSA-44 key of it as well, by a further
 * {@code log} line of the same name, each head has to carry a line of both kinds: stricter than
 * tlog-policy, to which any one line of a log is enough. Without such a line in the policy, one
 * under a head is of an unknown key, and ignored with a warning.
 *
 * <p>At most 64 witnesses. Immutable.
 */
public final class WitnessPolicy {

  /** The most witnesses that a policy may name. */
  public static final int MAX_WITNESSES = 64;

  static final String NONE = "none";

  /** So many of these: witnesses or groups by name. */
  record Group(int threshold, List<String> members) {
    Group {
      members = List.copyOf(members);
    }
  }

  private final List<NoteKey> logs;
  private final Map<String, NoteKey> witnesses;
  private final Map<String, Group> groups;
  private final String quorum;

  WitnessPolicy(
      List<NoteKey> logs,
      Map<String, NoteKey> witnesses,
      Map<String, Group> groups,
      String quorum) {
    this.logs = List.copyOf(logs);
    this.witnesses = new LinkedHashMap<>(witnesses);
    this.groups = new LinkedHashMap<>(groups);
    this.quorum = quorum;
  }

  /**
   * Reads a policy's text; names what is wrong by line.
   *
   * @throws CloisterException CL-0913
   */
  public static WitnessPolicy read(byte[] text) {
    return new PolicyReader().read(text);
  }

  /**
   * So many of these witnesses, more than half: with n witnesses and quorum q two conflicting heads
   * need 2q - n witnesses that sign both.
   *
   * @throws CloisterException CL-0913 if the quorum is half or less, or a key is there twice
   */
  public static WitnessPolicy majority(NoteKey log, Collection<NoteKey> witnesses, int quorum) {
    return majority(List.of(log), witnesses, quorum);
  }

  /** The same for a log with these keys, of which each head needs one of each kind. */
  public static WitnessPolicy majority(
      List<NoteKey> logs, Collection<NoteKey> witnesses, int quorum) {
    CloisterException.require(
        2 * quorum > witnesses.size() && quorum <= witnesses.size(),
        ErrorCode.WITNESS_POLICY_INVALID,
        "The quorum must be more than half of the "
            + witnesses.size()
            + " witnesses and no more than all, was "
            + quorum
            + ".");
    StringBuilder text = new StringBuilder();
    logs.forEach(log -> text.append("log " + log.vkey() + "\n"));
    StringBuilder members = new StringBuilder();
    for (NoteKey witness : witnesses) {
      text.append("witness " + witness.name() + " " + witness.vkey() + "\n");
      members.append(" ").append(witness.name());
    }
    text.append("group witnesses-of-the-log " + quorum + members + "\n");
    text.append("quorum witnesses-of-the-log\n");
    return read(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** The log keys that count. */
  public List<NoteKey> logs() {
    return logs;
  }

  /** The witness keys that count, by the names of the policy. */
  public Map<String, NoteKey> witnesses() {
    return new LinkedHashMap<>(witnesses);
  }

  /**
   * Whether no witness at all is needed: then a split view stays unseen, and a verifier says so.
   */
  public boolean needsNoWitness() {
    return quorum.equals(NONE);
  }

  /** Whether cosignatures of these witnesses, by name, are enough. */
  public boolean isQuorum(Set<String> signed) {
    return needsNoWitness() || counts(quorum, signed);
  }

  private boolean counts(String name, Set<String> signed) {
    Group group = groups.get(name);
    if (group == null) {
      return signed.contains(name);
    }
    return group.members().stream().filter(member -> counts(member, signed)).count()
        >= group.threshold();
  }

  /**
   * Reads a checkpoint and checks it under this policy.
   *
   * @throws CloisterException CL-0912 if it is malformed; CL-0906 if no log of this policy signed
   *     it under its own name with each kind of key that the policy names for it, or a line of a
   *     known key does not hold
   */
  public CheckpointCheck check(SignedNote note) {
    Checkpoint checkpoint = Checkpoint.read(note.text());
    List<NoteKey> keys = new ArrayList<>(logs);
    keys.addAll(witnesses.values());
    NoteCheck checked = NoteCheck.of(note, keys);
    checked
        .missing(logs, checkpoint.origin())
        .ifPresent(
            type -> {
              throw unsigned(type);
            });
    Set<String> by = new LinkedHashSet<>();
    witnesses.forEach(
        (name, key) ->
            checked.signatures().stream()
                .filter(signature -> signature.key().equals(key))
                .forEach(signature -> by.add(timed(name, signature))));
    return new CheckpointCheck(checkpoint, by, isQuorum(by), checked);
  }

  private static CloisterException unsigned(NoteKeyType missing) {
    return new CloisterException(
        ErrorCode.SIGNATURE_INVALID,
        missing == NoteKeyType.LOG
            ? "The checkpoint must be signed by its own log's key, and that key must stand in the policy."
            : "The checkpoint must be signed with its log's ML-DSA-44 key too, since the policy names one, and has no line of it; somebody left it away.");
  }

  /** C2SP tlog-witness: a witness always says when. */
  private static String timed(String name, VerifiedSignature signature) {
    CloisterException.require(
        signature.time().isPresent(),
        ErrorCode.SIGNATURE_INVALID,
        "The cosignature of a witness must say when it was made, and that of "
            + Quoted.of(name)
            + " says no time.");
    return name;
  }

  /** The policy as text; reading it gives an equal policy. */
  public String text() {
    StringBuilder out = new StringBuilder();
    logs.forEach(log -> out.append("log ").append(log.vkey()).append('\n'));
    witnesses.forEach(
        (name, key) -> out.append("witness " + name + " ").append(key.vkey()).append('\n'));
    groups.forEach(
        (name, group) ->
            out.append("group " + name + " " + group.threshold() + " ")
                .append(String.join(" ", group.members()))
                .append('\n'));
    return out.append("quorum ").append(quorum).append('\n').toString();
  }
}

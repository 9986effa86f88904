package org.cloister.verifier;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint whose signature lines were checked.
 *
 * @param checkpoint what was signed
 * @param logKeys the log's keys with a valid line: one of Ed25519 at least, and one of ML-DSA-44
 *     where the policy names such a key of the log
 * @param cosigners the public keys of the witnesses with a valid line
 * @param newest the newest time of a valid cosignature, in seconds since 1970, or -1
 */
record SignedHead(Checkpoint checkpoint, Set<Vkey> logKeys, Set<String> cosigners, long newest) {
  private static final int TIME_SIZE = 8;

  /** The log's keys of ML-DSA-44 with a valid line. */
  List<Vkey> secondKeys() {
    return logKeys.stream().filter(key -> key.type() == Vkey.COSIGNER).toList();
  }

  /**
   * Reads and checks a checkpoint. The first line of each known key decides and must hold, others
   * are passed over (C2SP signed-note).
   *
   * @return null where it is not a checkpoint that the policy's log signed
   */
  static @Nullable SignedHead check(byte[] bytes, Policy policy, Findings findings, String where) {
    try {
      Note note = Note.parse(bytes);
      Checkpoint checkpoint = Checkpoint.parse(note);
      if (!checkpoint.origin().equals(policy.origin())) {
        throw new Refused(
            Code.ORIGIN_MISMATCH,
            "the checkpoint is of "
                + StrictText.printable(checkpoint.origin())
                + ", the policy is for "
                + policy.origin());
      }
      return new Lines(checkpoint, policy, findings, where).check(note.lines());
    } catch (Refused e) {
      findings.add(e.at(where));
      return null;
    }
  }

  private static final class Lines {
    private static final long NOT_HELD = -1;

    private final Checkpoint checkpoint;
    private final Policy policy;
    private final Findings findings;
    private final String where;
    private final Set<Vkey> logKeys = new HashSet<>();
    private final Set<Vkey> seen = new HashSet<>();
    private final Set<String> cosigners = new TreeSet<>();
    private long newest = -1;

    Lines(Checkpoint checkpoint, Policy policy, Findings findings, String where) {
      this.checkpoint = checkpoint;
      this.policy = policy;
      this.findings = findings;
      this.where = where;
    }

    SignedHead check(List<Note.Line> lines) throws Refused {
      for (Note.Line line : lines) {
        Vkey key = known(line);
        if (key == null || !key.isReadable()) {
          String who = StrictText.printable(line.name()) + "+" + line.keyId();
          findings.add(Code.SIGNATURE_LINE_UNKNOWN, where, "a line by " + who + " was not checked");
        } else if (!seen.add(key)) {
          findings.add(
              Code.SIGNATURE_LINE_REPEATED, where, "a second line by " + key.name() + " is there");
        } else if (policy.logs().contains(key)) {
          ofLog(key, line.bytes());
        } else {
          ofWitness(key, line.bytes());
        }
      }
      if (!isSigned(Vkey.LOG)) {
        throw new Refused(Code.CHECKPOINT_SIGNATURE, "no log key of the policy signed it");
      }
      if (policy.namesSecondKey() && !isSigned(Vkey.COSIGNER)) {
        throw new Refused(
            Code.CHECKPOINT_SIGNATURE,
            "the policy names an ML-DSA-44 key of the log, and no line of it is there");
      }
      return new SignedHead(checkpoint, logKeys, cosigners, newest);
    }

    private @Nullable Vkey known(Note.Line line) {
      for (List<Vkey> keys : List.of(policy.logs(), policy.witnesses())) {
        for (Vkey key : keys) {
          if (key.id().equals(line.keyId()) && key.name().equals(line.name())) {
            return key;
          }
        }
      }
      return null;
    }

    private boolean isSigned(int type) {
      return logKeys.stream().anyMatch(key -> key.type() == type);
    }

    private void ofLog(Vkey key, byte[] line) throws Refused {
      boolean holds =
          key.type() == Vkey.LOG
              ? key.verifies(checkpoint.text(), line)
              : time(key, line) != NOT_HELD;
      if (!holds) {
        throw new Refused(
            Code.CHECKPOINT_SIGNATURE, "the log's signature does not hold: " + key.words());
      }
      logKeys.add(key);
    }

    private void ofWitness(Vkey key, byte[] line) throws Refused {
      long time = time(key, line);
      boolean says = time > 0 || key.type() == Vkey.WITNESS; // C2SP tlog-witness
      if (time != NOT_HELD && says) {
        cosigners.add(key.publicKey());
        newest = Math.max(newest, time);
      } else {
        String why = time == NOT_HELD ? " does not hold" : " does not say when it was made";
        findings.add(Code.COSIGNATURE_INVALID, where, "the cosignature of " + key.name() + why);
      }
    }

    /** The time of a line that holds, in seconds; else {@link #NOT_HELD}. */
    private long time(Vkey key, byte[] line) throws Refused {
      if (line.length <= TIME_SIZE) {
        return NOT_HELD;
      }
      long time = ByteBuffer.wrap(line).getLong();
      byte[] signature = Arrays.copyOfRange(line, TIME_SIZE, line.length);
      byte[] message =
          key.type() == Vkey.COSIGNER
              ? checkpoint.cosigned(key.name(), time)
              : checkpoint.cosigned(time);
      boolean holds = time >= 0 && message != null && key.verifies(message, signature);
      return holds ? time : NOT_HELD;
    }
  }
}

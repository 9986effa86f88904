package org.cloister.verifier;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint whose signature lines were checked.
 *
 * @param checkpoint what was signed
 * @param logKeys the log's keys with a valid line
 * @param cosigners the public keys of the witnesses with a valid line
 * @param newest the newest time of a valid cosignature, in seconds since 1970, or -1
 */
record SignedHead(Checkpoint checkpoint, Set<Vkey> logKeys, Set<String> cosigners, long newest) {
  private static final int TIME_SIZE = 8;

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
        } else if (key.type() == Vkey.LOG) {
          ofLog(key, line.bytes());
        } else {
          ofWitness(key, line.bytes());
        }
      }
      if (logKeys.isEmpty()) {
        throw new Refused(Code.CHECKPOINT_SIGNATURE, "no log key of the policy signed it");
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

    private void ofLog(Vkey key, byte[] signature) throws Refused {
      if (!key.ed25519().verifies(checkpoint.text(), signature)) {
        throw new Refused(Code.CHECKPOINT_SIGNATURE, "the log's signature does not hold");
      }
      logKeys.add(key);
    }

    private void ofWitness(Vkey key, byte[] line) throws Refused {
      boolean holds = line.length == TIME_SIZE + Ed25519.SIGNATURE_SIZE;
      if (holds) {
        ByteBuffer buffer = ByteBuffer.wrap(line);
        long time = buffer.getLong();
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        buffer.get(signature);
        holds = time >= 0 && key.ed25519().verifies(checkpoint.cosigned(time), signature);
        if (holds) {
          newest = Math.max(newest, time);
        }
      }
      if (holds) {
        cosigners.add(key.publicKey());
      } else {
        String what = "the cosignature of " + key.name() + " does not hold";
        findings.add(Code.COSIGNATURE_INVALID, where, what);
      }
    }
  }
}

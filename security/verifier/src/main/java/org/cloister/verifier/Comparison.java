package org.cloister.verifier;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Are two logs, or two checkpoints of a log, one history? The longer one must be a folder, or come
 * with a consistency proof.
 */
final class Comparison {
  private final Policy policy;
  private final @Nullable Path proof;

  Comparison(Policy policy, @Nullable Path proof) {
    this.policy = policy;
    this.proof = proof;
  }

  Report compare(Path a, Path b) {
    ReportBuilder report = new ReportBuilder(policy);
    SignedHead first = head(a, report);
    SignedHead second = head(b, report);
    if (first == null || second == null) {
      return report.build(a + " " + b);
    }
    boolean swap =
        first.checkpoint().size() == second.checkpoint().size()
            ? !Files.isDirectory(b)
            : first.checkpoint().size() > second.checkpoint().size();
    Path old = swap ? b : a;
    Path now = swap ? a : b;
    if (Files.isDirectory(now)) {
      return new Verifier(now, policy, new Options(file(old), null, Instant.EPOCH)).verify();
    }
    SignedHead later = swap ? first : second;
    try {
      heads((swap ? second : first).checkpoint(), later.checkpoint(), report);
    } catch (Refused e) {
      report.findings.add(e.at("--proof"));
    }
    report.quorum(later, now.toString());
    Limits.always(report.checked);
    return report.build(a + " " + b);
  }

  private void heads(Checkpoint old, Checkpoint now, ReportBuilder report) throws Refused {
    if (old.size() == now.size()) {
      if (!old.root().equals(now.root())) {
        report.findings.add(
            Code.SPLIT_VIEW, "", "the log signed two histories of " + now.size() + " entries");
      }
    } else if (proof == null) {
      report.findings.add(
          Code.PROOF_MISSING, "", "name the longer log's folder, or a consistency proof (--proof)");
    } else {
      byte[] bytes = LogFolder.read(proof, Receipt.MAX_SIZE, Code.PROOF_INVALID);
      List<String> lines =
          StrictText.utf8(bytes, Code.PROOF_INVALID).lines().filter(l -> !l.isEmpty()).toList();
      List<Hash> hashes = Receipt.hashes(lines, Code.PROOF_INVALID);
      if (!Proofs.consistent(old.size(), old.root(), now.size(), now.root(), hashes)) {
        throw new Refused(Code.PROOF_INVALID, "it does not lead from the older to the newer root");
      }
      report.checked.add("hashes of the consistency proof", hashes.size());
    }
  }

  private @Nullable SignedHead head(Path path, ReportBuilder report) {
    String where = path.toString();
    try {
      byte[] bytes = LogFolder.read(file(path), Note.MAX_SIZE, Code.CHECKPOINT_MALFORMED);
      return report.head(bytes, where);
    } catch (Refused e) {
      report.findings.add(e.at(where));
      return null;
    }
  }

  private static Path file(Path path) {
    return Files.isDirectory(path) ? path.resolve("checkpoint") : path;
  }
}

package org.cloister.verifier;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The approvals of the log, and whether what names them was approved by them. */
final class Approvals {
  private static final int FOUR_EYES = 2;

  private record Approval(String approver, String role, Hash subject) {}

  private final Map<Long, Approval> byPlace = new HashMap<>();
  private final Findings findings;
  private long checked;

  Approvals(Findings findings) {
    this.findings = findings;
  }

  /** How many named approvals were found. */
  long checked() {
    return checked;
  }

  void add(Entry entry) throws Refused {
    Value.Obj body = entry.body();
    Hash subject = References.digest(body.text("subject"));
    byPlace.put(entry.seq(), new Approval(body.text("approver"), body.text("role"), subject));
  }

  /** Erasures need two approvals, others should have them. */
  void require(Entry entry, Hash subject, boolean warn) throws Refused {
    Set<String> approvers = new HashSet<>();
    Set<String> roles = new HashSet<>();
    for (Value value : entry.body().list("approvals")) {
      Approval approval = byPlace.get(((Value.Int) value).value());
      if (approval == null) {
        throw new Refused(Code.REFERENCE_BROKEN, "it names an approval that is not there");
      }
      if (!approval.subject().equals(subject)) {
        throw new Refused(Code.REFERENCE_BROKEN, "it names an approval of something else");
      }
      approvers.add(approval.approver());
      roles.add(approval.role());
      checked++;
    }
    if (Math.min(approvers.size(), roles.size()) < FOUR_EYES) {
      String what = "fewer than two people in different roles approved it";
      if (entry.type().equals("erasure")) {
        throw new Refused(Code.REFERENCE_BROKEN, what);
      }
      if (warn) {
        findings.add(Code.APPROVALS_FEW, "entry " + entry.seq(), what);
      }
    }
  }
}

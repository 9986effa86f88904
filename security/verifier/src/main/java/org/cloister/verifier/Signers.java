package org.cloister.verifier;

/** Whose signature an entry of a type needs. */
final class Signers {
  private Signers() {}

  /** Whether {@code party} may sign such an entry where {@code coordinator} coordinates. */
  static boolean may(String party, Entry entry, String coordinator) throws Refused {
    Value.Obj body = entry.body();
    boolean coordinates = party.equals(coordinator);
    return switch (entry.type()) {
      case "contribution" -> party.equals(body.text("participant"));
      case "approval" -> party.equals(body.text("approver"));
      case "key", "plugin", "dp-charge" -> coordinates || party.equals(body.text("party"));
      case "export" -> coordinates || party.equals(body.text("by"));
      case "genesis",
          "policy",
          "round-open",
          "aggregate",
          "evaluation",
          "model-release",
          "erasure",
          "recovery",
          "archive",
          "archive-erasure" ->
          coordinates;
      default -> true;
    };
  }
}

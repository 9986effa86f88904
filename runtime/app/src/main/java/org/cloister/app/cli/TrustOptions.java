package org.cloister.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.app.audit.Verification;
import picocli.CommandLine.Option;

/** Whom an auditor trusts; it comes from the auditor, never from what is verified. */
final class TrustOptions {

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Whom you trust: log and witness keys and the quorum (C2SP tlog-policy).")
  private Optional<Path> policy = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "A key that you were given (vkey); can be given again. Without --policy these keys are all"
              + " that is trusted, and every witness among them must have cosigned.")
  private List<Path> keys = new ArrayList<>();

  /** The policy, if there is one. */
  Optional<Path> policy() {
    return policy;
  }

  /** As words for the verifier. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    policy.ifPresent(file -> words.addAll(List.of("--policy", Verification.word(file))));
    keys.forEach(file -> words.addAll(List.of("--key", Verification.word(file))));
    return words;
  }
}

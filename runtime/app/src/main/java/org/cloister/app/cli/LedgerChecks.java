package org.cloister.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.app.audit.Verification;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a ledger is verified against. */
final class LedgerChecks {

  @Mixin TrustOptions trust = new TrustOptions();

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "A checkpoint that you kept: shows rollback and other histories.")
  private Optional<Path> against = Optional.empty();

  @Option(
      names = "--max-age",
      paramLabel = "HOURS",
      description = "How old the newest cosignature may be.")
  private Optional<String> maxAge = Optional.empty();

  /** As words for the verifier. */
  List<String> words() {
    List<String> words = new ArrayList<>(trust.words());
    against.ifPresent(file -> words.addAll(List.of("--against", Verification.word(file))));
    maxAge.ifPresent(hours -> words.addAll(List.of("--max-age", hours)));
    return words;
  }
}

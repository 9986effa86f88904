package org.cloister.app.audit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cloister.app.report.AuditReport;
import org.cloister.ledger.log.LedgerReader;

/** Verifies a ledger and tells people what it says. */
public final class AuditPage {

  /**
   * The page.
   *
   * @param html its bytes
   * @param verification what the verifier said, as JSON
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
  public record Made(byte[] html, Verification.Said verification) {}

  private final Verification verification;
  private final String program;

  /**
   * A maker of pages.
   *
   * @param program the version of Cloister
   */
  public AuditPage(Verification verification, String program) {
    this.verification = verification;
    this.program = program;
  }

  /**
   * The page about a ledger.
   *
   * @param folder of the ledger
   * @param checks what it is verified against, as words for the verifier
   */
  public Made of(Path folder, List<String> checks) {
    List<String> line = new ArrayList<>(List.of(Verification.word(folder)));
    line.addAll(checks);
    Verification.Said said = verification.call(line, "json");
    LedgerReader ledger = LedgerFolder.open(folder);
    String html =
        AuditReport.of(
            ledger.head(),
            taker ->
                ledger.each(
                    0, ledger.head().size(), stored -> taker.accept(EntryLine.of(stored).entry())),
            said.json(),
            program);
    return new Made(html.getBytes(StandardCharsets.UTF_8), said);
  }
}

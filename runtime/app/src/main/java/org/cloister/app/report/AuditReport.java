package org.cloister.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.cloister.ledger.note.Checkpoint;

/**
 * The report of an audit: what the ledger says, and what the verifier says of the ledger. The same
 * ledger and verification give the same bytes. Everything in it comes from others and is escaped.
 */
public final class AuditReport {

  private AuditReport() {}

  /** Entries, one after the other. */
  public interface Entries {
    /** Hands over each entry in order. */
    void each(Consumer<JsonNode> taker);
  }

  /**
   * As one self-contained page.
   *
   * @param head of the ledger
   * @param entries of the ledger, read once
   * @param verification of format {@code cloister-verification/1}
   * @param program the version that makes it
   */
  public static String of(Checkpoint head, Entries entries, JsonNode verification, String program) {
    AuditBook book = new AuditBook();
    entries.each(book::add);
    Html html = Page.begin(head.origin() + " \u2013 Cloister audit report");
    header(html, head, book, verification);
    Page.links(
        html,
        List.of(
            new Page.Link("verification", "Verification"),
            new Page.Link("parties", "Parties and keys"),
            new Page.Link("rounds", "Rounds"),
            new Page.Link("plugins", "Plugins and approvals"),
            new Page.Link("privacy", "Privacy"),
            new Page.Link("incidents", "Incidents"),
            new Page.Link("entries", "Entries")));
    html.open("main");
    new VerificationSection(verification).write(html);
    new PartiesSection(book).write(html);
    new RoundsSection(book).write(html);
    new CodeSection(book).write(html);
    new PrivacySection(book).write(html);
    new IncidentSection(book).write(html);
    entries(html, book);
    html.close();
    return Page.end(html, program, "the ledger and its verification");
  }

  private static void header(Html html, Checkpoint head, AuditBook book, JsonNode verification) {
    String verdict = verification.path("verdict").asText();
    html.open("header");
    html.leaf("p", "Audit of a ledger", "class", "kicker");
    html.open("h1").data(head.origin()).close();
    html.open("p", "class", "status");
    html.leaf("span", verdict.toLowerCase(Locale.ROOT), "class", "badge " + look(verdict));
    html.text(" ").data(sentence(verdict)).close();
    html.open("dl", "class", "tiles", "style", "--n:4");
    Page.tile(html, "entries", Long.toString(head.size()), "under this checkpoint");
    Page.tile(html, "rounds", Long.toString(book.rounds()), jobs(book));
    Page.tile(
        html, "contributions", Long.toString(book.types().getOrDefault("contribution", 0L)), "");
    Page.tile(html, "incidents", Long.toString(book.list("incident").count()), "");
    html.close().close();
  }

  private static String jobs(AuditBook book) {
    return Numbers.count(book.jobs().size(), "job", "jobs");
  }

  private static String look(String verdict) {
    return switch (verdict) {
      case "VERIFIED" -> "good";
      case "FAILED" -> "bad";
      default -> "open";
    };
  }

  private static String sentence(String verdict) {
    return switch (verdict) {
      case "VERIFIED" -> "Everything that was checked holds; what was not checked is listed below.";
      case "FAILED" -> "Something contradicts something else; see what was found.";
      default -> "Nothing contradicts, but something that was asked for could not be checked.";
    };
  }

  private static void entries(Html html, AuditBook book) {
    html.open("section", "id", "entries").leaf("h2", "Entries");
    Table.open(
        html,
        "How many of each type; from " + book.began() + " to " + book.ended(),
        List.of(Table.Column.words("type"), Table.Column.number("entries")));
    book.types()
        .forEach(
            (type, count) -> {
              html.open("tr");
              Table.head(html, type);
              html.leaf("td", Long.toString(count)).close();
            });
    Table.close(html);
    html.leaf(
        "p",
        "Times are the coordinator's own word; what is proved of time are the cosignatures of the"
            + " witnesses.",
        "class",
        "note");
    html.close();
  }
}

package org.cloister.app.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.app.record.AtomicFile;
import org.cloister.app.record.Json;
import org.cloister.app.run.Scratch;
import org.cloister.ledger.log.LedgerReader;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/** Archives of evidence: made for an auditor, and checked by one. */
public final class Evidence {

  /** Receipts that an archive has at most; any other can be made from the ledger in it. */
  private static final int RECEIPTS = 1000;

  /** Hears of an archive when all of it is written and before anybody can have it. */
  @FunctionalInterface
  public interface Note {
    /** Notes it; what this throws keeps the archive from being handed out. */
    void exported(Digest archive, Checkpoint head);
  }

  /**
   * An archive that was made.
   *
   * @param digest over its bytes
   * @param head of the ledger in it
   * @param verification of the ledger in it
   */
  public record Made(Digest digest, Checkpoint head, Verification.Said verification) {

    /** The verdict in one word. */
    public String verdict() {
      return verification.verdict();
    }
  }

  /**
   * An archive that was checked: it is as its manifest says.
   *
   * @param files how many files are in it
   * @param program the version that made it
   * @param verification of the ledger in it
   */
  public record Checked(int files, String program, Verification.Said verification) {}

  private final Verification verification;
  private final AuditPage page;
  private final String program;

  /**
   * A maker and checker of archives.
   *
   * @param program the version of Cloister
   */
  public Evidence(Verification verification, AuditPage page, String program) {
    this.verification = verification;
    this.page = page;
    this.program = program;
  }

  /**
   * Packs a ledger with its verification, its report and the receipts of the models that were
   * released. The same ledger and checks give the same bytes.
   *
   * @param folder of the ledger, which nobody may write meanwhile
   * @param checks what it is verified against, as words for the verifier
   * @param policy that is packed, too, to tell what it was verified against
   * @param to the archive
   * @param note hears of it
   */
  public Made export(Path folder, List<String> checks, Optional<Path> policy, Path to, Note note) {
    LedgerReader ledger = LedgerFolder.open(folder);
    AuditPage.Made report = page.of(folder, checks);
    Map<String, byte[]> extra = new TreeMap<>();
    policy.ifPresent(file -> extra.put("policy", bytes(file)));
    extra.put("audit.html", report.html());
    extra.put("verification.json", utf8(Json.pretty(portable(report.verification().json()))));
    receipts(ledger).forEach((seq, text) -> extra.put("receipts/" + seq + ".txt", utf8(text)));
    MessageDigest sha = Digest.sha256();
    List<Digest> digest = new ArrayList<>();
    AtomicFile.write(
        to,
        channel -> {
          var out =
              new DigestOutputStream(
                  new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), sha);
          new EvidenceArchive(folder, extra).write(out, ledger.head(), program);
          digest.add(new Digest(HexFormat.of().formatHex(sha.digest())));
          note.exported(digest.get(0), ledger.head());
        });
    return new Made(digest.get(0), ledger.head(), report.verification());
  }

  /**
   * Unpacks an archive where nothing else is, and verifies the ledger in it.
   *
   * @param checks what it is verified against, from outside of the archive
   * @param format of the verification
   * @throws org.cloister.model.CloisterException CL-0930 if it is not as its manifest says
   */
  public Checked check(Path archive, List<String> checks, String format) {
    try (Scratch scratch = Scratch.create()) {
      Path target = scratch.resolve("evidence");
      EvidenceManifest manifest = new EvidenceUnpacking(target).unpack(archive);
      Path folder = target.resolve(EvidenceArchive.LEDGER);
      Checkpoint head = LedgerFolder.open(folder).head();
      EvidenceManifest.require(
          head.origin().equals(manifest.origin())
              && head.size() == manifest.size()
              && head.root().equals(manifest.root()),
          "its manifest names another head than its ledger has");
      List<String> line = new ArrayList<>(List.of(Verification.word(folder)));
      line.addAll(checks);
      Verification.Said said = verification.call(line, format);
      String output = said.output().replace(folder.toString(), "the ledger in " + archive);
      return new Checked(
          manifest.files().size(), manifest.program(), new Verification.Said(said.exit(), output));
    }
  }

  /** Without the place where the ledger happened to lie. */
  private static JsonNode portable(JsonNode said) {
    ObjectNode copy = said.deepCopy();
    return copy.put("subject", "ledger");
  }

  private static Map<Long, String> receipts(LedgerReader ledger) {
    Map<Long, String> receipts = new TreeMap<>();
    ledger.each(
        0,
        ledger.head().size(),
        stored -> {
          EntryLine line = EntryLine.of(stored);
          if (line.type().equals("model-release") && receipts.size() < RECEIPTS) {
            long seq = line.entry().path("seq").asLong();
            receipts.put(seq, ledger.receipt(seq).text());
          }
        });
    return receipts;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file); // the verifier has read it, and bounds its length
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.USAGE, "The file " + file + " must be readable, is not.", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package org.cloister.verifier;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the folder of a ledger from its bytes and the policy's keys alone. Reads, never writes,
 * opens no socket; memory does not grow with the length of entries, and by about 100 bytes with
 * each entry. One object serves one verification, on one thread.
 */
public final class Verifier {
  private static final String CHECKPOINT = "checkpoint";

  private final LogFolder log;
  private final Policy policy;
  private final Options options;
  private final ReportBuilder report;
  private final Findings findings;

  Verifier(Path folder, Policy policy, Options options) {
    this.log = new LogFolder(folder);
    this.policy = policy;
    this.options = options;
    this.report = new ReportBuilder(policy);
    this.findings = report.findings;
  }

  /** Checks all that can be checked; whatever the files hold, the outcome is a report. */
  Report verify() {
    try {
      byte[] bytes = log.read(CHECKPOINT, Note.MAX_SIZE, Code.CHECKPOINT_MALFORMED);
      if (bytes == null) {
        findings.add(Code.CHECKPOINT_MISSING, CHECKPOINT, "the folder has no checkpoint");
      } else {
        SignedHead head = report.head(bytes, CHECKPOINT);
        if (head == null) {
          report.checked.not(
              "The entries: without a trusted checkpoint there is nothing to hold them to.");
        } else {
          report.quorum(head, CHECKPOINT);
          fresh(head);
          entries(head.checkpoint());
        }
      }
    } catch (Refused e) {
      findings.add(e.at(CHECKPOINT));
    }
    Limits.always(report.checked);
    return report.build(log.root().toString());
  }

  private void entries(Checkpoint head) throws Refused {
    TileCheck tiles = new TileCheck(log, findings);
    History history = new History(log, tiles);
    try (EntryCheck entries = new EntryCheck(policy.origin(), history, findings)) {
      entries(head, history, tiles, entries);
    }
  }

  private void entries(Checkpoint head, History history, TileCheck tiles, EntryCheck entries)
      throws Refused {
    Archive archive = new Archive(log, policy, findings);
    SignedHead old = against(head);
    boolean whole = true;
    archive.reached(history);
    for (long index = 0; whole && index * TilePath.WIDTH < head.size(); index++) {
      long left = head.size() - index * TilePath.WIDTH;
      whole = bundle(index, (int) Math.min(TilePath.WIDTH, left), history, entries, archive, old);
    }
    if (whole) {
      history.finish();
      Hash root = history.root(head.size());
      if (!head.root().equals(root)) {
        findings.add(Code.ROOT_MISMATCH, CHECKPOINT, "the entries do not have the signed root");
      }
    } else {
      report.checked.not(
          "What follows entry "
              + history.size()
              + ", and whether the entries have the signed root.");
    }
    if (old != null && old.checkpoint().size() == 0) {
      same(old.checkpoint(), history);
    }
    archive.finish(head.size());
    report.checked.add("entries in chain and tree", history.size());
    report.checked.add("tiles, full and partial", tiles.compared());
    report.checked.add("archived checkpoints", archive.checked());
    if (policy.namesSecondKey()) {
      String what = "archived checkpoints that the log signed with ML-DSA-44 too";
      report.checked.add(what, archive.withSecondLine());
    }
    entries.finish(report.checked);
    Limits.ofAnchors(StrayFiles.count(log, head.size(), findings), report.checked);
  }

  private boolean bundle(
      long index,
      int width,
      History history,
      EntryCheck entries,
      Archive archive,
      @Nullable SignedHead old) {
    String path = TilePath.of(TilePath.ENTRIES, index);
    try {
      Bundle bundle = Bundle.read(log, index, width, findings);
      if (bundle == null) {
        findings.add(Code.ENTRIES_MISSING, path, "the bundle of entries is not there");
        return false;
      }
      for (int i = 0; i < width; i++) {
        entries.entry(bundle.bytes(), bundle.from(i), bundle.to(i));
        archive.reached(history);
        if (old != null && old.checkpoint().size() == history.size()) {
          same(old.checkpoint(), history);
        }
      }
      return true;
    } catch (Refused e) {
      findings.add(e.at(path));
      return false;
    }
  }

  private void same(Checkpoint old, History history) throws Refused {
    if (!old.root().equals(history.root(old.size()))) {
      findings.add(
          Code.SPLIT_VIEW,
          "--against",
          "the log signed another history of " + old.size() + " entries before");
    }
    report.checked.add("entries that an older checkpoint fixes", old.size());
  }

  private @Nullable SignedHead against(Checkpoint head) {
    Path file = options.against();
    if (file == null) {
      Limits.withoutAgainst(report.checked);
      return null;
    }
    Findings apart = new Findings();
    SignedHead old = null;
    try {
      byte[] bytes = LogFolder.read(file, Note.MAX_SIZE, Code.CHECKPOINT_MALFORMED);
      old = SignedHead.check(bytes, policy, apart, "--against");
    } catch (Refused e) {
      apart.add(e.at("--against"));
    }
    if (old == null) {
      apart
          .kept(Code.Kind.FAILED)
          .forEach(f -> findings.add(Code.AGAINST_NOT_TRUSTED, f.where(), f.what()));
      apart.kept(Code.Kind.INCONCLUSIVE).forEach(findings::add);
    } else if (old.checkpoint().size() > head.size()) {
      long size = old.checkpoint().size();
      String what = "the log had " + size + " entries before, and has " + head.size() + " now";
      findings.add(Code.ROLLBACK, "--against", what);
    }
    return old;
  }

  private void fresh(SignedHead head) {
    Duration maxAge = options.maxAge();
    if (maxAge == null) {
      Limits.withoutMaxAge(report.checked);
    } else if (head.newest() < 0) {
      findings.add(Code.STALE, CHECKPOINT, "no known witness says when it cosigned");
    } else {
      long oldest = options.now().minus(maxAge).getEpochSecond();
      if (head.newest() < oldest) {
        String when = ReportBuilder.time(head.newest());
        findings.add(Code.STALE, CHECKPOINT, "the newest cosignature is of " + when);
      }
    }
  }
}

package org.cloister.ledger.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.entry.Genesis;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.ledger.store.SimulatedDisk;
import org.junit.jupiter.api.Test;

/**
 * Power is cut before every operation of a run, with many outcomes each of what was not forced, and
 * again while it recovers. Whatever was acknowledged is there exactly once, in order, and the
 * folder verifies.
 */
class PowerCutTests {
  private final Federation federation = new Federation();
  private final SignedBody genesis = federation.genesis();

  /** On a new disk: all that happens once. */
  private final List<List<SignedBody>> first =
      List.of(federation.contributions(0, 2), federation.contributions(300, 1));

  /** After 254 entries: a partial bundle grows, another one fills and replaces it. */
  private final List<List<SignedBody>> later =
      List.of(federation.contributions(500, 1), federation.contributions(600, 4));

  /** Appends the batches; adds which contributions were acknowledged. */
  private void run(SimulatedDisk disk, List<List<SignedBody>> batches, List<Long> acknowledged) {
    try (LedgerWriter writer = LedgerWriter.open(disk, federation.settings(), List.of())) {
      if (writer.checkpoint().isEmpty()) {
        writer.append(List.of(genesis));
      }
      for (List<SignedBody> batch : batches) {
        writer.append(batch);
        batch.forEach(body -> acknowledged.add(((ContributionEntry) body.body()).at().round()));
      }
    }
  }

  @Test
  void open_afterACutAnywhereInANewLog_hasEveryAcknowledgedEntryOnce() {
    cutEverywhere(new SimulatedDisk(), first, List.of(), 4);
  }

  @Test
  void open_afterACutAnywhereWhereBundlesFill_hasEveryAcknowledgedEntryOnce() {
    SimulatedDisk disk = new SimulatedDisk();
    List<Long> acknowledged = new ArrayList<>();
    run(disk, List.of(federation.contributions(0, 253)), acknowledged);
    cutEverywhere(disk, later, acknowledged, 2);
  }

  /** {@code outcomes}: what may be left of the writes under way at a cut, so many times. */
  private void cutEverywhere(
      SimulatedDisk base, List<List<SignedBody>> batches, List<Long> before, int outcomes) {
    long cuts = 0;
    for (int at = 1; ; at++) {
      SimulatedDisk disk = base.copy();
      disk.cutPowerAt(at);
      List<Long> acknowledged = new ArrayList<>(before);
      try {
        run(disk, batches, acknowledged);
        assertTrue(at > 40, "only " + at + " operations");
        break;
      } catch (SimulatedDisk.PowerCut e) {
        cuts++;
      }
      for (int outcome = 0; outcome < outcomes; outcome++) {
        String what = "cut " + at + ", outcome " + outcome;
        SplittableRandom random = new SplittableRandom(1000L * at + outcome);
        SimulatedDisk back = disk.reboot(random);
        // Cut again while it comes back, at most twice.
        for (int again = 0; again < 2; again++) {
          back.cutPowerAt(1 + random.nextInt(40));
          try {
            LedgerWriter.open(back, federation.settings(), List.of()).close();
          } catch (SimulatedDisk.PowerCut e) {
            back = back.reboot(random);
          }
        }
        back.cutPowerAt(Long.MAX_VALUE / 2);
        check(back, acknowledged, what);
      }
    }
    assertTrue(cuts > 40);
  }

  private void check(SimulatedDisk disk, List<Long> acknowledged, String what) {
    try (LedgerWriter writer = LedgerWriter.open(disk, federation.settings(), List.of())) {
      if (writer.checkpoint().isEmpty()) {
        assertEquals(List.of(), acknowledged, what);
        writer.append(List.of(genesis));
      }
      writer.append(federation.contributions(900, 1));
    }
    List<Entry> entries = new FolderReader(federation.policy, false).read(disk.files());
    assertTrue(entries.get(0).body() instanceof Genesis, what);
    List<Long> rounds = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.body() instanceof ContributionEntry contribution) {
        rounds.add(contribution.at().round());
      }
    }
    Set<Long> once = new HashSet<>(rounds);
    assertEquals(once.size(), rounds.size(), what);
    assertTrue(rounds.size() > acknowledged.size(), what);
    assertEquals(acknowledged, rounds.subList(0, acknowledged.size()), what);
    assertTrue(disk.files().keySet().stream().noneMatch(path -> path.endsWith(".tmp")), what);
  }
}

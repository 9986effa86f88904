package org.cloister.app.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloister.ledger.entry.AggregateEntry;
import org.cloister.ledger.entry.ArchiveEntry;
import org.cloister.ledger.entry.ArchiveErasure;
import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.entry.Genesis;
import org.cloister.ledger.entry.RoundOpen;
import org.cloister.ledger.log.LedgerReader;
import org.cloister.model.Digest;

/**
 * What the ledger says of how one candidate was made.
 *
 * @param federation the digest of the federation whose parties the ledger is about
 * @param opening of its round
 * @param seq the position of the aggregate
 * @param aggregate the entry
 * @param inputs the contributions that it names
 * @param archive the digest of the stored inputs; empty if none were stored
 * @param erased whether these were erased since
 */
record RecordedAggregate(
    Digest federation,
    RoundOpen opening,
    long seq,
    AggregateEntry aggregate,
    List<ContributionEntry> inputs,
    Optional<Digest> archive,
    boolean erased) {

  /** All candidates of a round, in the ledger's order; reads the whole ledger. */
  static List<RecordedAggregate> of(LedgerReader ledger, String job, long round) {
    Fold fold = new Fold(job, round);
    ledger.each(0, ledger.head().size(), stored -> fold.add(Entry.read(stored)));
    return fold.found.stream().map(one -> one.with(fold.erased)).toList();
  }

  private RecordedAggregate with(Set<Digest> gone) {
    return new RecordedAggregate(
        federation,
        opening,
        seq,
        aggregate,
        inputs,
        archive,
        archive.filter(gone::contains).isPresent());
  }

  /** Goes through the entries once. */
  private static final class Fold {
    private final String job;
    private final long round;
    private final List<RecordedAggregate> found = new ArrayList<>();
    private final Set<Digest> erased = new HashSet<>();
    private final Map<Long, ContributionEntry> contributions = new HashMap<>();
    private final Map<String, Digest> archives = new HashMap<>();
    private Optional<Digest> federation = Optional.empty();
    private Optional<RoundOpen> opening = Optional.empty();

    Fold(String job, long round) {
      this.job = job;
      this.round = round;
    }

    void add(Entry entry) {
      if (entry.body() instanceof Genesis genesis) {
        federation = Optional.of(genesis.federation());
      } else if (entry.body() instanceof RoundOpen open && open.at().job().equals(job)) {
        boolean ours = open.at().round() == round;
        opening = ours ? Optional.of(open) : Optional.empty();
        archives.clear(); // of a round that was begun again only the last counts
      } else if (entry.body() instanceof ContributionEntry contribution) {
        contributions.put(entry.seq(), contribution); // late ones come from earlier rounds
      } else if (entry.body() instanceof ArchiveErasure gone) {
        erased.add(gone.archive());
      } else if (entry.body() instanceof ArchiveEntry kept
          && kept.at().job().equals(job)
          && kept.at().round() == round) {
        archives.put(kept.step(), kept.archive());
      } else if (entry.body() instanceof AggregateEntry made
          && federation.isPresent()
          && opening.isPresent()
          && made.at().job().equals(job)
          && made.at().round() == round
          && made.model().isPresent()) {
        List<ContributionEntry> inputs = new ArrayList<>();
        made.inputs().stream()
            .flatMap(seq -> Optional.ofNullable(contributions.get(seq)).stream())
            .forEach(inputs::add);
        found.add(
            new RecordedAggregate(
                federation.get(),
                opening.get(),
                entry.seq(),
                made,
                inputs,
                Optional.ofNullable(archives.get(made.step())),
                false));
      }
    }
  }
}

package org.cloister.app.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.app.archive.RoundArchive;
import org.cloister.engine.JobTerms;
import org.cloister.engine.RecordedRound;
import org.cloister.engine.RoundInputs;
import org.cloister.engine.coordinator.AggregationReplay;
import org.cloister.identity.FederationDescriptor;
import org.cloister.identity.Onlooker;
import org.cloister.ledger.entry.AggregateEntry;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Vectors;
import org.cloister.port.Assemblies;
import org.cloister.port.Assembly;
import org.cloister.port.Protection;
import org.cloister.spi.protection.Agreed;

/**
 * Makes a candidate again from what was kept of its round, and compares it with the ledger. The
 * ledger's own signatures are the verifier's affair.
 *
 * @param terms of the job
 * @param assemblies the plugins that are installed
 * @param job its name
 * @param archive what was kept; empty if there is none, or no key to it
 * @param federation who the parties are; empty if that is not here
 * @param vectors where large values live
 */
record RoundReplay(
    JobTerms terms,
    Assemblies assemblies,
    String job,
    Optional<RoundArchive> archive,
    Optional<FederationDescriptor> federation,
    Vectors vectors) {

  /** Ends a replay early. */
  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ReplayVerdict.Outcome outcome;

    Ended(ReplayVerdict.Outcome outcome, String why) {
      super(why);
      this.outcome = outcome;
    }
  }

  ReplayVerdict of(RecordedAggregate recorded) {
    List<String> checked = new ArrayList<>();
    try {
      remake(recorded, checked);
      return new ReplayVerdict(ReplayVerdict.Outcome.VERIFIED, checked, "");
    } catch (Ended e) {
      return new ReplayVerdict(e.outcome, checked, String.valueOf(e.getMessage()));
    }
  }

  private void remake(RecordedAggregate recorded, List<String> checked) {
    match(
        recorded.opening().terms().equals(terms.digest()),
        "the job file and the round's opening name different terms");
    checked.add("the terms of the job are those of the round's opening");
    RecordedRound round = kept(recorded);
    checked.add("the archive has the digest that the ledger gives it, and opens under its key");
    inputs(recorded, round.inputs(), round);
    checked.add(
        "the "
            + recorded.inputs().size()
            + " answers in it are the ones that their sites signed on the ledger");
    match(
        Optional.of(round.inputs().base().version()).equals(recorded.opening().base()),
        "the archive starts from another model than the round's opening names");
    checked.add("the model before is the one of the round's opening");
    AggregationReplay.Remade remade = remade(recorded, round);
    match(
        remade.answers().equals(RecordedInputs.of(round)),
        "what was kept of the round makes another candidate, with other sites in it");
    if (!round.inputs().sessions().isEmpty()) {
      agreed(recorded.aggregate(), remade.agreed());
      checked.add("keys, dealt shares and survivors are the ones that the sites signed");
      checked.add("the masks come off the sum with the shares that were revealed");
    }
    compare(recorded, remade);
    checked.add("aggregate and model are the same, bit for bit");
  }

  private static void agreed(AggregateEntry entry, Agreed remade) {
    match(
        entry.messages().keyMessages().equals(remade.keyMessages()),
        "the keys and shares are not those that the ledger names");
    match(
        entry.messages().survivors().equals(remade.survivors()),
        "the survivors are not those that the ledger names");
  }

  private RecordedRound kept(RecordedAggregate recorded) {
    need(
        recorded.archive().isPresent(),
        "nothing was kept of this round (simulate --keep-rounds keeps rounds, but none whose sum has"
            + " noise of the coordinator's alone: a replay would show the sum without)");
    need(!recorded.erased(), "what was kept of this round was erased, as the ledger says");
    need(archive.isPresent(), "the archive or its key is not here");
    Optional<RecordedRound> found =
        archive.orElseThrow().find(recorded.archive().orElseThrow(), vectors);
    match(
        found.isPresent()
            || !archive
                .orElseThrow()
                .names(recorded.opening().at().round(), recorded.aggregate().step()),
        "the archive's file of this round has another digest than the ledger gives: it was altered"
            + " or exchanged");
    need(found.isPresent(), "the archive has no file of this round");
    return found.orElseThrow();
  }

  private static void inputs(RecordedAggregate recorded, RoundInputs inputs, RecordedRound round) {
    match(
        inputs.step().equals(recorded.aggregate().step())
            && inputs.jobRound() == recorded.opening().at().round(),
        "the archive is of another step or round");
    match(
        RecordedInputs.of(round).size() == recorded.aggregate().inputs().size(),
        "the aggregate names other contributions than were kept");
    RecordedInputs.unsigned(round, recorded.inputs())
        .ifPresent(site -> match(false, "the answer of site " + site + " is not what it signed"));
    List<Digest> bundles = recorded.opening().bundles();
    match(
        inputs.plugins().stream().allMatch(pin -> bundles.contains(pin.bundle())),
        "the archive names other plugins than the round's opening");
  }

  private AggregationReplay.Remade remade(RecordedAggregate recorded, RecordedRound round) {
    Protection protection =
        new AuditorProtection(
            round.inputs().sessions().isEmpty()
                ? Optional.empty()
                : Optional.of(new Onlooker(parties(recorded), job)));
    try (Assembly assembly = leased(round)) {
      return AggregationReplay.of(terms, assembly, round, protection, vectors);
    } catch (CloisterException e) {
      match(e.code() != ErrorCode.HISTORY_DIVERGED, String.valueOf(e.getMessage()));
      need(e.code() != ErrorCode.ROUTE_MISMATCH, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private FederationDescriptor parties(RecordedAggregate recorded) {
    Optional<FederationDescriptor> found =
        federation.filter(
            descriptor -> descriptor.federation().digest().equals(recorded.federation()));
    need(
        found.isPresent(),
        "the descriptor of the federation that the ledger names is not in keys/federation.json");
    return found.orElseThrow();
  }

  private Assembly leased(RecordedRound round) {
    try {
      return assemblies.open(round.inputs().plugins());
    } catch (CloisterException e) {
      need(
          e.code() != ErrorCode.PLUGIN_MISMATCH,
          "the exact plugins of the round are not installed here: " + e.getMessage());
      throw e;
    }
  }

  private static void compare(RecordedAggregate recorded, AggregationReplay.Remade remade) {
    match(
        remade.aggregate().equals(recorded.aggregate().aggregate()),
        "the aggregate is "
            + remade.aggregate()
            + ", the ledger says "
            + recorded.aggregate().aggregate());
    match(
        Optional.of(remade.model()).equals(recorded.aggregate().model()),
        "the model is another than the ledger says");
  }

  private static void need(boolean there, String why) {
    if (!there) {
      throw new Ended(ReplayVerdict.Outcome.INCONCLUSIVE, why);
    }
  }

  private static void match(boolean same, String why) {
    if (!same) {
      throw new Ended(ReplayVerdict.Outcome.FAILED, why);
    }
  }
}

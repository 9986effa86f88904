package org.cloister.verifiertests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cloister.ledger.entry.AggregateEntry;
import org.cloister.ledger.entry.Approval;
import org.cloister.ledger.entry.ArchiveEntry;
import org.cloister.ledger.entry.ArchiveErasure;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.Budget;
import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.ledger.entry.DpCharge;
import org.cloister.ledger.entry.Erasure;
import org.cloister.ledger.entry.Evaluation;
import org.cloister.ledger.entry.Export;
import org.cloister.ledger.entry.Genesis;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.entry.Heartbeat;
import org.cloister.ledger.entry.Incident;
import org.cloister.ledger.entry.JobRound;
import org.cloister.ledger.entry.KeyChange;
import org.cloister.ledger.entry.ModelRelease;
import org.cloister.ledger.entry.PluginEvent;
import org.cloister.ledger.entry.PolicyChange;
import org.cloister.ledger.entry.PrivacySpent;
import org.cloister.ledger.entry.ProtocolMessages;
import org.cloister.ledger.entry.RoundOpen;
import org.cloister.ledger.entry.Transcript;
import org.cloister.model.Digest;

/** What happens in a federation, honestly: every type of entry, three rounds, one dropout. */
final class Story {
  static final Digest BUNDLE = Digest.of("bundle");
  static final Digest SWAPPED = Digest.of("bundle, version 2");
  static final Digest SITES_OWN = Digest.of("bundle of hospital-1");
  static final Digest TERMS = Digest.of("terms");
  static final String RULE = "fed-avg";
  static final Digest METRICS = Digest.of("a commitment to metrics");

  final WrittenLog log;
  final Parties parties;

  /** The positions of all contributions. */
  final List<Long> contributions = new ArrayList<>();

  private final Map<Integer, Digest> echoes = new HashMap<>();
  private final SortedMap<String, Digest> sent = new TreeMap<>();
  private long lastAggregate;

  Story(WrittenLog log) {
    this.log = log;
    this.parties = log.parties;
  }

  /** Tells all of it. */
  Story tell(boolean simulated) {
    log.append(genesis(simulated));
    admit("coordinator", BUNDLE, parties.coordinator);
    admit("hospital-1", SITES_OWN, parties.sites.get(0));
    long yes = approve("officer-1", Digest.of("policy 2"), parties.privacyOfficer);
    long too = approve("officer-2", Digest.of("policy 2"), parties.securityOfficer);
    log.append(
        new PolicyChange(
            Parties.ORIGIN, "release", Digest.of("policy 2"), Optional.empty(), List.of(yes, too)));
    round(0, 4, BUNDLE);
    swap();
    round(1, 3, SWAPPED);
    newKey();
    round(2, 4, SWAPPED);
    log.crashWith(new Heartbeat(Parties.ORIGIN, "ntp", -12));
    release();
    erase();
    log.append(
        new Export(
            Parties.ORIGIN, "officer-1", "auditor", "yearly", Digest.of("archive"), log.head()),
        parties.privacyOfficer);
    log.append(new Heartbeat(Parties.ORIGIN, "ntp", 3));
    return this;
  }

  private Genesis genesis(boolean simulated) {
    return new Genesis(
        Parties.ORIGIN,
        "standard",
        parties.log.key().vkey(),
        Digest.of(parties.policy.text()),
        Digest.of("descriptor"),
        "coordinator",
        parties.keys(),
        simulated,
        Optional.of("consortium.example/fl/old"),
        Optional.of(new Head(9, Digest.of("old root"))));
  }

  private void admit(String party, Digest bundle, BodySigner signer) {
    log.append(
        new PluginEvent(
            Parties.ORIGIN,
            PluginEvent.Action.ADMIT,
            party,
            "org.example.plugin",
            "1.0.0",
            bundle,
            Optional.empty(),
            Optional.empty()),
        signer);
  }

  private void swap() {
    log.append(
        new PluginEvent(
            Parties.ORIGIN,
            PluginEvent.Action.SWAP,
            "coordinator",
            "org.example.plugin",
            "2.0.0",
            SWAPPED,
            Optional.of(BUNDLE),
            Optional.empty()));
  }

  long approve(String approver, Digest subject, BodySigner signer) {
    return log.append(
        new Approval(Parties.ORIGIN, approver, "role of " + approver, "approved", subject), signer);
  }

  /** Round {@code round} with the first {@code count} sites; the others drop out. */
  private void round(int round, int count, Digest bundle) {
    open(round, bundle);
    List<Long> inputs = new ArrayList<>();
    sent.clear();
    for (int i = 0; i < count; i++) {
      boolean changed = round == 2 && i == 1;
      inputs.add(
          log.append(
              contribution(round, i, bundle, log.head(), 1000 * (round + 1)),
              changed ? parties.newKeyOfSite : parties.sites.get(i)));
      sent.put(Parties.SITES.get(i), update(round, i));
    }
    contributions.addAll(inputs);
    List<String> dropouts = Parties.SITES.subList(count, Parties.SITES.size());
    for (String dropout : dropouts) {
      log.append(
          new Incident(
              Parties.ORIGIN,
              Incident.Kind.DROPOUT,
              "CL-0403",
              dropout,
              Optional.of("job-1"),
              Optional.of((long) round),
              Optional.empty()));
    }
    ProtocolMessages messages =
        round == 1
            ? ProtocolMessages.none()
            : new ProtocolMessages(
                Optional.of(echo(round)),
                Optional.of(Digest.of("keys")),
                Optional.of(Digest.of("survivors")));
    log.append(new ArchiveEntry(at(round), "train", Digest.of("archive " + round)));
    lastAggregate = log.append(aggregate(round, inputs, dropouts, messages, TERMS, sent));
    log.append(new ArchiveErasure(at(round), "train", Digest.of("archive " + round), "retention"));
    log.append(new Evaluation(at(round), "test", model(round + 1), Parties.SITES, METRICS));
    log.append(new DpCharge(at(round), "coordinator", privacy(10 * (round + 1))));
  }

  long open(int round, Digest bundle) {
    RoundOpen opening =
        new RoundOpen(
            at(round),
            TERMS,
            "open",
            Optional.of(model(round)),
            Parties.SITES,
            List.of(bundle),
            log.head());
    echoes.put(round, opening.echo());
    return log.append(opening);
  }

  /** What the sites of a round compared at its start. */
  Digest echo(int round) {
    return Objects.requireNonNull(echoes.get(round));
  }

  ContributionEntry contribution(int round, int site, Digest bundle, Head seen, int spent) {
    List<Digest> bundles = new ArrayList<>(List.of(bundle));
    if (site == 0) {
      bundles.add(SITES_OWN);
    }
    bundles.sort(null);
    return new ContributionEntry(
        at(round),
        "train",
        Parties.SITES.get(site),
        update(round, site),
        bundles,
        Optional.of(model(round)),
        RULE,
        Digest.of("nonce " + round + " " + site + " " + spent).hex(),
        seen,
        Optional.of(privacy(spent)));
  }

  static AggregateEntry aggregate(
      int round,
      List<Long> inputs,
      List<String> dropouts,
      ProtocolMessages messages,
      Digest terms,
      SortedMap<String, Digest> sent) {
    Transcript transcript =
        new Transcript(at(round), "train", terms, Optional.of(model(round)), messages, sent);
    return new AggregateEntry(
        at(round),
        "train",
        inputs,
        dropouts,
        Digest.of("aggregate " + round),
        Optional.of(model(round + 1)),
        RULE,
        messages,
        transcript.digest());
  }

  private void newKey() {
    KeyChange add =
        new KeyChange(
            Parties.ORIGIN,
            KeyChange.Action.ADD,
            Parties.signing(parties.newKeyOfSite),
            Optional.empty(),
            approvals(Digest.of(parties.newKeyOfSite.signer().verifyingKey().raw().toArray())));
    long added = log.append(add, parties.sites.get(1));
    BodySigner old = parties.sites.get(1);
    KeyChange retire =
        new KeyChange(
            Parties.ORIGIN,
            KeyChange.Action.RETIRE,
            Parties.signing(old),
            Optional.of(added),
            approvals(Digest.of(old.signer().verifyingKey().raw().toArray())));
    log.append(retire, parties.newKeyOfSite);
  }

  List<Long> approvals(Digest subject) {
    return List.of(
        approve("officer-1", subject, parties.privacyOfficer),
        approve("officer-2", subject, parties.securityOfficer));
  }

  private void release() {
    log.append(
        new ModelRelease(
            Parties.ORIGIN,
            "job-1",
            model(3),
            lastAggregate,
            "registry",
            "decision support",
            approvals(model(3))));
  }

  private void erase() {
    log.append(
        new Erasure(
            Parties.ORIGIN, lastAggregate + 1, METRICS, "GDPR art. 17", approvals(METRICS)));
  }

  long lastAggregate() {
    return lastAggregate;
  }

  static JobRound at(int round) {
    return new JobRound(Parties.ORIGIN, "job-1", round);
  }

  static Digest model(int version) {
    return Digest.of("model " + version);
  }

  static Digest update(int round, int site) {
    return Digest.of("update " + round + " of " + site);
  }

  static PrivacySpent privacy(int spent) {
    return new PrivacySpent(
        "gaussian 1.1", "record", new Budget(spent, 1_000_000 - spent, 7, 1_000));
  }
}

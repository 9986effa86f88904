package org.cloister.engine.coordinator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloister.engine.Checkpoint;
import org.cloister.engine.Effect;
import org.cloister.engine.EffectQueue;
import org.cloister.engine.Fact;
import org.cloister.engine.JobTerms;
import org.cloister.engine.Message;
import org.cloister.engine.Resumption;
import org.cloister.engine.data.GlobalFit;
import org.cloister.engine.data.SharedSteps;
import org.cloister.engine.groups.GroupDraw;
import org.cloister.engine.round.Models;
import org.cloister.model.CloisterException;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Model;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Preprocessing;
import org.cloister.model.Vectors;
import org.cloister.port.Assembly;
import org.cloister.port.Protection;
import org.cloister.spi.Event;
import org.cloister.spi.ModelRef;
import org.cloister.spi.ServerState;

/** The state of a running job that its steps share. Belongs to the coordinator's thread. */
final class Job {
  /**
   * How long guests may take for work that is not a site's: aggregating, finishing a query, the
   * first model.
   */
  static final Duration GUEST_LIMIT = Duration.ofMinutes(30);

  final JobTerms terms;
  final Digest termsDigest;
  final Vectors vectors;
  final Protection protection;
  final EffectQueue effects;
  final Sites sites;
  final Map<Long, Step> steps = new LinkedHashMap<>();

  /** Answers that come after their step ended: the site and the ask it still works on. */
  final Map<String, Long> late = new LinkedHashMap<>();

  /** Late answers that came while no step waited for them. */
  final List<Late> lateReady = new ArrayList<>();

  Optional<Aggregation.Candidate> candidate = Optional.empty();

  /** Asks whose sites keep a state that no update took so far. */
  final Set<Collected.Counted> uncommitted = new HashSet<>();

  ServerState serverState = ServerState.empty();

  /** Drawn before anything else on the grouped route; on others there are none. */
  Optional<GroupDraw> groups = Optional.empty();

  /** The last ask that each site was told to commit. */
  final Map<String, Long> committed = new HashMap<>();

  /** The job's own round; that of a child workflow is its frame's. */
  int round;

  /** Events recorded so far. */
  long events;

  private long saved;

  private final Map<Digest, Integer> versions = new HashMap<>();
  private Optional<Assembly> assembly = Optional.empty();
  private Optional<Model> model = Optional.empty();
  private Optional<Preprocessing> prepared = Optional.empty();

  /** A checked answer that waits for the next step. */
  record Late(String site, long ask, Contribution contribution) {}

  Job(JobTerms terms, Vectors vectors, Protection protection) {
    this.terms = terms;
    this.termsDigest = terms.digest();
    this.vectors = vectors;
    this.protection = protection;
    this.effects = new EffectQueue();
    this.sites = new Sites(terms.roster(), effects);
  }

  /** Has it entered into the ledger before whatever follows. */
  void enter(Fact fact) {
    effects.add(new Effect.Enter(fact));
  }

  /** The plugins of this round. */
  Assembly assembly() {
    return assembly.orElseThrow(
        () -> new CloisterException(ErrorCode.INTERNAL, "No round has begun."));
  }

  void assembly(Assembly next) {
    assembly.ifPresent(Assembly::close);
    assembly = Optional.of(next);
  }

  void release() {
    assembly.ifPresent(Assembly::close);
    assembly = Optional.empty();
  }

  Optional<Model> model() {
    return model;
  }

  /** The current model of a job that must have one. */
  Model requireModel() {
    return model.orElseThrow(
        () ->
            new CloisterException(
                ErrorCode.WORKFLOW_INVALID,
                "There is no model yet; an agent of type init must come before this one."));
  }

  void model(Model next) {
    versions.putIfAbsent(next.version(), versions.size());
    model = Optional.of(next);
  }

  /** The site starts anew: it remembers nothing that it could be told to commit. */
  void forget(String site) {
    uncommitted.removeIf(counted -> counted.site().equals(site));
    committed.remove(site);
  }

  /**
   * Where the job stands at the end of a round of {@code frame}, whose next was just begun; empty
   * while a candidate waits that a later round may take, and where the job just came from.
   */
  Optional<Checkpoint> checkpoint(Frame frame) {
    if (candidate.isPresent() || events == saved) {
      return Optional.empty();
    }
    saved = events;
    return Optional.of(
        new Checkpoint(
            frame.run.round() - 1,
            events,
            effects.last(),
            model.map(Message.Broadcast::of),
            serverState,
            frame.values,
            committed));
  }

  /** Goes on from a checkpoint; how stale an answer is counts from its model. */
  void restore(Resumption from, Optional<Model> of) {
    of.ifPresent(this::model);
    from.events().stream()
        .filter(event -> event instanceof Event.ChildEnded e && PreparedWorkflow.isNode(e.node()))
        .forEach(event -> prepared(((Event.ChildEnded) event).values()));
    serverState = from.checkpoint().server();
    committed.putAll(from.checkpoint().committed());
    events = from.checkpoint().events();
    saved = events;
    effects.skip(from.checkpoint().number());
    sites.restore(from.events());
  }

  /** Takes what the statistics of the federation gave for the preprocessing. */
  void prepared(Map<String, Double> statistics) {
    prepared = Optional.of(GlobalFit.of(terms.schema(), terms.preparation(), statistics));
  }

  /** The preprocessing of this job's models. */
  Preprocessing preprocessing() {
    return model
        .map(Model::preprocessing)
        .or(() -> prepared)
        .orElseGet(() -> SharedSteps.of(terms.schema(), terms.preparation()));
  }

  /** How many models came after that one. */
  int staleness(Digest base) {
    Integer then = versions.get(base);
    return then == null ? 0 : versions.size() - 1 - then;
  }

  boolean known(Digest version) {
    return versions.containsKey(version);
  }

  ParameterLayout layout() {
    return requireModel().spec().layout();
  }

  /** The model that a reference means; empty for none. */
  Optional<Model> resolve(ModelRef reference, Frame frame) {
    if (reference instanceof ModelRef.None) {
      return Optional.empty();
    }
    if (reference instanceof ModelRef.Candidate) {
      return Optional.of(
          candidate
              .orElseThrow(
                  () ->
                      new CloisterException(
                          ErrorCode.WORKFLOW_INVALID,
                          "There is no candidate; an agent of type aggregate must come before this"
                              + " one."))
              .model());
    }
    if (reference instanceof ModelRef.OfSite site) {
      return Optional.of(ofSite(site, frame));
    }
    return Optional.of(requireModel());
  }

  private Model ofSite(ModelRef.OfSite reference, Frame frame) {
    Collected training =
        frame
            .training(reference.trainNode())
            .filter(found -> !found.updates().isEmpty())
            .orElseThrow(
                () ->
                    new CloisterException(
                        ErrorCode.ROUTE_MISMATCH,
                        "The model of one site exists on the open route only, after the training it"
                            + " comes from."));
    return withUpdate(training, reference.site());
  }

  private Model withUpdate(Collected training, String site) {
    Model current = requireModel();
    var update =
        training.updates().stream()
            .filter(candidateUpdate -> candidateUpdate.source().equals(site))
            .findFirst()
            .orElseThrow(
                () ->
                    new CloisterException(
                        ErrorCode.WORKFLOW_INVALID,
                        "Site " + site + " did not count in this training."));
    var weights =
        vectors.axpy(
            1,
            update.contribution().parts().tensor(org.cloister.model.Part.DELTA),
            current.weights());
    return Models.of(terms, assembly(), weights, current.shared(), current.preprocessing());
  }
}

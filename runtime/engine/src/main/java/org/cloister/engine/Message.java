package org.cloister.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.engine.groups.GroupCommitment;
import org.cloister.engine.groups.GroupOpening;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.model.Parts;
import org.cloister.model.PluginPin;
import org.cloister.model.Preprocessing;
import org.cloister.model.Resources;
import org.cloister.model.Settings;
import org.cloister.spi.DropReason;
import org.cloister.spi.SiteTask;
import org.cloister.spi.protection.SessionMessage;

/**
 * What coordinator and participants say to each other. A machine hears those of one peer in order
 * and each once, and some may be lost on the way: whoever asks has a deadline. All but {@link Join}
 * are idempotent: an ask has a number, and an answer to a number that nobody waits for is dropped.
 * Who joins again began anew, and knows of nothing that it was asked.
 */
public sealed interface Message {

  /**
   * What the parties' ledgers say to each other, between their nodes: no machine sends or sees it.
   */
  sealed interface OfLedger extends Message {}

  /** How the groups of the grouped route are drawn; see {@link GroupCommitment}. */
  sealed interface OfDraw extends Message {
    /** Which attempt, from 0. */
    int attempt();
  }

  /** What a participant sends. */
  sealed interface FromParticipant extends Message {}

  /** What a coordinator sends. */
  sealed interface FromCoordinator extends Message {}

  /**
   * A participant is there and willing to work by these terms.
   *
   * @param terms the digests of their parts, see {@link JobTerms#sections()}
   */
  record Join(Map<String, Digest> terms, Resources resources) implements FromParticipant {
    /** The most parts of terms. */
    public static final int MAX_TERMS = 64;

    public Join {
      terms = Map.copyOf(terms);
      CloisterException.require(
          terms.size() <= MAX_TERMS,
          ErrorCode.MESSAGE_MALFORMED,
          "Terms must have at most " + MAX_TERMS + " parts, were " + terms.size() + ".");
    }
  }

  /** A participant leaves. */
  record Leave() implements FromParticipant {}

  /**
   * The open route's answer.
   *
   * @param ask which ask
   * @param contribution what the site gives
   * @param compressed the body of {@code delta} where the route has a data-dependent compressor;
   *     the contribution then has no such part
   * @param resources now
   */
  record Answer(
      long ask, Contribution contribution, Optional<Bytes> compressed, Resources resources)
      implements FromParticipant {}

  /** No answer will come. */
  record Refused(long ask, DropReason reason, Resources resources) implements FromParticipant {}

  /** A step of a secure-aggregation session. */
  record SessionStep(long ask, SessionMessage message)
      implements FromParticipant, FromCoordinator {}

  /** The result of a {@link Compute}. */
  record Computed(long ask, Map<String, Double> values, Resources resources)
      implements FromParticipant {
    public Computed {
      values = Map.copyOf(values);
    }
  }

  /**
   * The model that asks are about.
   *
   * @param version its digest, which the receiver checks
   * @param weights the SHARED values
   * @param shared what the trainer shares beside them
   * @param preprocessing what all sites share of the way from table to numbers
   */
  record Broadcast(Digest version, FloatVector weights, Parts shared, Preprocessing preprocessing)
      implements FromCoordinator {

    /** What sites are sent of a model; they know the rest of it. */
    public static Broadcast of(Model model) {
      return new Broadcast(model.version(), model.weights(), model.shared(), model.preprocessing());
    }
  }

  /**
   * Work for a site.
   *
   * @param ask the number of the ask, unique in the job
   * @param round from 1, or 0 before the first; of a child workflow, its own
   * @param jobRound the job's own round, which a child workflow runs in
   * @param node of the workflow
   * @param task what to do
   * @param model the version of the model to start from; none for a query about data
   * @param plugins the exact plugins of the round
   * @param session who takes part, on a route with sessions; empty on the open route
   * @param deadline how long the coordinator waits
   * @param draw on the grouped route, the draw that the session is a group of
   */
  record Ask(
      long ask,
      int round,
      int jobRound,
      String node,
      SiteTask task,
      Optional<Digest> model,
      List<PluginPin> plugins,
      List<String> session,
      Duration deadline,
      Optional<Digest> draw)
      implements FromCoordinator {
    public Ask {
      plugins = List.copyOf(plugins);
      session = List.copyOf(session);
    }

    /** On a route whose sessions are no groups. */
    public Ask(
        long ask,
        int round,
        int jobRound,
        String node,
        SiteTask task,
        Optional<Digest> model,
        List<PluginPin> plugins,
        List<String> session,
        Duration deadline) {
      this(ask, round, jobRound, node, task, model, plugins, session, deadline, Optional.empty());
    }
  }

  /**
   * Work that needs no data.
   *
   * @param round and {@code jobRound} as of {@link Ask}
   */
  record Compute(
      long ask,
      int round,
      int jobRound,
      String computation,
      Settings settings,
      Optional<Digest> model,
      List<PluginPin> plugins,
      Duration deadline)
      implements FromCoordinator {
    public Compute {
      plugins = List.copyOf(plugins);
    }
  }

  /**
   * The round counted the site's answers to these asks: it commits what it kept pending for them.
   */
  record Commit(long ask) implements FromCoordinator {}

  /** Nobody waits for this ask any more: pending state is dropped, running work cancelled. */
  record Withdraw(long ask) implements FromCoordinator {}

  /** The job is over. */
  record End() implements FromCoordinator {}

  /**
   * The site cannot join: its terms are not the coordinator's.
   *
   * @param differing the names of the parts that differ
   */
  record NotJoined(List<String> differing) implements FromCoordinator {
    public NotJoined {
      differing = List.copyOf(differing);
    }
  }

  /**
   * A new head of the ledger, for the site to countersign as its witness.
   *
   * @param request as C2SP tlog-witness has it
   */
  record CheckpointOffer(Bytes request) implements FromCoordinator, OfLedger {}

  /**
   * What a witness says to an offer.
   *
   * @param status 200, 400, 403, 404, 409 or 422, as C2SP tlog-witness has it
   * @param body the cosignature's line for 200, the size of the last head seen for 409, else
   *     nothing
   */
  record CheckpointAnswer(int status, Bytes body) implements FromParticipant, OfLedger {}

  /**
   * The receipt of an entry that concerns the site: of the opening of a round, or of the site's
   * own.
   *
   * @param text as C2SP tlog-proof has it
   */
  record LedgerReceipt(Bytes text) implements FromCoordinator, OfLedger {}

  /**
   * Asks sites to commit to their parts of a draw of groups.
   *
   * @param sites who is asked, in the order of the roster
   */
  record GroupCall(int attempt, List<String> sites) implements FromCoordinator, OfDraw {
    public GroupCall {
      sites = List.copyOf(sites);
    }
  }

  /** A site's commitment, the answer to {@link GroupCall}. */
  record GroupCommitted(int attempt, Digest commitment) implements FromParticipant, OfDraw {}

  /**
   * All commitments of an attempt; each of their sites now opens its own.
   *
   * @param commitments in the order of the roster
   */
  record GroupRoll(int attempt, List<GroupCommitment> commitments)
      implements FromCoordinator, OfDraw {
    public GroupRoll {
      commitments = List.copyOf(commitments);
    }

    /** Who committed. */
    public List<String> sites() {
      return commitments.stream().map(GroupCommitment::site).toList();
    }
  }

  /** What a site's commitment hid, the answer to {@link GroupRoll}. */
  record GroupOpened(int attempt, Bytes opening) implements FromParticipant, OfDraw {
    public GroupOpened {
      GroupCommitment.requireLength(opening);
    }
  }

  /**
   * All openings of an attempt, from which each site computes its group.
   *
   * @param openings of the sites of the roll, in its order
   */
  record GroupOpenings(int attempt, List<GroupOpening> openings)
      implements FromCoordinator, OfDraw {
    public GroupOpenings {
      openings = List.copyOf(openings);
    }
  }
}

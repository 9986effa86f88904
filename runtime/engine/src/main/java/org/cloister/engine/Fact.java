package org.cloister.engine;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;
import org.cloister.spi.DropReason;
import org.cloister.spi.protection.Agreed;

/**
 * What the ledger is told, as it happens. Agents see none of it, and it is in no history: unlike an
 * {@link org.cloister.spi.Event}, which waits for its wave, a fact comes before whatever follows
 * from it, and it names the asks whose answers were used.
 *
 * <p>{@code round} is always the job's own round, 0 before the first: what a child workflow does
 * belongs to the round that it runs in. {@code step} is the node that asked sites.
 */
public sealed interface Fact {

  /** A site's answer to an ask. */
  record Answered(String site, long ask) implements Comparable<Answered> {
    @Override
    public int compareTo(Answered other) {
      int bySite = site.compareTo(other.site);
      return bySite != 0 ? bySite : Long.compare(ask, other.ask);
    }
  }

  /**
   * A round of the job begins.
   *
   * @param base the model that there is; empty before the first
   * @param sites who may be asked, in roster order
   * @param plugins the exact code
   */
  record Opened(int round, Optional<Digest> base, List<String> sites, List<PluginPin> plugins)
      implements Fact {
    public Opened {
      sites = List.copyOf(sites);
      plugins = List.copyOf(plugins);
    }
  }

  /**
   * A step at sites is over.
   *
   * @param answers the answers that counted
   * @param dropped who did not count, and why
   * @param blamed who broke the protocol of a session, and the rule; may have counted nevertheless
   * @param enough whether these were enough; otherwise the job ends
   */
  record Collected(
      int round,
      String step,
      Set<Answered> answers,
      Map<String, DropReason> dropped,
      Map<String, ErrorCode> blamed,
      boolean enough)
      implements Fact {
    public Collected {
      answers = Collections.unmodifiableSet(new TreeSet<>(answers));
      dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
      blamed = Collections.unmodifiableMap(new TreeMap<>(blamed));
    }
  }

  /**
   * A query was answered.
   *
   * @param model that it was about; empty if it was about data
   * @param answers what it was computed from
   * @param agreed what the sites made sure of first, on a route with sessions
   * @param values what came of it
   */
  record Evaluated(
      int round,
      String step,
      Optional<Digest> model,
      Set<Answered> answers,
      Agreed agreed,
      Map<String, Double> values)
      implements Fact {
    public Evaluated {
      answers = Collections.unmodifiableSet(new TreeSet<>(answers));
      values = Collections.unmodifiableMap(new TreeMap<>(values));
    }
  }

  /**
   * A candidate was made.
   *
   * @param step whose training it was made from
   * @param answers what it was made from
   * @param agreed what the sites made sure of first, on a route with sessions
   * @param aggregate the digest of its weights alone
   * @param model its version
   */
  record Aggregated(
      int round, String step, Set<Answered> answers, Agreed agreed, Digest aggregate, Digest model)
      implements Fact {
    public Aggregated {
      answers = Collections.unmodifiableSet(new TreeSet<>(answers));
    }
  }

  /** A site left, or its node ended. */
  record Left(int round, String site) implements Fact {}

  /** The job ends; comes before anybody is told so. */
  record Ended(int round, JobOutcome outcome) implements Fact {}
}

package org.cloister.audit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.model.Digest;
import org.cloister.model.PluginPin;
import org.cloister.spi.SiteTask;

/**
 * What an answer is about, as both sides know it from the ask.
 *
 * @param round the job's own
 * @param step the node that asked, and of a query its name and rows: a node can ask several
 * @param base the model to start from
 * @param bundles the code, ascending
 * @param rule the aggregation rule
 */
record Asked(long round, String step, Optional<Digest> base, List<Digest> bundles, String rule) {
  private static final String AGGREGATOR = "aggregator";

  static Asked of(Message.Ask ask) {
    return new Asked(
        ask.jobRound(), step(ask), ask.model(), bundles(ask.plugins()), rule(ask.plugins()));
  }

  private static String step(Message.Ask ask) {
    return ask.task() instanceof SiteTask.Query query
        ? ask.node() + "/" + query.query() + "/" + query.rows().name().toLowerCase(Locale.ROOT)
        : ask.node();
  }

  /** The bundles behind pins, each once, ascending. */
  static List<Digest> bundles(List<PluginPin> plugins) {
    return plugins.stream().map(PluginPin::bundle).distinct().sorted().toList();
  }

  /** The aggregator that the pins name. */
  static String rule(List<PluginPin> plugins) {
    return plugins.stream()
        .filter(pin -> pin.role().equals(AGGREGATOR))
        .map(PluginPin::id)
        .findFirst()
        .orElse("none");
  }

  /** Whether a statement is about this. */
  boolean fits(ContributionEntry stated) {
    return stated.at().round() == round
        && stated.step().equals(step)
        && stated.base().equals(base)
        && stated.bundles().equals(bundles)
        && stated.rule().equals(rule);
  }
}

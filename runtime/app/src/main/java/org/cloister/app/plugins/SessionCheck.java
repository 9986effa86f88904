package org.cloister.app.plugins;

import java.util.List;
import org.cloister.app.job.AggregationSection;
import org.cloister.app.job.Job;
import org.cloister.app.yaml.Problems;
import org.cloister.engine.groups.GroupDraw;
import org.cloister.model.CloisterException;
import org.cloister.model.Part;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.spi.protection.Quantizer;
import org.cloister.spi.protection.SecureAggregation;

/**
 * What protocol and quantizer refuse of a job as a whole: too few or too many sites, values without
 * a bound. Found out before anything runs instead of in the first round.
 */
record SessionCheck(Job job, Problems problems) {

  /** Whether they take it; otherwise there is a complaint. */
  boolean holds(AggregationRoute route) {
    AggregationSection section = job.aggregation();
    if (route instanceof AggregationRoute.Secure secure) {
      return holds(secure.protocol(), secure.quantizer(), job.sites().size());
    }
    if (route instanceof AggregationRoute.Grouped grouped) {
      int sites = job.sites().size();
      int least = Math.min(sites, section.groupSize());
      int most = GroupDraw.largest(sites, section.groupSize());
      return holds(grouped.protocol(), grouped.quantizer(), least)
          && (most == least || holds(grouped.protocol(), grouped.quantizer(), most));
    }
    return true;
  }

  private boolean holds(
      Configured<SecureAggregation> protocol, Configured<Quantizer> quantizer, int sites) {
    AggregationSection section = job.aggregation();
    boolean enough =
        attempt(
            section.origin().path() + ".protocol",
            "; or choose route open, on which the coordinator sees each site's update",
            () -> protocol.role().threshold(sites, protocol.settings()));
    Part change = Part.weighted(Part.DELTA, new Part.Kind.Tensors(1, job.training().clipNorm()));
    return attempt(
            section.origin().path() + ".quantizer",
            "",
            () ->
                quantizer
                    .role()
                    .plan(List.of(change), sites, section.maxWeight(), quantizer.settings()))
        && enough;
  }

  private boolean attempt(String path, String wayOut, Runnable guest) {
    try {
      guest.run();
      return true;
    } catch (CloisterException e) {
      String text = String.valueOf(e.getMessage());
      String sentence = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
      problems.add(job.aggregation().origin().at(), path, sentence + wayOut, e.code());
      return false;
    }
  }
}

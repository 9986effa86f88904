package org.cloister.app.run;

import java.util.ArrayList;
import java.util.List;
import org.cloister.app.record.Names;
import org.cloister.model.ErrorCode;
import org.cloister.spi.Event;

/**
 * A site that was asked and did not count, or ended by itself.
 *
 * @param round in which; 0 before the first
 * @param node of the workflow; empty if it ended by itself
 * @param site who
 * @param reason a word such as {@code failed}, or a sentence
 */
public record Dropout(int round, String node, String site, String reason) {

  /** Who did not count in a step; who broke the protocol of its session has the rule beside it. */
  static List<Dropout> of(Event.SitesReported told) {
    List<Dropout> dropouts = new ArrayList<>();
    told.dropped()
        .forEach(
            (site, why) ->
                dropouts.add(
                    new Dropout(
                        told.round(), told.node(), site, Names.of(why) + rule(told, site))));
    return dropouts;
  }

  private static String rule(Event.SitesReported told, String site) {
    ErrorCode code = told.blamed().get(site);
    return code == null ? "" : " (" + code.text() + ")";
  }
}

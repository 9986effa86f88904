package org.cloister.engine.coordinator;

import org.cloister.engine.round.RoundParts;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.port.AggregationRoute;
import org.cloister.spi.Command;
import org.cloister.spi.ModelRef;
import org.cloister.spi.SiteTask;
import org.cloister.spi.UpdateAggregator;

/** What sites can be asked on a route: some work needs to see each answer by itself. */
final class RouteCheck {
  private RouteCheck() {}

  /**
   * Refuses what the route cannot bear.
   *
   * @throws CloisterException {@link ErrorCode#ROUTE_MISMATCH} with what to do
   */
  static void require(AggregationRoute route, Command.RunAtSites command) {
    boolean keepLate = command.task() instanceof SiteTask.Train train && train.keepLate();
    CloisterException.require(
        !keepLate
            || (route instanceof AggregationRoute.Open open
                && open.aggregator().role() instanceof UpdateAggregator rule
                && rule.acceptsStale()),
        ErrorCode.ROUTE_MISMATCH,
        "Late answers can be kept on the open route only, with an aggregator that takes stale"
            + " updates; aggregator "
            + route.aggregator().role().id()
            + " on this route does not.");
    CloisterException.require(
        !keepLate || RoundParts.linearCompressor(route).isEmpty(),
        ErrorCode.ROUTE_MISMATCH,
        "Late answers cannot be kept with a compressor that chooses by the round: an answer of an"
            + " earlier round would be expanded by this round's choice. Use a compressor that"
            + " chooses by the data, or none.");
    CloisterException.require(
        !(command.task() instanceof SiteTask.Query query
                && query.model() instanceof ModelRef.OfSite)
            || route instanceof AggregationRoute.Open,
        ErrorCode.ROUTE_MISMATCH,
        "The model of one site exists on the open route only.");
  }
}

package org.cloister.spi;

/** Which model a query is about. */
public sealed interface ModelRef {

  /** The current model, as {@link Command.Update} made it. */
  record Current() implements ModelRef {}

  /** The model that {@link Command.Aggregate} made and no {@link Command.Update} has taken yet. */
  record Candidate() implements ModelRef {}

  /**
   * The current model with one site's change of this round, for cross-site evaluation; on the open
   * route only.
   *
   * @param site whose change
   * @param trainNode the node whose training it comes from
   */
  record OfSite(String site, String trainNode) implements ModelRef {}

  /**
   * Each site's own model, if its trainer keeps one, else the current one with the site's HOME
   * values.
   */
  record Personal() implements ModelRef {}

  /** No model: a {@link DataQuery}. */
  record None() implements ModelRef {}
}

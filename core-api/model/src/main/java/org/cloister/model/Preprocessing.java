package org.cloister.model;

import java.util.List;

/**
 * The way from table to numbers, part of the model.
 *
 * @param scope whose data the numbers of {@link Transform.Standardise} and {@link Transform.Impute}
 *     come from; with SITE the steps here hold only what all sites share, and each site keeps its
 *     own fitted ones
 * @param steps in the order of application
 */
public record Preprocessing(Scope scope, List<Transform> steps) {

  /** Whose data the fitted numbers come from. */
  public enum Scope {
    /** All sites' sums: the same for every site, and stored here. */
    GLOBAL,
    /** Each site's own training rows: they stay there. */
    SITE,
    /** Nothing was fitted. */
    NONE
  }

  /** Copies the steps. */
  public Preprocessing {
    steps = List.copyOf(steps);
  }

  /** No steps. */
  public static Preprocessing none() {
    return new Preprocessing(Scope.NONE, List.of());
  }
}

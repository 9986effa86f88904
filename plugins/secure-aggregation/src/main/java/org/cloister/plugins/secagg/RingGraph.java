package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.Bytes;

/**
 * A Harary graph: the sites in a circle, each joined to the {@code degree / 2} before it and the
 * same number after it. Their order in the circle is what chance decides. No site holds shares of
 * itself.
 */
final class RingGraph implements Graph {
  private final List<Integer> sites;
  private final List<Integer> circle;
  private final Map<Integer, Integer> positions = new TreeMap<>();
  private final int half;

  private RingGraph(List<Integer> sites, List<Integer> circle, int degree) {
    this.sites = sites;
    this.circle = circle;
    this.half = degree / 2;
    for (int i = 0; i < circle.size(); i++) {
      positions.put(circle.get(i), i);
    }
  }

  /**
   * The graph that follows from a seed.
   *
   * @param sites in the order of the roster
   * @param degree even, less than the number of sites
   */
  static RingGraph drawn(List<Integer> sites, int degree, Bytes seed) {
    if (degree < 2 || degree % 2 != 0 || degree >= sites.size()) {
      throw new IllegalArgumentException("a ring must have an even degree below its length");
    }
    List<Integer> circle = new ArrayList<>(sites);
    PublicChance chance = new PublicChance(seed);
    for (int i = circle.size() - 1; i > 0; i--) {
      java.util.Collections.swap(circle, i, chance.below(i + 1));
    }
    return new RingGraph(List.copyOf(sites), List.copyOf(circle), degree);
  }

  @Override
  public List<Integer> sites() {
    return sites;
  }

  /** The order in the circle. */
  List<Integer> circle() {
    return circle;
  }

  @Override
  public List<Integer> holders(int dealer) {
    Integer at = positions.get(dealer);
    List<Integer> holders = new ArrayList<>();
    for (int step = -half; at != null && step <= half; step++) {
      if (step != 0) {
        holders.add(circle.get(Math.floorMod(at + step, circle.size())));
      }
    }
    return holders;
  }

  @Override
  public int place(int dealer, int holder) {
    Integer from = positions.get(dealer);
    Integer to = positions.get(holder);
    if (from == null || to == null || from.equals(to)) {
      return -1;
    }
    int ahead = Math.floorMod(to - from, circle.size());
    int behind = circle.size() - ahead;
    if (behind <= half) {
      return half - behind;
    }
    return ahead <= half ? half + ahead - 1 : -1;
  }
}

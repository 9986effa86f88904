package org.cloister.plugins.secagg;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cloister.model.Bytes;

/**
 * What the hub knows of keys and shares once all is dealt: nothing secret.
 *
 * @param offers the keys, by site; for each of them there are shares
 * @param shares what the dealers sent, by dealer; these are in the session
 * @param keys the transcript of the keys
 * @param graph over the sites with keys
 */
record Dealt(
    SortedMap<Integer, KeyOffer> offers,
    SortedMap<Integer, DealerShares> shares,
    Bytes keys,
    Graph graph) {

  /** All dealers. */
  DealerRoll roll() {
    return DealerRoll.of(keys, shares.values().stream().map(DealerShares::dealing).toList());
  }

  /** The transcript of the session from here on. */
  Bytes transcript() {
    return roll().transcript(keys);
  }

  /** Whose shares a site holds, in the order of the roster. */
  List<Integer> dealersTo(int holder) {
    return graph.holders(holder).stream()
        .filter(dealer -> shares.containsKey(dealer))
        .sorted()
        .toList();
  }

  Dealing dealing(int dealer) {
    return Objects.requireNonNull(shares.get(dealer)).dealing();
  }

  KeyOffer offer(int site) {
    return Objects.requireNonNull(offers.get(site));
  }

  /** What {@code dealer} signed for {@code holder}. */
  Bytes digest(int dealer, int holder, ShareKind kind) {
    return sealed(dealer, holder).digest(kind);
  }

  /** What the first of the two sent for their mask. */
  Bytes sent(Pair pair) {
    return sealed(pair.first(), pair.second()).sent();
  }

  /** What {@code dealer} dealt {@code holder}. */
  DealerShares.Sealed sealed(int dealer, int holder) {
    int place = graph.place(dealer, holder);
    return Objects.requireNonNull(shares.get(dealer)).shares().get(place);
  }

  /** Whose shares are revealed of which kind. */
  Map<Integer, ShareKind> kinds(List<Integer> survivors) {
    Set<Integer> alive = Set.copyOf(survivors);
    Map<Integer, ShareKind> kinds = new TreeMap<>();
    for (int dealer : shares.keySet()) {
      kinds.put(dealer, alive.contains(dealer) ? ShareKind.SELF_MASK : ShareKind.MASK_KEY);
    }
    return kinds;
  }
}

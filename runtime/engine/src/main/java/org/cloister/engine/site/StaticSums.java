package org.cloister.engine.site;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The guard against differences of sums, for one quantity. What is the same in two sums, such as a
 * count of rows, or what a site makes of one model, is told by two sums over sites that differ in
 * one: so a site gives it only into sums of which no combination, added and subtracted as often as
 * one likes, tells of fewer than three sites. Two sets that differ by one or two sites are the
 * simplest case of that; {1,2,3}, {4,5,6} and all of {1,...,7} are another, though each two of them
 * differ by more.
 *
 * <p>A site sees only the sets that it is in itself, and the others that are in two sets see to
 * those that are in one of them.
 *
 * <p>Belongs to one thread.
 */
final class StaticSums {

  /** Different sets beyond these are refused; the check takes time by the cube of their number. */
  static final int MOST_SETS = 64;

  private final List<String> roster;
  private final List<BitSet> given = new ArrayList<>();

  /** Nothing was given so far; {@code roster} has all sites that there can be. */
  StaticSums(List<String> roster) {
    this.roster = List.copyOf(roster);
  }

  /**
   * Counts a set as one that a sum is known of.
   *
   * @return whether it is a new one, to be remembered
   * @throws CloisterException {@link ErrorCode#SURVIVORS_REFUSED} if with the sets before it the
   *     sum would tell of fewer than three sites; it is not counted then
   */
  boolean admit(List<String> sites) {
    BitSet set = new BitSet(roster.size());
    for (String site : sites) {
      set.set(roster.indexOf(site));
    }
    if (given.contains(set)) {
      return false;
    }
    List<BitSet> all = new ArrayList<>(given);
    all.add(set);
    CloisterException.require(
        all.size() <= MOST_SETS && SumSpan.of(roster.size(), all).hidesEach(),
        ErrorCode.SURVIVORS_REFUSED,
        "What is the same in two sums can be summed again only over the same sites as before, or"
            + " over so different ones that no difference tells of fewer than three; this sum is"
            + " over "
            + sites.size()
            + " sites, and there were "
            + given.size()
            + " others. Wait until all sites of an earlier sum are there.");
    given.add(set);
    return true;
  }
}

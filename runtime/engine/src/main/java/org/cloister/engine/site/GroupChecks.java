package org.cloister.engine.site;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.engine.groups.GroupCommitment;
import org.cloister.engine.groups.GroupDraw;
import org.cloister.engine.groups.GroupOpening;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.port.AggregationRoute;

/**
 * Everything that a site refuses while groups are drawn, and of sessions afterwards: each method is
 * one refusal. Not final, so that tests show what comes of a site that lacks one.
 */
class GroupChecks {
  private static final int LEAST = AggregationRoute.Grouped.MIN_GROUP_SIZE;

  private static void draw(boolean condition, String rule) {
    CloisterException.require(
        condition,
        ErrorCode.DRAW_INVALID,
        "The draw of the groups breaks its rules, and this site leaves: " + rule + ".");
  }

  private static void group(boolean condition, String rule) {
    if (!condition) {
      throw refusal(rule);
    }
  }

  private static CloisterException refusal(String rule) {
    return new CloisterException(
        ErrorCode.GROUP_REFUSED, "A session on the grouped route is refused: " + rule + ".");
  }

  /** What a site tells its people that hears of a draw which it took no part in. */
  static CloisterException outside() {
    return refusal("this site has no group, because it took no part in the draw");
  }

  /** Of one attempt there is one call. */
  void sameCall(Message.GroupCall before, Message.GroupCall now) {
    draw(before.equals(now), "an attempt must not be called with two sets of sites");
  }

  /** Who has a group draws no other: the second draw would be the coordinator's choice. */
  void notDrawn(Optional<GroupDraw> draw) {
    draw(draw.isEmpty(), "the groups of the job were drawn before");
  }

  /** Attempts come one after the other, and there are few. */
  void attempt(Optional<Message.GroupCall> before, int attempt) {
    draw(
        attempt == before.map(call -> call.attempt() + 1).orElse(0)
            && attempt < GroupDraw.MOST_ATTEMPTS,
        "attempts must be numbered from 0 to "
            + (GroupDraw.MOST_ATTEMPTS - 1)
            + " without a gap, was "
            + attempt);
  }

  /** Sites of the job, each once and in order. */
  void called(List<String> roster, String self, List<String> sites) {
    draw(
        ordered(sites, roster) && sites.contains(self) && sites.size() >= LEAST,
        "at least "
            + LEAST
            + " sites of the job, this one among them, must be asked in the order of its roster");
  }

  /** Who draws again does so without those for whom the last attempt failed. */
  void fewer(Optional<Message.GroupCall> before, List<String> sites) {
    draw(
        before.isEmpty()
            || (sites.size() < before.get().sites().size()
                && before.get().sites().containsAll(sites)),
        "another attempt must be made with fewer of the same sites");
  }

  /** The coordinator did not go on to another attempt meanwhile. */
  void newest(Optional<Message.GroupCall> newest, int attempt) {
    draw(
        newest.isPresent() && newest.get().attempt() == attempt,
        "attempt " + attempt + " must be the last one that this site was asked for");
  }

  /** Of one attempt there is one list of commitments. */
  void sameRoll(Message.GroupRoll before, Message.GroupRoll now) {
    draw(before.equals(now), "an attempt must not have two lists of commitments");
  }

  /** Those who were asked, each once and in order. */
  void listed(Message.GroupCall call, Message.GroupRoll roll) {
    draw(
        ordered(roll.sites(), call.sites()) && roll.sites().size() >= LEAST,
        "at least "
            + LEAST
            + " of the sites that were asked must have committed, each once and in their order");
  }

  /** This site's own commitment stands in the list as it gave it. */
  void own(GroupCommitment mine, Message.GroupRoll roll) {
    draw(roll.commitments().contains(mine), "the list must hold this site's own commitment");
  }

  /** Nobody is left out who committed, and nobody is added. */
  void everyone(Message.GroupRoll roll, Message.GroupOpenings openings) {
    draw(
        roll.sites().equals(openings.openings().stream().map(GroupOpening::site).toList()),
        "exactly the commitments of the list must be opened, in its order");
  }

  /** What is opened is what was committed to, in this job and attempt. */
  void opening(Digest job, int attempt, Map<String, GroupCommitment> bound, GroupOpening opening) {
    GroupCommitment fits = GroupCommitment.to(job, attempt, opening.site(), opening.value());
    draw(fits.equals(bound.get(opening.site())), "an opening must fit its commitment");
  }

  /** Who has groups keeps them. */
  void sameOpenings(Message.GroupOpenings before, Message.GroupOpenings now) {
    draw(before.equals(now), "the groups of the job were drawn before, with other openings");
  }

  /** A site without a group takes part in no session. */
  GroupDraw drawn(Optional<GroupDraw> draw) {
    return draw.orElseThrow(GroupChecks::outside);
  }

  /** All sites of a session have the same groups: what they sign is bound to the draw. */
  void sameDraw(GroupDraw draw, Optional<Digest> named) {
    group(
        named.isPresent() && named.get().equals(draw.digest()),
        "it must be bound to the draw that this site took part in");
  }

  /** Only sites of this site's own group, as this site computed it. */
  void ownGroup(List<String> group, List<String> session) {
    group(group.containsAll(session), "all of its sites must be of this site's group");
  }

  /** Each once. */
  void distinct(List<String> session) {
    group(new HashSet<>(session).size() == session.size(), "a site must not stand twice in it");
  }

  /** Enough of them, of whom this is one. */
  void enough(String self, List<String> session) {
    group(
        session.contains(self) && session.size() >= LEAST,
        "at least " + LEAST + " sites, this one among them, must be in it");
  }

  /** Whether {@code some} are among {@code all}, each once and in the same order. */
  private static boolean ordered(List<String> some, List<String> all) {
    List<String> same = new ArrayList<>(all);
    same.retainAll(new HashSet<>(some));
    return same.equals(some);
  }
}

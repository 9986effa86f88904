package org.cloister.engine.site;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cloister.engine.JobTerms;
import org.cloister.engine.Message;
import org.cloister.engine.groups.GroupCommitment;
import org.cloister.engine.groups.GroupDraw;
import org.cloister.engine.groups.GroupOpening;
import org.cloister.engine.round.DrawBook;
import org.cloister.model.Digest;
import org.cloister.port.Protection;

/**
 * A site's part in drawing the groups of a job, and what it knows of them. All that it says and
 * takes stands in its journal first, so that it says nothing twice in two ways and draws no second
 * time, also after a restart. Safe for any thread; may wait for a disk.
 */
final class SiteGroups {
  private final JobTerms terms;
  private final Digest job;
  private final String site;
  private final Protection protection;
  private final GroupChecks checks;
  private Optional<DrawBook> book = Optional.empty();
  private Optional<GroupDraw> draw = Optional.empty();

  /** Once it is known that groups were drawn without this site. */
  private boolean outside;

  SiteGroups(JobTerms terms, String site, Protection protection, GroupChecks checks) {
    this.terms = terms;
    this.job = terms.digest();
    this.site = site;
    this.protection = protection;
    this.checks = checks;
  }

  /** Reads what was drawn before a restart. */
  synchronized void recall() {
    book();
  }

  private DrawBook book() {
    if (book.isEmpty()) {
      DrawBook read = DrawBook.of(protection, job, site);
      draw = read.draw(job);
      book = Optional.of(read);
    }
    return book.get();
  }

  /**
   * What this site says to a message of the coordinator.
   *
   * @throws org.cloister.model.CloisterException {@link org.cloister.model.ErrorCode#DRAW_INVALID}
   *     if it breaks the rules of the draw
   */
  synchronized Optional<Message> answer(Message.OfDraw message) {
    if (message instanceof Message.GroupCall call) {
      return Optional.of(commit(book(), call));
    } else if (message instanceof Message.GroupRoll roll) {
      return Optional.of(open(book(), roll));
    } else if (message instanceof Message.GroupOpenings openings) {
      take(book(), openings);
    }
    return Optional.empty();
  }

  private Message commit(DrawBook book, Message.GroupCall call) {
    Optional<Message.GroupCall> same = book.kept(Message.GroupCall.class, call.attempt());
    if (same.isPresent()) {
      checks.sameCall(same.get(), call);
    } else {
      Optional<Message.GroupCall> before = book.newest(Message.GroupCall.class);
      checks.notDrawn(draw);
      checks.attempt(before, call.attempt());
      checks.called(terms.roster(), site, call.sites());
      checks.fewer(before, call.sites());
      book.keep(call);
    }
    return new Message.GroupCommitted(call.attempt(), mine(book, call.attempt()).value());
  }

  /** This site's commitment of an attempt that it was called for. */
  private GroupCommitment mine(DrawBook book, int attempt) {
    return GroupCommitment.to(job, attempt, site, opened(book, attempt).opening());
  }

  private static Message.GroupOpened opened(DrawBook book, int attempt) {
    return book.kept(Message.GroupOpened.class, attempt)
        .orElseGet(
            () -> {
              Message.GroupOpened chosen =
                  new Message.GroupOpened(attempt, book.fresh(GroupCommitment.OPENING_BYTES));
              book.keep(chosen);
              return chosen;
            });
  }

  private Message open(DrawBook book, Message.GroupRoll roll) {
    int attempt = roll.attempt();
    Optional<Message.GroupRoll> same = book.kept(Message.GroupRoll.class, attempt);
    if (same.isPresent()) {
      checks.sameRoll(same.get(), roll);
    } else {
      Optional<Message.GroupCall> newest = book.newest(Message.GroupCall.class);
      checks.newest(newest, attempt);
      checks.listed(newest.orElseThrow(), roll);
      checks.own(mine(book, attempt), roll);
      book.keep(roll);
    }
    return opened(book, attempt);
  }

  private void take(DrawBook book, Message.GroupOpenings openings) {
    int attempt = openings.attempt();
    Optional<Message.GroupOpenings> before = book.newest(Message.GroupOpenings.class);
    if (before.isPresent()) {
      checks.sameOpenings(before.get(), openings);
      return;
    }
    Optional<Message.GroupRoll> roll = book.kept(Message.GroupRoll.class, attempt);
    if (roll.isEmpty()) {
      outside = true; // drawn without this site, which has no group then
      return;
    }
    checks.newest(book.newest(Message.GroupCall.class), attempt);
    checks.everyone(roll.get(), openings);
    Map<String, GroupCommitment> bound = new HashMap<>();
    roll.get().commitments().forEach(one -> bound.put(one.site(), one));
    for (GroupOpening opening : openings.openings()) {
      checks.opening(job, attempt, bound, opening);
    }
    book.keep(openings);
    draw = Optional.of(GroupDraw.of(job, attempt, roll.get().commitments(), openings.openings()));
  }

  /** Whether groups were drawn without this site. */
  synchronized boolean outside() {
    return outside;
  }

  /**
   * Takes a session only with sites of its own group.
   *
   * @param groupSize of the job's route
   * @throws org.cloister.model.CloisterException {@link org.cloister.model.ErrorCode#GROUP_REFUSED}
   *     otherwise
   */
  synchronized void require(int groupSize, Message.Ask ask) {
    GroupDraw mine = checks.drawn(draw);
    checks.sameDraw(mine, ask.draw());
    checks.ownGroup(mine.groupOf(site, groupSize).orElseThrow(), ask.session());
    checks.distinct(ask.session());
    checks.enough(site, ask.session());
  }
}

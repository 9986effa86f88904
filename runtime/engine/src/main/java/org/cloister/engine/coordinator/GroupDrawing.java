package org.cloister.engine.coordinator;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.cloister.engine.Fact;
import org.cloister.engine.Message;
import org.cloister.engine.groups.GroupCommitment;
import org.cloister.engine.groups.GroupDraw;
import org.cloister.engine.groups.GroupOpening;
import org.cloister.engine.round.DrawBook;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.port.AggregationRoute;
import org.cloister.spi.DropReason;
import org.cloister.spi.protection.SessionMessage;

/**
 * The coordinator's part in drawing the groups of a job: it passes on what the sites say, and
 * chooses nothing. What it says it writes down first, so that after a restart it goes on where it
 * was. A site that does not commit is left out; one that commits and does not open makes the others
 * draw again without it, as often as {@link GroupDraw#MOST_ATTEMPTS} says. A site that joins later
 * has no group.
 */
final class GroupDrawing {
  /** How long sites may take to commit, and to open; each writes down a few entries. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The step by which the record knows who failed in the draw. */
  static final String STEP = "groups";

  private final Job job;
  private final int least;
  private final Consumer<GroupDraw> done;
  private final Consumer<Throwable> failed;
  private final Map<String, Digest> committed = new HashMap<>();
  private final Map<String, Bytes> opened = new HashMap<>();
  private final Set<String> liars = new HashSet<>();
  private Optional<DrawBook> book = Optional.empty();
  private Optional<Message.GroupCall> call = Optional.empty();
  private Optional<Message.GroupRoll> roll = Optional.empty();
  private Optional<Message.GroupOpenings> openings = Optional.empty();
  private boolean waiting;
  private long timer;

  /**
   * A draw.
   *
   * @param everySite whether the job cannot do without any site
   * @param done gets the groups, once
   */
  GroupDrawing(Job job, boolean everySite, Consumer<GroupDraw> done, Consumer<Throwable> failed) {
    this.job = job;
    this.least = everySite ? job.terms.roster().size() : AggregationRoute.Grouped.MIN_GROUP_SIZE;
    this.done = done;
    this.failed = failed;
  }

  /** What stood in the journal when the coordinator began. */
  private record Past(
      DrawBook book,
      Optional<Message.GroupCall> call,
      Optional<Message.GroupRoll> roll,
      Optional<Message.GroupOpenings> openings) {

    static Past of(DrawBook book) {
      Optional<Message.GroupCall> call = book.newest(Message.GroupCall.class);
      return new Past(
          book,
          call,
          call.flatMap(last -> book.kept(Message.GroupRoll.class, last.attempt())),
          call.flatMap(last -> book.kept(Message.GroupOpenings.class, last.attempt())));
    }
  }

  /**
   * Draws, or goes on where it was left.
   *
   * @param mustBeDrawn whether the job went on with its groups before
   */
  void begin(boolean mustBeDrawn) {
    job.effects.work(
        PATIENCE,
        () -> Past.of(DrawBook.of(job.protection, job.termsDigest, SessionMessage.COORDINATOR)),
        past -> {
          CloisterException.require(
              !mustBeDrawn || past.openings().isPresent(),
              ErrorCode.RESUME_REFUSED,
              "The groups that the sites drew must be in the coordinator's journal, are not, and"
                  + " sites draw once a job; begin anew.");
          goOn(past);
        },
        failed);
  }

  private void goOn(Past past) {
    book = Optional.of(past.book());
    call = past.call();
    roll = past.roll();
    openings = past.openings();
    if (openings.isPresent()) {
      complete();
    } else if (call.isPresent()) {
      ask();
    } else {
      call(0, job.sites.here());
    }
  }

  private void call(int attempt, List<String> sites) {
    requireEnough(sites);
    keep(
        new Message.GroupCall(attempt, sites),
        next -> {
          call = Optional.of(next);
          roll = Optional.empty();
          ask();
        });
  }

  private <M extends Message.OfDraw> void keep(M message, Consumer<M> then) {
    DrawBook into = book.orElseThrow();
    job.effects.work(
        PATIENCE,
        () -> {
          into.keep(message);
          return message;
        },
        then,
        failed);
  }

  private void requireEnough(List<String> sites) {
    CloisterException.require(
        sites.size() >= least,
        ErrorCode.BELOW_QUORUM,
        "The groups must be drawn by at least "
            + least
            + " sites, were "
            + sites
            + "; look into the logs of the others and start the job again.");
  }

  /** Sends what is to be answered now, and waits. */
  private void ask() {
    committed.clear();
    opened.clear();
    liars.clear();
    waiting = true;
    timer = job.effects.timer(PATIENCE, this::over);
    asked().forEach(this::tell);
    overIfAnswered();
  }

  private int attempt() {
    return call.orElseThrow().attempt();
  }

  private List<String> asked() {
    return roll.map(Message.GroupRoll::sites).orElseGet(() -> call.orElseThrow().sites());
  }

  private Set<String> answered() {
    return roll.isPresent() ? opened.keySet() : committed.keySet();
  }

  /** What it is asked; once all is drawn everybody hears of it, who has no group as well. */
  private void tell(String site) {
    if (job.sites.here(site)) {
      Message question = roll.isPresent() ? roll.get() : call.orElseThrow();
      job.effects.send(site, openings.isPresent() ? openings.get() : question);
    }
  }

  /** A site said something. */
  void onMessage(String from, Message.OfDraw message) {
    if (!waiting || message.attempt() != attempt() || !asked().contains(from)) {
      return;
    }
    if (message instanceof Message.GroupCommitted said && roll.isEmpty()) {
      committed.putIfAbsent(from, said.commitment());
    } else if (message instanceof Message.GroupOpened said && roll.isPresent()) {
      GroupCommitment fits = GroupCommitment.to(job.termsDigest, attempt(), from, said.opening());
      if (roll.get().commitments().contains(fits)) {
        opened.put(from, said.opening());
      } else {
        liars.add(from);
      }
    }
    overIfAnswered();
  }

  /** A site is there, perhaps again: it is told what it may have missed. */
  void onJoined(String site) {
    if (openings.isPresent() || (waiting && asked().contains(site))) {
      tell(site);
    }
  }

  /** A site left; what it has opened stays open. */
  void onLeft(String site) {
    if (waiting) {
      committed.remove(site);
      overIfAnswered();
    }
  }

  private void overIfAnswered() {
    if (waiting
        && asked().stream()
            .filter(job.sites::here)
            .allMatch(site -> answered().contains(site) || liars.contains(site))) {
      over();
    }
  }

  private void over() {
    waiting = false;
    job.effects.clear(timer);
    List<String> heard = asked().stream().filter(answered()::contains).toList();
    reportSilent(heard);
    if (roll.isEmpty()) {
      list(heard);
    } else if (heard.equals(asked())) {
      keep(
          new Message.GroupOpenings(
              attempt(),
              heard.stream().map(site -> new GroupOpening(site, value(opened, site))).toList()),
          all -> {
            openings = Optional.of(all);
            complete();
          });
    } else {
      again(heard);
    }
  }

  private static <T> T value(Map<String, T> of, String site) {
    return Optional.ofNullable(of.get(site)).orElseThrow();
  }

  private void list(List<String> heard) {
    requireEnough(heard);
    keep(
        new Message.GroupRoll(
            attempt(),
            heard.stream().map(site -> new GroupCommitment(site, value(committed, site))).toList()),
        next -> {
          roll = Optional.of(next);
          ask();
        });
  }

  private void again(List<String> heard) {
    CloisterException.require(
        attempt() + 1 < GroupDraw.MOST_ATTEMPTS,
        ErrorCode.BELOW_QUORUM,
        "The sites drew groups "
            + GroupDraw.MOST_ATTEMPTS
            + " times, and each time one that had committed did not open; the last ones that did"
            + " were "
            + heard
            + ". Look into the logs of the others.");
    call(attempt() + 1, heard);
  }

  /** Who was asked and is not in it, for the record. */
  private void reportSilent(List<String> heard) {
    Map<String, DropReason> dropped = new TreeMap<>();
    Map<String, ErrorCode> blamed = new TreeMap<>();
    for (String site : asked()) {
      if (liars.contains(site)) {
        blamed.put(site, ErrorCode.DRAW_INVALID);
      }
      if (!heard.contains(site)) {
        dropped.put(
            site,
            liars.contains(site)
                ? DropReason.INVALID
                : job.sites.here(site) ? DropReason.DEADLINE : DropReason.LEFT);
      }
    }
    if (!dropped.isEmpty() || !blamed.isEmpty()) {
      job.enter(new Fact.Collected(job.round, STEP, Set.of(), dropped, blamed, true));
    }
  }

  private void complete() {
    job.terms.roster().forEach(this::tell);
    done.accept(
        GroupDraw.of(
            job.termsDigest,
            attempt(),
            roll.orElseThrow().commitments(),
            openings.orElseThrow().openings()));
  }
}

package org.cloister.engine.coordinator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloister.engine.Fact;
import org.cloister.engine.Message;
import org.cloister.engine.round.SessionPlans;
import org.cloister.engine.round.SessionQueue;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.IntVector;
import org.cloister.port.AggregationRoute;
import org.cloister.port.SumNoise;
import org.cloister.spi.Command;
import org.cloister.spi.DropReason;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.SessionMessage;

/**
 * A step at sites on a route with sessions: one session a group of sites, one group on the secure
 * route.
 */
final class SessionStep implements Step {

  private final Job job;
  private final StepPlan plan;
  private final Command.RunAtSites command;
  private final StepEnd end;
  private final long ask;
  private final List<SessionGroup> groups = new ArrayList<>();
  private final Map<String, DropReason> dropped = new LinkedHashMap<>();
  private int running;
  private boolean over;

  SessionStep(Job job, StepPlan plan, StepEnd end) {
    this.job = job;
    this.plan = plan;
    this.command = plan.command();
    this.end = end;
    this.ask = job.effects.number();
  }

  @Override
  public long ask() {
    return ask;
  }

  /**
   * Begins the sessions of these groups; sites that are not there are left out of them, and groups
   * that are too small then are left out as a whole. A site that has no group, because it came
   * after the draw, cannot count.
   */
  void start(List<List<String>> rosters) {
    command.sites().stream()
        .filter(site -> !job.sites.here(site))
        .forEach(site -> dropped.put(site, DropReason.LEFT));
    command.sites().stream()
        .filter(site -> rosters.stream().noneMatch(roster -> roster.contains(site)))
        .forEach(site -> dropped.putIfAbsent(site, DropReason.DECLINED));
    for (List<String> roster : rosters) {
      List<String> here = roster.stream().filter(job.sites::here).toList();
      if (here.size() < leastOfASession()) {
        here.forEach(site -> dropped.put(site, DropReason.DECLINED));
        continue;
      }
      Message.Ask message = plan.ask(ask, job, here);
      SessionPlans plans =
          SessionPlans.of(job.assembly().route(), job.termsDigest, message, plan.parts());
      int index = groups.size();
      groups.add(new SessionGroup(message, plans, queue(index, plans)));
      for (String site : here) {
        plan.model().ifPresent(m -> job.sites.bring(site, m));
        job.effects.send(site, message);
      }
    }
    running = groups.size();
    if (running == 0) {
      finish();
    }
    groups.forEach(group -> group.queue.submit(CoordinatorSession::start));
  }

  /** A group that lost sites, or of which few were chosen, would show too much of the others. */
  private int leastOfASession() {
    return job.assembly().route() instanceof AggregationRoute.Grouped
        ? AggregationRoute.Grouped.MIN_GROUP_SIZE
        : 1;
  }

  private SessionQueue<CoordinatorSession> queue(int index, SessionPlans plans) {
    return new SessionQueue<>(
        job.effects,
        command.deadline(),
        Optional.of(command.deadline()),
        () ->
            plans
                .protocol()
                .role()
                .coordinator(
                    plans.session(),
                    job.protection.session(
                        plans.session().context(), job.round, SessionMessage.COORDINATOR)),
        message -> job.effects.send(message.peer(), new Message.SessionStep(ask, message)),
        session -> reveal(index, session),
        failure -> groupEnded(index, SessionEnding.nothing()));
  }

  @Override
  public void onMessage(String from, Message message) {
    for (SessionGroup group : groups) {
      if (!over && group.has(from)) {
        if (message instanceof Message.SessionStep step) {
          SessionMessage said = step.message();
          SessionMessage authenticated =
              new SessionMessage(from, said.step(), said.body(), said.vector());
          group.queue.submit(from, session -> session.on(authenticated));
        } else if (message instanceof Message.Refused refused
            && dropped.putIfAbsent(from, refused.reason()) == null) {
          group.queue.submit(session -> session.gone(from));
        }
      }
    }
  }

  @Override
  public void onLeft(String site) {
    for (SessionGroup group : groups) {
      if (!over && group.has(site) && dropped.putIfAbsent(site, DropReason.LEFT) == null) {
        group.queue.submit(session -> session.gone(site));
      }
    }
  }

  private void reveal(int index, CoordinatorSession session) {
    Digest base = plan.base(job.termsDigest);
    job.effects.work(
        Job.GUEST_LIMIT,
        () ->
            SessionEnding.of(
                session, groups.get(index).plans, base, sum -> noisy(index, sum), job.vectors),
        ending -> groupEnded(index, ending),
        failure -> groupEnded(index, SessionEnding.nothing()));
  }

  private IntVector noisy(int index, IntVector sum) {
    return job.assembly().route() instanceof AggregationRoute.Secure secure
            && secure.noise().isPresent()
            && secure.noise().get() instanceof SumNoise.AtCoordinator central
        ? central
            .mechanism()
            .role()
            .perturbSum(
                sum,
                groups.get(index).plans.quantization(),
                central.mechanism().settings(),
                job.protection.random())
        : sum;
  }

  private void groupEnded(int index, SessionEnding ending) {
    SessionGroup group = groups.get(index);
    group.ending = ending;
    for (String site : group.ask.session()) {
      if (!ending.survivors().contains(site)) {
        job.sites.unsure(site);
        dropped.putIfAbsent(site, missing(site, ending));
        job.effects.send(site, new Message.Withdraw(ask));
      } else {
        dropped.remove(site); // it is in the sum, whatever it said later
      }
    }
    running--;
    if (running == 0 && !over) {
      finish();
    }
  }

  /** Why a site does not count that never said so itself. */
  private static DropReason missing(String site, SessionEnding ending) {
    if (ending.blamed().containsKey(site)) {
      return DropReason.INVALID;
    }
    return ending.sum().isPresent() ? DropReason.DEADLINE : DropReason.UNREVEALED;
  }

  private void finish() {
    close();
    SessionSums sums =
        new SessionSums(
            groups.stream().map(group -> group.ask).toList(),
            groups.stream().map(group -> group.ending).toList());
    List<String> reported = job.terms.roster().stream().filter(sums::holds).toList();
    Map<String, ErrorCode> blamed = new LinkedHashMap<>();
    groups.forEach(group -> blamed.putAll(group.ending.blamed()));
    Absences absent = new Absences(dropped, blamed);
    if (reported.size() < command.quorum() || !sums.any()) {
      Set<Fact.Answered> answers = new LinkedHashSet<>();
      reported.forEach(site -> answers.add(new Fact.Answered(site, ask)));
      end.failed(
          answers,
          absent,
          "In round "
              + plan.round()
              + " "
              + reported.size()
              + " of "
              + command.sites().size()
              + " sites are in the sum of agent "
              + plan.node()
              + "; the quorum is "
              + command.quorum()
              + ". Nothing was revealed of the others. "
              + absent
              + ".");
      return;
    }
    Digest base = plan.base(job.termsDigest);
    end.collected(
        reported, absent, sums.collected(job.assembly().route(), plan.parts(), base, job.vectors));
  }

  @Override
  public void close() {
    over = true;
    groups.forEach(group -> group.queue.close());
    job.steps.remove(ask);
  }
}

package org.cloister.engine.coordinator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cloister.engine.Fact;
import org.cloister.engine.Message;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.ReceivedUpdate;
import org.cloister.port.AggregationRoute;
import org.cloister.spi.Command;
import org.cloister.spi.DropReason;
import org.cloister.spi.SiteTask;

/** A step at sites on the open route: each site answers by itself. */
final class OpenStep implements Step {
  private final Job job;
  private final StepPlan plan;
  private final Command.RunAtSites command;
  private final StepEnd end;
  private final long ask;
  private final boolean keepLate;
  private final Set<String> pending = new LinkedHashSet<>();
  private final Map<String, DropReason> dropped = new LinkedHashMap<>();
  private final Map<String, Job.Late> accepted = new LinkedHashMap<>();
  private long timer;
  private int checking;
  private boolean over;

  OpenStep(Job job, StepPlan plan, StepEnd end) {
    this.job = job;
    this.plan = plan;
    this.command = plan.command();
    this.end = end;
    this.ask = job.effects.number();
    this.keepLate = command.task() instanceof SiteTask.Train train && train.keepLate();
  }

  @Override
  public long ask() {
    return ask;
  }

  void start() {
    timer = job.effects.timer(command.deadline(), this::deadline);
    if (keepLate) {
      job.lateReady.forEach(early -> accepted.put(early.site(), early));
      job.lateReady.clear();
    }
    for (String site : command.sites()) {
      if (accepted.containsKey(site)) {
        continue;
      }
      if (!job.sites.here(site)) {
        dropped.put(site, DropReason.LEFT);
        continue;
      }
      pending.add(site);
      if (!keepLate || job.late.putIfAbsent(site, ask) == null) {
        ask(site);
      }
    }
    finishIfComplete();
  }

  private void ask(String site) {
    plan.model().ifPresent(m -> job.sites.bring(site, m));
    job.effects.send(site, plan.ask(ask, job, List.of()));
  }

  @Override
  public void onMessage(String from, Message message) {
    if (over) {
      return;
    }
    if (message instanceof Message.Answer answer
        && pending.contains(from)
        && expected(from, answer.ask())) {
      check(from, answer);
    } else if (message instanceof Message.Refused refused
        && pending.contains(from)
        && expected(from, refused.ask())) {
      drop(from, refused.reason());
    }
  }

  @Override
  public boolean waitsFor(String site) {
    return !over && keepLate && pending.contains(site);
  }

  /**
   * Whether the answer is to this step's ask, or to the earlier one that the site still works on.
   */
  private boolean expected(String site, long answered) {
    return answered == (keepLate ? job.late.getOrDefault(site, ask) : ask);
  }

  private void check(String site, Message.Answer answer) {
    pending.remove(site);
    if (!baseFits(answer.contribution().base())) {
      job.effects.send(site, new Message.Withdraw(answer.ask()));
      drop(site, DropReason.INVALID);
      return;
    }
    checking++;
    AggregationRoute route = job.assembly().route();
    job.effects.work(
        Job.GUEST_LIMIT,
        () -> AnswerCheck.of(route, plan.parts(), answer, job.vectors),
        verdict -> {
          checking--;
          job.late.remove(site);
          verdict
              .contribution()
              .ifPresent(c -> accepted.put(site, new Job.Late(site, answer.ask(), c)));
          verdict
              .refusal()
              .ifPresent(
                  reason -> {
                    job.effects.send(site, new Message.Withdraw(answer.ask()));
                    dropped.put(site, reason);
                  });
          finishIfComplete();
        },
        failure -> {
          checking--;
          job.effects.send(site, new Message.Withdraw(answer.ask()));
          drop(site, DropReason.INVALID);
        });
  }

  private boolean baseFits(Digest base) {
    return keepLate ? job.known(base) : base.equals(plan.base(job.termsDigest));
  }

  private void drop(String site, DropReason reason) {
    pending.remove(site);
    job.late.remove(site);
    job.sites.unsure(site);
    dropped.put(site, reason);
    finishIfComplete();
  }

  @Override
  public void onLeft(String site) {
    if (!over && pending.contains(site)) {
      drop(site, DropReason.LEFT);
    }
  }

  private void deadline() {
    for (String site : List.copyOf(pending)) {
      if (!keepLate) {
        job.sites.unsure(site);
        dropped.put(site, DropReason.DEADLINE);
        job.effects.send(site, new Message.Withdraw(ask));
      }
    }
    pending.clear();
    finishIfComplete();
  }

  private void finishIfComplete() {
    boolean enough = keepLate && accepted.size() >= command.quorum();
    if (over || checking > 0 || !(pending.isEmpty() || enough)) {
      return;
    }
    close();
    if (accepted.size() < command.quorum()) {
      Set<Fact.Answered> answers = new LinkedHashSet<>();
      accepted.values().forEach(one -> answers.add(new Fact.Answered(one.site(), one.ask())));
      end.failed(
          answers,
          Absences.of(dropped),
          "In round "
              + plan.round()
              + " "
              + accepted.size()
              + " of "
              + command.sites().size()
              + " sites answered agent "
              + plan.node()
              + "; the quorum is "
              + command.quorum()
              + ". Dropped: "
              + dropped
              + ".");
      return;
    }
    List<String> reported = job.terms.roster().stream().filter(accepted::containsKey).toList();
    end.collected(reported, Absences.of(dropped), collected(reported));
  }

  private Collected collected(List<String> reported) {
    List<ReceivedUpdate> updates = new ArrayList<>();
    Set<Collected.Counted> counted = new LinkedHashSet<>();
    for (String site : reported) {
      Job.Late answer = accepted.get(site);
      if (answer != null) {
        Contribution contribution = answer.contribution();
        updates.add(
            new ReceivedUpdate(
                site, contribution, keepLate ? job.staleness(contribution.base()) : 0));
        counted.add(new Collected.Counted(site, answer.ask()));
      }
    }
    return Collected.open(plan.parts(), plan.base(job.termsDigest), updates, counted);
  }

  @Override
  public void close() {
    over = true;
    job.effects.clear(timer);
    job.steps.remove(ask);
  }
}

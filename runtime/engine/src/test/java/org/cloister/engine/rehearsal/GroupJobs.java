package org.cloister.engine.rehearsal;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloister.engine.Fact;
import org.cloister.engine.Message;
import org.cloister.model.Digest;

/** Jobs on the grouped route, and what their parties said and entered of groups. */
final class GroupJobs {
  private GroupJobs() {}

  static Rehearsal job(int sites) {
    Rehearsal job = new Rehearsal();
    for (int i = 0; i < sites; i++) {
      job.site("site-" + i, new double[] {1, 0.5 * i, -0.25 * i});
    }
    job.workflow = Plans.rounds(2, 1);
    job.route = Routes.groupsOfFour(new FirstOfAll());
    return job;
  }

  static <M extends Message> List<M> said(Federation federation, String by, Class<M> type) {
    return federation.said.getOrDefault(by, List.of()).stream()
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  static Set<List<String>> sessions(Federation federation) {
    Set<List<String>> sessions = new HashSet<>();
    said(federation, Federation.COORDINATOR, Message.Ask.class)
        .forEach(ask -> sessions.add(ask.session()));
    return sessions;
  }

  static Set<Optional<Digest>> draws(Federation federation) {
    Set<Optional<Digest>> draws = new HashSet<>();
    said(federation, Federation.COORDINATOR, Message.Ask.class)
        .forEach(ask -> draws.add(ask.draw()));
    return draws;
  }

  static List<Fact.Collected> silent(Federation federation) {
    return federation.facts.stream()
        .filter(fact -> fact instanceof Fact.Collected c && c.step().equals("groups"))
        .map(Fact.Collected.class::cast)
        .toList();
  }
}

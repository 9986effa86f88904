package org.cloister.engine.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.engine.JobTerms;
import org.cloister.engine.Message;
import org.cloister.engine.data.Preparation;
import org.cloister.engine.groups.GroupCommitment;
import org.cloister.engine.groups.GroupDraw;
import org.cloister.engine.groups.GroupOpening;
import org.cloister.engine.round.DrawBook;
import org.cloister.model.Bytes;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Digest;
import org.cloister.model.Preprocessing;
import org.cloister.model.Target;
import org.cloister.port.Protection;
import org.cloister.tck.SessionDesks;

/**
 * A draw of groups in which the first site is honest and all others are the coordinator's, who
 * chooses their openings and says what it likes.
 */
final class DrawLab {
  static final List<String> SITES = List.of("a", "b", "c", "d", "e", "f", "g", "h");

  private static final DataSchema SCHEMA =
      DataSchema.of(new Column.Numeric("x", 0, 1), new Column.Label("y", Target.REAL, 0));

  final JobTerms terms;
  final Digest job;
  final Protection desks = new SessionDesks();
  final GroupChecks checks;
  private SiteGroups site;

  DrawLab(GroupChecks checks) {
    this("a-job", checks);
  }

  DrawLab(String name, GroupChecks checks) {
    this.checks = checks;
    this.terms =
        new JobTerms(
            name,
            7,
            SITES,
            SCHEMA,
            new Preparation(Preprocessing.Scope.NONE, Preparation.Missing.DROP_ROW, false),
            1,
            1,
            1,
            Optional.empty(),
            Optional.empty());
    this.job = terms.digest();
    this.site = new SiteGroups(terms, "a", desks, checks);
  }

  /** What another site, which is the coordinator's, opens. */
  static Bytes chosen(String site, int variant) {
    return Bytes.of(Digest.of(site + variant).toBytes());
  }

  SiteGroups site() {
    return site;
  }

  /** The site ends and begins anew; its journal stays. */
  void restart() {
    site = new SiteGroups(terms, "a", desks, checks);
    site.recall();
  }

  Digest committed(int attempt, List<String> sites) {
    Message said = site.answer(new Message.GroupCall(attempt, sites)).orElseThrow();
    return ((Message.GroupCommitted) said).commitment();
  }

  Bytes opened(Message.GroupRoll roll) {
    return ((Message.GroupOpened) site.answer(roll).orElseThrow()).opening();
  }

  /** A list with this commitment of the honest site, and the coordinator's own of the others. */
  Message.GroupRoll roll(int attempt, List<String> sites, Digest honest, int variant) {
    List<GroupCommitment> all = new ArrayList<>();
    for (String name : sites) {
      all.add(
          name.equals("a")
              ? new GroupCommitment("a", honest)
              : GroupCommitment.to(job, attempt, name, chosen(name, variant)));
    }
    return new Message.GroupRoll(attempt, all);
  }

  static Message.GroupOpenings openings(
      int attempt, List<String> sites, Bytes honest, int variant) {
    List<GroupOpening> all = new ArrayList<>();
    for (String name : sites) {
      all.add(new GroupOpening(name, name.equals("a") ? honest : chosen(name, variant)));
    }
    return new Message.GroupOpenings(attempt, all);
  }

  /** An attempt as it should be, up to the honest site's opening. */
  Bytes untilOpened(int attempt, List<String> sites) {
    return opened(roll(attempt, sites, committed(attempt, sites), 0));
  }

  /** A draw as it should be. */
  GroupDraw drawn() {
    site.answer(openings(0, SITES, untilOpened(0, SITES), 0));
    return known().orElseThrow();
  }

  /** The draw that the site took, by its journal. */
  Optional<GroupDraw> known() {
    return DrawBook.of(desks, job, "a").draw(job);
  }
}

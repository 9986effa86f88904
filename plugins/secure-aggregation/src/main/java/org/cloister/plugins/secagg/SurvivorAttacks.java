package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.Adversary.Learned;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.spi.protection.Stage;

/**
 * A coordinator that tells different sites, or one site twice, different things about who is in. In
 * all of them it is after the first site, or after fewer sites than it may have the sum of.
 */
final class SurvivorAttacks {
  private static final int VICTIM = 0;

  private SurvivorAttacks() {}

  private static List<Integer> honest(LyingHub hub) {
    return List.copyOf(hub.spoils.inputs.keySet());
  }

  private static List<Integer> others(LyingHub hub) {
    return hub.without(VICTIM).sites();
  }

  /** Signatures for a set with a site and for one without it, before any answer. */
  static List<Learned> deadAndAlive(Stage stage) {
    LyingHub hub = new LyingHub(stage);
    List<Agreement.Consent> with = hub.consents(hub.all(), honest(hub));
    List<Agreement.Consent> without = hub.consents(hub.without(VICTIM), others(hub));
    honest(hub).forEach(site -> hub.reveal(site, hub.all(), with));
    others(hub).forEach(site -> hub.reveal(site, hub.without(VICTIM), without));
    return hub.spoils.learned(Set.of(VICTIM));
  }

  /** The same after the answer. */
  static List<Learned> secondUnmasking(Stage stage) {
    LyingHub hub = new LyingHub(stage);
    hub.unmask(hub.all(), honest(hub));
    hub.unmask(hub.without(VICTIM), others(hub));
    return hub.spoils.learned(Set.of(VICTIM));
  }

  /** The same after a restart of all sites. */
  static List<Learned> afterRestart(Stage stage) {
    LyingHub hub = new LyingHub(stage);
    hub.unmask(hub.all(), honest(hub));
    stage.plan().roster().forEach(site -> stage.restart(site, stage.plan()));
    hub.unmask(hub.without(VICTIM), others(hub));
    return hub.spoils.learned(Set.of(VICTIM));
  }

  /** A site is declared gone, its vector comes all the same, and is to be summed after all. */
  static List<Learned> lateVector(Stage stage) {
    LyingHub hub = new LyingHub(stage);
    hub.unmask(hub.without(VICTIM), others(hub));
    hub.unmask(hub.all(), honest(hub));
    return hub.spoils.learned(Set.of(VICTIM));
  }

  /** In the list a site's vector is another's; with enough signatures it would be summed. */
  static List<Learned> anotherVector(Stage stage) {
    LyingHub hub = new LyingHub(stage);
    List<Survivors.Input> inputs = new ArrayList<>(hub.all().inputs());
    inputs.set(VICTIM, new Survivors.Input(VICTIM, inputs.get(VICTIM + 1).digest()));
    hub.unmask(new Survivors(hub.all().transcript(), inputs), honest(hub));
    return List.of();
  }

  /** A list for another session. */
  static List<Learned> anotherTranscript(Stage stage) {
    LyingHub hub = new LyingHub(stage);
    Bytes other = Bytes.of(new byte[BodyReader.DIGEST]);
    hub.unmask(new Survivors(other, hub.all().inputs()), honest(hub));
    return List.of();
  }

  /** A site is to sign a list that it is not on. */
  static List<Learned> leftOut(Stage stage) {
    LyingHub hub = new LyingHub(stage);
    hub.consent(VICTIM, hub.without(VICTIM));
    return List.of();
  }

  /** A list of fewer than the threshold. */
  static List<Learned> belowFloor(Stage stage) {
    LyingHub hub = new LyingHub(stage);
    List<Integer> few = honest(hub).subList(0, stage.plan().threshold() - 1);
    hub.unmask(hub.spoils.survivors(few), few);
    return hub.spoils.learned(Set.copyOf(few));
  }

  /** A threshold that two groups of sites can reach, each with another set. */
  static List<Learned> lowThreshold(Stage stage) {
    SessionPlan plan = stage.plan();
    int sites = plan.roster().size();
    Stage low =
        stage.other(
            new SessionPlan(
                plan.context(),
                plan.roster(),
                sites / 2,
                plan.modulusBits(),
                plan.length(),
                plan.settings()));
    if (low.present().isEmpty()) {
      return List.of();
    }
    LyingHub hub = new LyingHub(low);
    hub.unmask(hub.all(), honest(hub).subList(0, sites / 2));
    hub.unmask(hub.without(VICTIM), honest(hub).subList(sites / 2, sites));
    return hub.spoils.learned(Set.of(VICTIM));
  }

  /** As many views as there are sites, which add up to a sum over fewer than the threshold. */
  static List<Learned> splitViews(Stage stage) {
    LyingHub hub = new LyingHub(stage);
    int threshold = stage.plan().threshold();
    split(hub, honest(hub).subList(0, threshold - 1), List.of(), 1);
    return hub.spoils.learned(Set.copyOf(honest(hub).subList(0, threshold - 1)));
  }

  /** The same with each signature shown as often as it takes. */
  static List<Learned> repeatedSignatures(Stage stage) {
    LyingHub hub = new LyingHub(stage);
    int threshold = stage.plan().threshold();
    if (honest(hub).size() == threshold) {
      List<Agreement.Consent> two = hub.consents(hub.all(), honest(hub).subList(0, threshold - 1));
      hub.reveal(VICTIM, hub.all(), repeated(two, threshold));
      return List.of();
    }
    List<Integer> core = honest(hub).subList(0, threshold - 1);
    split(hub, core, List.of(), threshold);
    return hub.spoils.learned(Set.copyOf(core));
  }

  private static List<Agreement.Consent> repeated(List<Agreement.Consent> some, int count) {
    List<Agreement.Consent> repeated = new ArrayList<>(some);
    for (int i = 0; !some.isEmpty() && repeated.size() < count; i++) {
      repeated.add(some.get(i % some.size()));
    }
    return repeated;
  }

  /** The same with the help of a site, which signs every view and tells all that it holds. */
  static List<Learned> coalition(Stage stage) {
    int last = stage.plan().roster().size() - 1;
    LyingSite site = LyingSite.colluding(stage, last);
    LyingHub hub = lyingHub(stage, site);
    int threshold = stage.plan().threshold();
    List<Integer> core = new ArrayList<>(honest(hub).subList(0, threshold - 2));
    Set<Integer> alone = Set.copyOf(core);
    core.add(last);
    split(hub, core, List.of(site), 1);
    site.tell(hub);
    return hub.spoils.learned(alone);
  }

  /** Dead and alive with the help of a site. */
  static List<Learned> coalitionAgainstOne(Stage stage) {
    int last = stage.plan().roster().size() - 1;
    LyingSite site = LyingSite.colluding(stage, last);
    LyingHub hub = lyingHub(stage, site);
    List<Integer> honest = honest(hub).subList(0, last);
    for (Survivors asked : List.of(hub.all(), hub.without(VICTIM))) {
      List<Agreement.Consent> consents = hub.consents(asked, honest);
      consents.add(site.consent(asked));
      honest.forEach(one -> hub.reveal(one, asked, consents));
    }
    site.tell(hub);
    return hub.spoils.learned(Set.of(VICTIM));
  }

  private static LyingHub lyingHub(Stage stage, LyingSite site) {
    site.begin();
    return new LyingHub(stage, site::pass);
  }

  /**
   * Each site is told the {@code core} and one more, itself if it is none of the core, so that for
   * each of the others most sites reveal what takes off its masks. Where there is no choice of one
   * more, the core alone.
   *
   * @param helpers sign every view
   * @param count how many signatures are shown at least, the same ones again if need be
   */
  private static void split(LyingHub hub, List<Integer> core, List<LyingSite> helpers, int count) {
    List<Integer> rest = new ArrayList<>(honest(hub));
    rest.removeAll(core);
    Map<Integer, Survivors> views = new TreeMap<>();
    for (int site : honest(hub)) {
      TreeSet<Integer> view = new TreeSet<>(core);
      if (rest.size() > 1) {
        view.add(rest.contains(site) ? site : rest.get(core.indexOf(site) % rest.size()));
      }
      views.put(site, hub.spoils.survivors(view));
    }
    helpers.forEach(helper -> views.remove(helper.party.self()));
    Map<Bytes, List<Agreement.Consent>> signed = new HashMap<>();
    views.forEach(
        (site, view) ->
            hub.consent(site, view)
                .ifPresent(
                    consent ->
                        signed
                            .computeIfAbsent(view.statement(), s -> new ArrayList<>())
                            .add(consent)));
    views.forEach(
        (site, view) -> {
          List<Agreement.Consent> consents = signed.getOrDefault(view.statement(), List.of());
          List<Agreement.Consent> shown = repeated(consents, count);
          helpers.forEach(helper -> shown.add(helper.consent(view)));
          hub.reveal(site, view, shown);
        });
  }
}

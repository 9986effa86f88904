package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.engine.Effect;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.engine.groups.GroupCommitment;
import org.cloister.engine.groups.GroupDraw;
import org.cloister.engine.groups.GroupOpening;
import org.cloister.engine.round.Models;
import org.cloister.engine.site.Participant;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.model.Parts;
import org.cloister.model.Preprocessing;
import org.cloister.model.Transform;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Assembly;
import org.cloister.port.Configured;
import org.cloister.port.WeightPrecision;
import org.cloister.spi.DropReason;
import org.cloister.spi.SiteTask;
import org.junit.jupiter.api.Test;

/** What a site does with an ask that the job's route does not allow. */
class UnfairAskTests {
  private static final List<String> SITES = List.of("a", "b", "c", "d", "e");

  private static List<Effect> asked(AggregationRoute route, List<String> session) throws Exception {
    return asked(route, session, Preprocessing.none());
  }

  private static List<Effect> asked(
      AggregationRoute route, List<String> session, Preprocessing preprocessing) throws Exception {
    Rehearsal job = new Rehearsal();
    SITES.forEach(site -> job.site(site, new double[] {1, 2, 3}));
    job.route = route;
    Assembly assembly = job.assemblies().open();
    Model model =
        Models.of(job.terms(), assembly, FloatVector.zeros(2), Parts.none(), preprocessing);
    Participant site = joined(job);
    Optional<Digest> draw = Optional.empty();
    if (route instanceof AggregationRoute.Grouped) {
      draw = Optional.of(drawn(site, job.terms().digest()).digest());
    }
    say(site, Message.Broadcast.of(model));
    return say(
        site,
        new Message.Ask(
            77,
            1,
            1,
            "train",
            SiteTask.Train.steps(1),
            Optional.of(model.version()),
            job.pins,
            session,
            Rehearsal.seconds(100),
            draw));
  }

  private static Participant joined(Rehearsal job) throws Exception {
    Participant site = job.participant("a", job.sites.get("a"));
    for (Effect effect : site.on(new Signal.Begin())) {
      if (effect instanceof Effect.Work load) {
        site.on(new Signal.WorkDone(load.work(), load.task().call()));
      }
    }
    return site;
  }

  /** The groups as the site and four others draw them that open the same always: one of all. */
  private static GroupDraw drawn(Participant site, Digest job) throws Exception {
    Bytes chosen = Bytes.of(new byte[GroupCommitment.OPENING_BYTES]);
    Message.GroupCommitted committed =
        (Message.GroupCommitted) answer(site, new Message.GroupCall(0, SITES));
    List<GroupCommitment> all = new ArrayList<>();
    all.add(new GroupCommitment("a", committed.commitment()));
    SITES.stream().skip(1).forEach(o -> all.add(GroupCommitment.to(job, 0, o, chosen)));
    Message.GroupOpened opened = (Message.GroupOpened) answer(site, new Message.GroupRoll(0, all));
    List<GroupOpening> openings = new ArrayList<>();
    openings.add(new GroupOpening("a", opened.opening()));
    SITES.stream().skip(1).forEach(o -> openings.add(new GroupOpening(o, chosen)));
    answer(site, new Message.GroupOpenings(0, openings));
    return GroupDraw.of(job, 0, all, openings);
  }

  /** What a site says once its work on a message is done; itself if it says nothing. */
  private static Message answer(Participant site, Message message) throws Exception {
    Message said = message;
    for (Effect effect : say(site, message)) {
      if (effect instanceof Effect.Work work) {
        for (Effect then : site.on(new Signal.WorkDone(work.work(), work.task().call()))) {
          said = then instanceof Effect.Send send ? send.message() : said;
        }
      }
    }
    return said;
  }

  private static List<Effect> say(Participant site, Message message) {
    return new ArrayList<>(site.on(new Signal.Received(Federation.COORDINATOR, message)));
  }

  /** Its people may hear why, and the coordinator that it declined; there is nothing else. */
  private static void assertDeclined(List<Effect> effects) {
    List<Effect> others =
        effects.stream().filter(effect -> !(effect instanceof Effect.Explain)).toList();
    assertEquals(1, others.size(), effects::toString);
    assertTrue(
        others.get(0) instanceof Effect.Send send
            && send.message() instanceof Message.Refused refused
            && refused.reason() == DropReason.DECLINED,
        effects::toString);
  }

  private static AggregationRoute grouped() {
    return new AggregationRoute.Grouped(
        Configured.of(new Unmasked()),
        Configured.of(new FixedPoint()),
        1000,
        WeightPrecision.EXACT,
        4,
        Configured.of(new FirstOfAll()));
  }

  @Test
  void ask_withoutSessionOnTheSecureRoute_isDeclined() throws Exception {
    assertDeclined(asked(Routes.secure(), List.of()));
  }

  @Test
  void ask_sessionWithoutTheSiteOrWithStrangers_isDeclined() throws Exception {
    AggregationRoute route = Routes.secure();
    assertDeclined(asked(route, List.of("b", "c")));
    assertDeclined(asked(route, List.of("a", "stranger")));
    assertDeclined(asked(route, List.of("a", "a")));
  }

  @Test
  void ask_groupOfThree_isDeclined() throws Exception {
    assertDeclined(asked(grouped(), List.of("a", "b", "c")));
  }

  @Test
  void ask_sessionOnTheOpenRoute_isDeclined() throws Exception {
    assertDeclined(asked(Rehearsal.open(new Mean()), List.of("a", "b")));
  }

  @Test
  void ask_modelWithAPreprocessingThatTheTermsDoNotAskFor_isRefused() throws Exception {
    Preprocessing other =
        new Preprocessing(
            Preprocessing.Scope.GLOBAL, List.of(new Transform.Standardise("x0", 1, 1e-9)));
    Effect.Work work =
        asked(Rehearsal.open(new Mean()), List.of(), other).stream()
            .filter(Effect.Work.class::isInstance)
            .map(Effect.Work.class::cast)
            .findFirst()
            .orElseThrow();

    CloisterException refused = assertThrows(CloisterException.class, () -> work.task().call());
    assertEquals(ErrorCode.MESSAGE_MALFORMED, refused.code());
  }

  @Test
  void ask_asTheRouteSays_isWorkedOn() throws Exception {
    for (List<Effect> effects :
        List.of(
            asked(Rehearsal.open(new Mean()), List.of()),
            asked(grouped(), List.of("a", "b", "c", "d")),
            asked(Routes.secure(), List.of("a", "b")))) {
      assertTrue(effects.stream().anyMatch(Effect.Work.class::isInstance), effects::toString);
    }
  }

  private static Message.Ask ask(Rehearsal job, long number, Optional<Digest> model) {
    return new Message.Ask(
        number,
        1,
        1,
        "train",
        SiteTask.Train.steps(1),
        model,
        job.pins,
        List.of(),
        Rehearsal.seconds(100),
        Optional.empty());
  }

  private static boolean refuses(Effect effect, DropReason reason) {
    return effect instanceof Effect.Send send
        && send.message() instanceof Message.Refused refused
        && refused.reason() == reason;
  }

  @Test
  void ask_modelThatNeverCame_isRefusedAtOnce() throws Exception {
    Rehearsal job = new Rehearsal().site("a", new double[] {1, 2, 3});
    Participant site = joined(job);
    for (long number = 0; number < 10_000; number++) {
      List<Effect> effects = say(site, ask(job, number, Optional.of(Digest.of("lost"))));
      assertEquals(1, effects.size());
      assertTrue(refuses(effects.get(0), DropReason.FAILED), effects::toString);
    }
  }

  @Test
  void ask_tenThousandAtOnce_worksOnAFewAndRefusesTheOthers() throws Exception {
    Rehearsal job = new Rehearsal().site("a", new double[] {1, 2, 3});
    Participant site = joined(job);
    Model model =
        Models.of(
            job.terms(),
            job.assemblies().open(),
            FloatVector.zeros(2),
            Parts.none(),
            Preprocessing.none());
    say(site, Message.Broadcast.of(model));
    List<Effect> all = new ArrayList<>();
    for (long number = 0; number < 10_000; number++) {
      all.addAll(say(site, ask(job, number, Optional.of(model.version()))));
      all.addAll(say(site, ask(job, number, Optional.of(model.version()))));
    }
    long works = all.stream().filter(Effect.Work.class::isInstance).count();
    assertTrue(works > 1 && works <= 100, "works on " + works);
    assertTrue(
        all.stream()
            .filter(effect -> !(effect instanceof Effect.Work))
            .allMatch(effect -> refuses(effect, DropReason.FAILED)));
  }
}

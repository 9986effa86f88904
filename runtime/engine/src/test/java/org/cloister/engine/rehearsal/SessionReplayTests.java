package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.engine.Fact;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.RecordedRound;
import org.cloister.engine.RecordedSession;
import org.cloister.engine.RoundInputs;
import org.cloister.engine.coordinator.AggregationReplay;
import org.cloister.engine.wire.Encoded;
import org.cloister.engine.wire.RoundCodec;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.IntVector;
import org.cloister.model.Settings;
import org.cloister.model.Vectors;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.port.WeightPrecision;
import org.cloister.spi.protection.SessionMessage;
import org.junit.jupiter.api.Test;

/** Sums of sessions, revealed again from what the coordinator heard. */
class SessionReplayTests {

  private static Rehearsal job(AggregationRoute route) {
    Rehearsal job = new Rehearsal();
    for (int i = 0; i < 8; i++) {
      job.site("site-" + i, new double[] {1, 0.5 * i, -0.25 * i});
    }
    job.workflow = Plans.rounds(3, 1);
    job.route = route;
    return job;
  }

  private static AggregationRoute grouped() {
    return new AggregationRoute.Grouped(
        new Configured<>(new Unmasked(), Settings.none()),
        new Configured<>(new FixedPoint(), Settings.none()),
        1000,
        WeightPrecision.EXACT,
        4,
        Configured.of(new FirstOfAll()));
  }

  private static AggregationRoute secure() {
    return Routes.secure();
  }

  /** A job that ran, with its candidates and what they were made from. */
  private static final class Ran {
    final Rehearsal job;
    final List<Fact.Aggregated> made = new ArrayList<>();
    final List<RoundInputs> inputs;

    Ran(Rehearsal job) {
      this.job = job;
      Federation federation = job.federation();
      assertInstanceOf(JobOutcome.Completed.class, federation.run());
      federation.facts.stream()
          .filter(Fact.Aggregated.class::isInstance)
          .forEach(fact -> made.add((Fact.Aggregated) fact));
      inputs = federation.preserved;
    }

    RecordedRound round(int number) {
      RoundInputs in = inputs.get(number);
      java.util.TreeMap<Fact.Answered, Bytes> statements = new java.util.TreeMap<>();
      in.sessions()
          .forEach(
              session ->
                  session
                      .vectors()
                      .forEach(whose -> statements.put(whose, Bytes.of(new byte[] {7}))));
      return new RecordedRound(in, new java.util.TreeMap<>(), statements);
    }

    AggregationReplay.Remade remade(RecordedRound round) {
      return AggregationReplay.of(
          job.terms(), job.assemblies().open(), round, new Unprotected(), Vectors.onHeap());
    }
  }

  private static RecordedRound copied(RecordedRound round) {
    Encoded bytes = RoundCodec.encode(round);
    return RoundCodec.decode(bytes.header(), bytes.floats());
  }

  private static RecordedRound with(RecordedRound round, List<RecordedSession> sessions) {
    RoundInputs in = round.inputs();
    return new RecordedRound(
        new RoundInputs(
            in.jobRound(),
            in.step(),
            in.round(),
            in.plugins(),
            in.base(),
            in.server(),
            in.used(),
            sessions),
        round.answers(),
        round.statements());
  }

  @Test
  void of_everyRoundOfBothRoutes_makesTheSameCandidate() {
    for (AggregationRoute route : List.of(secure(), grouped())) {
      Ran ran = new Ran(job(route));
      assertEquals(3, ran.inputs.size());
      for (int i = 0; i < 3; i++) {
        RecordedRound round = copied(ran.round(i));
        assertEquals(
            route instanceof AggregationRoute.Grouped ? 2 : 1, round.inputs().sessions().size());
        assertEquals(ran.round(i).statements(), round.statements());
        AggregationReplay.Remade again = ran.remade(round);
        Fact.Aggregated then = ran.made.get(i);
        assertEquals(then.model(), again.model());
        assertEquals(then.aggregate(), again.aggregate());
        assertEquals(then.agreed(), again.agreed());
        assertTrue(again.agreed().survivors().isPresent());
        assertEquals(then.answers(), again.answers());
      }
    }
  }

  @Test
  void of_oneResidueAltered_makesAnother() {
    Ran ran = new Ran(job(secure()));
    RecordedSession session = ran.inputs.get(1).sessions().get(0);
    List<SessionMessage> heard = new ArrayList<>(session.heard());
    int at = 0;
    while (heard.get(at).vector().isEmpty()) {
      at++;
    }
    SessionMessage was = heard.get(at);
    IntVector vector = was.vector().orElseThrow();
    long[] residues = new long[Math.toIntExact(vector.length())];
    vector.read(0, residues, 0, residues.length);
    residues[1] += 1 << 12;
    heard.set(
        at,
        new SessionMessage(was.peer(), was.step(), was.body(), Optional.of(Residues.of(residues))));
    RecordedRound other = with(ran.round(1), List.of(new RecordedSession(session.ask(), heard)));
    assertNotEquals(ran.made.get(1).model(), ran.remade(copied(other)).model());
  }

  @Test
  void of_sessionOfAnotherRoundOrNone_diverges() {
    Ran ran = new Ran(job(secure()));
    for (List<RecordedSession> sessions :
        List.of(
            ran.inputs.get(2).sessions(),
            List.<RecordedSession>of(),
            List.of(new RecordedSession(ran.inputs.get(1).sessions().get(0).ask(), List.of())))) {
      RecordedRound other = with(ran.round(1), sessions);
      assertEquals(
          ErrorCode.HISTORY_DIVERGED,
          assertThrows(CloisterException.class, () -> ran.remade(other)).code());
    }
  }

  @Test
  void of_noiseOfTheCoordinatorAlone_isNeitherKeptNorMadeAgain() {
    Ran ran = new Ran(job(Routes.centralNoise()));
    assertEquals(List.of(), ran.inputs.get(0).sessions());
    Ran quiet = new Ran(job(secure()));
    quiet.job.route = Routes.centralNoise();
    assertEquals(
        ErrorCode.ROUTE_MISMATCH,
        assertThrows(CloisterException.class, () -> quiet.remade(quiet.round(0))).code());
  }

  @Test
  void preserved_protocolThatTellsNothing_hasNoSessions() {
    Rehearsal job = job(secure());
    job.route =
        new AggregationRoute.Secure(
            new Configured<>(new Blaming(Map.of(), false), Settings.none()),
            new Configured<>(new FixedPoint(), Settings.none()),
            1000,
            WeightPrecision.EXACT,
            Optional.empty(),
            new Configured<>(new Mean(), Settings.none()),
            Optional.empty());
    assertEquals(List.of(), new Ran(job).inputs.get(0).sessions());
  }

  @Test
  void decode_everyByteOfTheHeaderCutOrAltered_isRefusedOrAnotherRound() {
    RecordedRound round = new Ran(job(secure())).round(0);
    Encoded bytes = RoundCodec.encode(round);
    int refused = 0;
    for (int at = 0; at < bytes.header().length; at++) {
      byte[] cut = Arrays.copyOf(bytes.header(), at);
      assertThrows(CloisterException.class, () -> RoundCodec.decode(cut, bytes.floats()));
      byte[] altered = bytes.header().clone();
      altered[at] ^= 1;
      try {
        RecordedRound read = RoundCodec.decode(altered, bytes.floats());
        assertTrue(!Arrays.equals(bytes.header(), RoundCodec.encode(read).header()));
      } catch (CloisterException e) {
        refused++;
      }
    }
    assertTrue(refused > 0);
  }
}

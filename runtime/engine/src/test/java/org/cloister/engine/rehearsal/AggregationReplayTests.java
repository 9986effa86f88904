package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.engine.Fact;
import org.cloister.engine.Message;
import org.cloister.engine.RecordedRound;
import org.cloister.engine.RoundInputs;
import org.cloister.engine.coordinator.AggregationReplay;
import org.cloister.engine.wire.Encoded;
import org.cloister.engine.wire.MessageCodec;
import org.cloister.engine.wire.RoundCodec;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.PluginPin;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Vectors;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.ServerState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a candidate was made from makes it again, to the last bit, and nothing else does. */
class AggregationReplayTests {
  private final List<RecordedRound> rounds = new ArrayList<>();
  private final List<Fact.Aggregated> made = new ArrayList<>();
  private Rehearsal job = new Rehearsal();

  /** Remembers from round to round. */
  private static final class Momentum extends Mean {
    @Override
    public Aggregated aggregate(AggregationTask task, SummedUpdate sum) {
      FloatVector old = task.state().vectors().getOrDefault("m", FloatVector.zeros(2));
      FloatVector momentum = task.vectors().axpy(0.9, old, sum.mean(Part.DELTA));
      return new Aggregated(
          task.vectors().axpy(1, momentum, task.model().weights()),
          new ServerState(1, Map.of("m", momentum), Map.of()));
    }
  }

  @BeforeEach
  void run() {
    job =
        new Rehearsal()
            .site("two", new double[] {1, 0.5, -0.25}, new double[] {1, 0.25, 0.5})
            .site("one", new double[] {2, -1, 1})
            .site("three", new double[] {1, 0.1, 3});
    job.route = Rehearsal.open(new Momentum());
    job.workflow = Plans.rounds(7, 1);
    Federation federation = job.federation();
    federation.run();
    federation.facts.stream()
        .filter(Fact.Aggregated.class::isInstance)
        .forEach(fact -> made.add((Fact.Aggregated) fact));
    federation.preserved.forEach(inputs -> rounds.add(recorded(inputs, federation)));
  }

  private static RecordedRound recorded(RoundInputs inputs, Federation federation) {
    TreeMap<Fact.Answered, RecordedRound.Stated> answers = new TreeMap<>();
    for (RoundInputs.Used used : inputs.used()) {
      String site = used.answer().site();
      federation.said.getOrDefault(site, List.of()).stream()
          .filter(m -> m instanceof Message.Answer a && a.ask() == used.answer().ask())
          .forEach(
              m ->
                  answers.put(
                      used.answer(),
                      new RecordedRound.Stated((Message.Answer) m, Bytes.of(new byte[] {7}))));
    }
    return new RecordedRound(inputs, answers);
  }

  private static RecordedRound copied(RecordedRound round) {
    Encoded bytes = RoundCodec.encode(round);
    return RoundCodec.decode(bytes.header(), bytes.floats());
  }

  private AggregationReplay.Remade remade(RecordedRound round) {
    return AggregationReplay.of(
        job.terms(), job.assemblies().open(), round, new Unprotected(), Vectors.onHeap());
  }

  private static RecordedRound with(
      RecordedRound round, Map<Fact.Answered, RecordedRound.Stated> answers) {
    return new RecordedRound(round.inputs(), new TreeMap<>(answers));
  }

  private static void diverges(org.junit.jupiter.api.function.Executable action) {
    assertEquals(ErrorCode.HISTORY_DIVERGED, assertThrows(CloisterException.class, action).code());
  }

  @Test
  void of_everyRound_makesTheSameCandidate() {
    assertEquals(7, rounds.size());
    for (int i = 0; i < rounds.size(); i++) {
      AggregationReplay.Remade again = remade(copied(rounds.get(i)));
      assertEquals(made.get(i).model(), again.model(), "round " + made.get(i).round());
      assertEquals(made.get(i).aggregate(), again.aggregate());
      assertEquals(made.get(i).round(), rounds.get(i).inputs().jobRound());
      assertEquals(made.get(i).answers(), rounds.get(i).answers().keySet());
    }
  }

  @Test
  void of_oneValueAltered_makesAnother() {
    RecordedRound round = rounds.get(3);
    TreeMap<Fact.Answered, RecordedRound.Stated> answers = new TreeMap<>(round.answers());
    Fact.Answered first = answers.firstKey();
    Message.Answer was = round.answers().get(first).answer();
    Parts parts = was.contribution().parts();
    float[] delta = new float[2];
    parts.tensor(Part.DELTA).read(0, delta, 0, 2);
    delta[1] = Math.nextUp(delta[1] * 1.001f);
    Contribution other =
        new Contribution(
            was.contribution().base(),
            was.contribution().weight(),
            parts.with(Parts.ofTensor(Part.DELTA, FloatVector.of(delta))));
    answers.put(
        first,
        new RecordedRound.Stated(
            new Message.Answer(was.ask(), other, Optional.empty(), was.resources()),
            Bytes.of(new byte[0])));
    assertNotEquals(made.get(3).model(), remade(with(round, answers)).model());
  }

  @Test
  void of_whatCannotHaveHappened_diverges() {
    RecordedRound round = rounds.get(2);
    TreeMap<Fact.Answered, RecordedRound.Stated> fewer = new TreeMap<>(round.answers());
    fewer.pollFirstEntry();
    diverges(() -> remade(with(round, fewer)));
    RecordedRound other = rounds.get(3);
    diverges(() -> remade(new RecordedRound(round.inputs(), other.answers())));
    job.pins = List.of(new PluginPin("trainer", "sgd", "1.0.0", Digest.of("another bundle")));
    diverges(() -> remade(round));
  }

  @Test
  void decode_everyByteOfTheHeaderCutOrAltered_isRefusedOrAnotherRound() {
    RecordedRound round = rounds.get(1);
    Encoded bytes = RoundCodec.encode(round);
    assertEquals(round.inputs().used(), copied(round).inputs().used());
    int refused = 0;
    for (int at = 0; at < bytes.header().length; at++) {
      byte[] cut = java.util.Arrays.copyOf(bytes.header(), at);
      assertThrows(
          CloisterException.class, () -> RoundCodec.decode(cut, bytes.floats()), "cut at " + at);
      byte[] altered = bytes.header().clone();
      altered[at] ^= 1;
      try {
        RecordedRound read = RoundCodec.decode(altered, bytes.floats());
        assertFalse(java.util.Arrays.equals(bytes.header(), RoundCodec.encode(read).header()));
      } catch (CloisterException e) {
        refused++;
      }
    }
    assertTrue(refused > 0);
  }

  @Test
  void encode_compressedAnswer_keepsItsBytes() {
    RecordedRound round = rounds.get(0);
    TreeMap<Fact.Answered, RecordedRound.Stated> answers = new TreeMap<>(round.answers());
    Fact.Answered first = answers.firstKey();
    Message.Answer was = round.answers().get(first).answer();
    Message.Answer packed =
        new Message.Answer(
            was.ask(),
            was.contribution(),
            Optional.of(Bytes.of(new byte[] {-1, 0, 5})),
            was.resources());
    answers.put(first, new RecordedRound.Stated(packed, Bytes.of(new byte[] {1})));
    RecordedRound read = copied(with(round, answers));
    assertEquals(packed.compressed(), read.answers().get(first).answer().compressed());
    assertEquals(
        Bytes.of(MessageCodec.encode(packed).header()),
        Bytes.of(MessageCodec.encode(read.answers().get(first).answer()).header()));
  }
}

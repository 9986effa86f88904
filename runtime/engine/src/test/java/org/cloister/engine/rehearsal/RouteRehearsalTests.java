package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Contribution;
import org.cloister.model.DataSchema;
import org.cloister.model.Digest;
import org.cloister.model.DpEvent;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.Neighbours;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.PrivacyCharge;
import org.cloister.model.PrivacyUnit;
import org.cloister.model.ReceivedUpdate;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Vectors;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.port.SumNoise;
import org.cloister.port.WeightPrecision;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.DropReason;
import org.cloister.spi.Evaluator;
import org.cloister.spi.Event;
import org.cloister.spi.Examples;
import org.cloister.spi.LinearCompressor;
import org.cloister.spi.ModelRef;
import org.cloister.spi.Predictor;
import org.cloister.spi.SingleCompressor;
import org.cloister.spi.SiteTask;
import org.cloister.spi.SumAggregator;
import org.cloister.spi.SumQuery;
import org.cloister.spi.UpdateAggregator;
import org.cloister.spi.WorkflowNode.Phase;
import org.cloister.spi.protection.PrivacyMechanism;
import org.cloister.spi.protection.QuantizationPlan;
import org.cloister.spi.protection.Quantizer;
import org.cloister.spi.protection.RoundingBits;
import org.cloister.spi.protection.SessionMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The three routes, compression and noise, on quadratics whose answers are known. */
class RouteRehearsalTests {

  static AggregationRoute.Secure secure(
      Optional<LinearCompressor> compressor, Optional<SumNoise> noise) {
    return new AggregationRoute.Secure(
        new Configured<>(new Unmasked(), Settings.none()),
        new Configured<>(new FixedPoint(), Settings.none()),
        1000,
        WeightPrecision.EXACT,
        compressor.map(c -> new Configured<>(c, Settings.none())),
        new Configured<SumAggregator>(new Mean(), Settings.none()),
        noise);
  }

  static AggregationRoute.Secure centralNoise() {
    return secure(
        Optional.empty(),
        Optional.of(new SumNoise.AtCoordinator(Configured.of(new CentralShift()))));
  }

  private static Rehearsal twoSites() {
    return new Rehearsal()
        .site("small", new double[] {1, 0, 4})
        .site("large", new double[] {1, 6, 0}, new double[] {1, 6, 0});
  }

  @Test
  void secure_sameJob_equalsTheOpenRouteToTheQuantisersStep() {
    Rehearsal job = twoSites();
    job.workflow = Plans.rounds(20, 3);
    float[] open = job.weights();
    job.route = secure(Optional.empty(), Optional.empty());
    assertArrayEquals(open, job.weights(), 2e-5f);
  }

  @Test
  void secure_anySite_leavesNothingBesideTheSession() {
    Rehearsal job = twoSites();
    job.route = secure(Optional.empty(), Optional.empty());
    Federation federation = job.federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    for (String site : job.sites.keySet()) {
      List<Message> said = federation.said.get(site);
      assertTrue(
          said.stream()
              .allMatch(m -> m instanceof Message.Join || m instanceof Message.SessionStep),
          said::toString);
      Message.Join join = (Message.Join) said.get(0);
      assertEquals(0, join.resources().examples(), "the number of examples is for the sum alone");
    }
  }

  @Test
  void secure_oneSiteGoneAfterItsHello_sumsTheOthers() {
    Rehearsal job = twoSites().site("third", new double[] {1, 100, 100});
    job.route = secure(Optional.empty(), Optional.empty());
    job.workflow = Plans.rounds(1, 1);
    Federation federation = job.federation();
    federation.slow(
        "third", java.time.Duration.ofDays(1)); // past every deadline, reading its data included
    JobOutcome.Completed done = assertInstanceOf(JobOutcome.Completed.class, federation.run());
    // One step of rate 0.1 from 0 towards the weighted mean of (0, 4) and twice (6, 0).
    assertArrayEquals(
        new float[] {0.4f, 0.4f / 3}, done.model().orElseThrow().weights().toArray(), 1e-5f);
  }

  @Test
  void secure_trainerThrowsAtOneSite_theSessionGoesOnAtOnceWithoutIt() {
    Rehearsal job = twoSites().site("broken", new double[] {9, 100, 100});
    job.train(new FaultyTrainer("broken"));
    job.route = secure(Optional.empty(), Optional.empty());
    Federation federation = job.federation();
    JobOutcome.Completed done = assertInstanceOf(JobOutcome.Completed.class, federation.run());
    assertArrayEquals(
        new float[] {0.4f, 0.4f / 3}, done.model().orElseThrow().weights().toArray(), 1e-5f);
    Event.SitesReported told =
        (Event.SitesReported)
            federation.history.stream()
                .filter(Event.SitesReported.class::isInstance)
                .findFirst()
                .orElseThrow();
    assertEquals(DropReason.FAILED, told.dropped().get("broken"));
  }

  @Test
  void secure_belowTheThreshold_revealsNothingAndEndsWithTheCode() {
    Rehearsal job =
        new Rehearsal().site("one", new double[] {1, 0, 4}).site("two", new double[] {9, 6, 0});
    job.train(new FaultyTrainer("two"));
    job.route = secure(Optional.empty(), Optional.empty());
    Federation federation = job.federation();
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, federation.run());
    assertEquals(ErrorCode.BELOW_QUORUM, failed.code());
    assertTrue(federation.published.isEmpty());
  }

  /** Adds what the rounding bits say to the weight, so that other bits give another model. */
  private static final class Dithered implements Quantizer {
    private final FixedPoint exact = new FixedPoint();

    @Override
    public String id() {
      return "dithered";
    }

    @Override
    public QuantizationPlan plan(
        List<Part> parts, int participants, double maxWeight, Settings settings) {
      return exact.plan(parts, participants, maxWeight, settings);
    }

    @Override
    public IntVector quantize(Contribution in, QuantizationPlan plan, RoundingBits bits) {
      IntVector residues = exact.quantize(in, plan, bits);
      long[] values = new long[Math.toIntExact(residues.length())];
      residues.read(0, values, 0, values.length);
      byte[] bit = new byte[1];
      bits.read(0, bit);
      values[0] += (bit[0] & 0xff) << 12;
      return Residues.of(values);
    }

    @Override
    public SummedUpdate dequantize(
        IntVector sum, Digest base, QuantizationPlan plan, int survivors, Vectors vectors) {
      return exact.dequantize(sum, base, plan, survivors, vectors);
    }
  }

  @Test
  void secure_moreMessagesThanNeeded_givesTheSameBits() {
    Rehearsal job = twoSites();
    job.route =
        new AggregationRoute.Secure(
            Configured.of(new Unmasked()),
            Configured.of(new Dithered()),
            1000,
            WeightPrecision.EXACT,
            Optional.empty(),
            Configured.of(new Mean()),
            Optional.empty());
    job.workflow = Plans.rounds(5, 3);
    float[] expected = job.weights();
    Federation federation = job.federation();
    federation.slow("large", Rehearsal.seconds(1));
    SessionMessage again =
        new SessionMessage(SessionMessage.COORDINATOR, "hello", Bytes.empty(), Optional.empty());
    for (long ask = 0; ask < 100; ask++) {
      federation.at(
          java.time.Duration.ofMillis(1500),
          Federation.COORDINATOR,
          new Signal.Received("small", new Message.SessionStep(ask, again)));
    }
    JobOutcome.Completed done = (JobOutcome.Completed) federation.run();
    assertArrayEquals(expected, done.model().orElseThrow().weights().toArray());
  }

  /** Keeps k values that the round's seed chooses, the same at all sites. */
  static final class RandomK implements LinearCompressor {
    @Override
    public String id() {
      return "random-k";
    }

    @Override
    public long compressedLength(long length, Settings settings) {
      return 1;
    }

    static int chosen(long length, long seed) {
      return new SplittableRandom(seed).nextInt(Math.toIntExact(length));
    }

    @Override
    public FloatVector compress(
        FloatVector in, long roundSeed, Settings settings, Vectors vectors) {
      return FloatVector.of(in.toArray()[chosen(in.length(), roundSeed)] * in.length());
    }

    @Override
    public FloatVector expandSum(
        FloatVector sum, long length, long roundSeed, Settings settings, Vectors vectors) {
      float[] full = new float[Math.toIntExact(length)];
      full[chosen(length, roundSeed)] = sum.toArray()[0];
      return FloatVector.of(full);
    }
  }

  @Test
  void randomK_underASum_reachesTheOptimumAndSendsOneValueInstead() {
    Rehearsal job = twoSites();
    job.workflow = Plans.rounds(200, 1);
    job.route = secure(Optional.of(new RandomK()), Optional.empty());
    assertArrayEquals(new float[] {4, 4 / 3f}, job.weights(), 1e-3f);
    job.route =
        new AggregationRoute.Open(
            Optional.of(Configured.of(new RandomK())), Configured.of(new Mean()), Optional.empty());
    Federation federation = job.federation();
    federation.run();
    Message.Answer answer =
        (Message.Answer)
            federation.said.get("small").stream()
                .filter(Message.Answer.class::isInstance)
                .findFirst()
                .orElseThrow();
    assertEquals(1, answer.contribution().parts().tensor(Part.DELTA).length());
  }

  /** Keeps the largest value; what it leaves out comes back by error feedback. */
  static final class TopOne implements SingleCompressor {
    @Override
    public String id() {
      return "top-k";
    }

    @Override
    public Bytes compress(FloatVector in, Settings settings) {
      float[] values = in.toArray();
      int top = 0;
      for (int i = 1; i < values.length; i++) {
        top = Math.abs(values[i]) > Math.abs(values[top]) ? i : top;
      }
      return Bytes.of(java.nio.ByteBuffer.allocate(8).putInt(top).putFloat(values[top]).array());
    }

    @Override
    public FloatVector expand(Bytes body, long length, Settings settings, Vectors vectors) {
      if (body.length() != 8) {
        throw new CloisterException(ErrorCode.MESSAGE_MALFORMED, "The body must be 8 bytes.");
      }
      java.nio.ByteBuffer in = java.nio.ByteBuffer.wrap(body.toArray());
      float[] full = new float[Math.toIntExact(length)];
      full[in.getInt()] = in.getFloat();
      return FloatVector.of(full);
    }
  }

  @Test
  void topK_withErrorFeedback_reachesTheOptimum() {
    Rehearsal job = twoSites();
    job.workflow = Plans.rounds(1500, 1);
    job.train(new Sgd(), "rate", "0.01"); // what is left out stays of the order of the rate
    job.route =
        new AggregationRoute.Open(
            Optional.of(Configured.of(new TopOne())), Configured.of(new Mean()), Optional.empty());
    assertArrayEquals(new float[] {4, 4 / 3f}, job.weights(), 0.05f);
  }

  /** The coordinate-wise median of what it is handed. */
  private static final class Median implements UpdateAggregator {
    @Override
    public String id() {
      return "median";
    }

    @Override
    public Aggregated aggregate(AggregationTask task, List<ReceivedUpdate> updates) {
      float[] next = task.model().weights().toArray();
      for (int i = 0; i < next.length; i++) {
        int index = i;
        double[] sorted =
            updates.stream()
                .mapToDouble(u -> u.contribution().parts().tensor(Part.DELTA).toArray()[index])
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        next[i] +=
            (float)
                (sorted.length % 2 == 1
                    ? sorted[middle]
                    : (sorted[middle - 1] + sorted[middle]) / 2);
      }
      return new Aggregated(FloatVector.of(next), task.state());
    }
  }

  @Test
  void groupedMedian_onePoisonedSiteOfTwelve_staysAmongTheHonestGroups() {
    Rehearsal job = new Rehearsal();
    for (int i = 0; i < 11; i++) {
      job.site("site" + i, new double[] {1, 2 + 0.01 * i, -3});
    }
    job.site("poison", new double[] {1, 99, 99});
    job.workflow = Plans.rounds(120, 1);
    job.route =
        new AggregationRoute.Grouped(
            Configured.of(new Unmasked()),
            Configured.of(new FixedPoint()),
            1000,
            WeightPrecision.EXACT,
            4,
            Configured.of(new Median()));
    float[] robust = job.weights();
    assertTrue(
        robust[0] > 1.9 && robust[0] < 2.2 && Math.abs(robust[1] + 3) < 0.05,
        () -> Arrays.toString(robust));
    job.route = Rehearsal.open(new Mean());
    assertTrue(job.weights()[0] > 9, "the mean must be drawn away, else this shows nothing");
  }

  @Test
  void grouped_fewOfAGroupAreChosen_areNotSummed() {
    Rehearsal job = new Rehearsal();
    for (int i = 0; i < 4; i++) {
      job.site("site" + i, new double[] {1, i, -3});
    }
    List<String> few = List.of("site0", "site1");
    job.workflow =
        Plans.builder(1, SiteTask.Train.steps(1), 1)
            .addAgent(
                "few",
                Phase.START,
                Plans.agent(seen -> List.of(Plans.train(few, SiteTask.Train.steps(1), 1))))
            .addDependency("few", "init")
            .build();
    job.route =
        new AggregationRoute.Grouped(
            Configured.of(new Unmasked()),
            Configured.of(new FixedPoint()),
            1000,
            WeightPrecision.EXACT,
            4,
            Configured.of(new FirstOfAll()));
    Federation federation = job.federation();
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, federation.run());
    assertEquals(ErrorCode.BELOW_QUORUM, failed.code());
    for (String site : job.sites.keySet()) {
      assertTrue(
          federation.said.get(site).stream()
              .allMatch(m -> m instanceof Message.Join || m instanceof Message.OfDraw),
          "beside its part of the draw it says nothing");
    }
  }

  @Test
  void secure_everySiteLeft_endsBelowTheQuorum() {
    Rehearsal job = twoSites();
    job.route = secure(Optional.empty(), Optional.empty());
    job.workflow = Plans.rounds(1000, 1);
    Federation federation = job.federation();
    for (String site : job.sites.keySet()) {
      federation.slow(site, Rehearsal.seconds(1));
      federation.at(Rehearsal.seconds(20), site, new Signal.StopRequested("maintenance"));
    }
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, federation.run());
    assertEquals(ErrorCode.BELOW_QUORUM, failed.code());
  }

  @Test
  void grouped_groupsOfThree_areRefused() {
    CloisterException refused =
        org.junit.jupiter.api.Assertions.assertThrows(
            CloisterException.class,
            () ->
                new AggregationRoute.Grouped(
                    Configured.of(new Unmasked()),
                    Configured.of(new FixedPoint()),
                    1,
                    WeightPrecision.EXACT,
                    3,
                    Configured.of(new Median())));
    assertEquals(ErrorCode.ROUTE_MISMATCH, refused.code());
  }

  /** Adds one unit of the fixed point to every residue: not noise, but seen in the sum. */
  private record Shift(int parties) implements PrivacyMechanism.Distributed {
    @Override
    public String id() {
      return "shift";
    }

    @Override
    public PrivacyCharge planned(Settings settings, long examples, long steps) {
      return new PrivacyCharge(PrivacyUnit.SITE, Neighbours.ADD_REMOVE, new DpEvent.NonPrivate());
    }

    @Override
    public IntVector perturb(
        IntVector quantized,
        QuantizationPlan plan,
        int honestSurvivors,
        Settings settings,
        SecureRandom random) {
      long[] values = new long[Math.toIntExact(quantized.length())];
      quantized.read(0, values, 0, values.length);
      for (int i = 1; i <= 2; i++) {
        values[i] += 1 << 20;
      }
      return Residues.of(values);
    }
  }

  @Test
  void noiseAtSites_isAddedByEachAfterQuantising() {
    Rehearsal job = twoSites();
    job.route =
        secure(Optional.empty(), Optional.of(new SumNoise.AtSites(Configured.of(new Shift(2)))));
    // Each of two sites adds 1 to the weighted sum; the mean divides by a weight of 3.
    assertArrayEquals(new float[] {0.4f + 2 / 3f, 0.4f / 3 + 2 / 3f}, job.weights(), 1e-5f);
  }

  /** The same at the coordinator. */
  private static final class CentralShift implements PrivacyMechanism.Central {
    @Override
    public String id() {
      return "central-shift";
    }

    @Override
    public PrivacyCharge planned(Settings settings, long examples, long steps) {
      return new PrivacyCharge(PrivacyUnit.SITE, Neighbours.ADD_REMOVE, new DpEvent.NonPrivate());
    }

    @Override
    public IntVector perturbSum(
        IntVector sum, QuantizationPlan plan, Settings settings, SecureRandom random) {
      return new Shift(1).perturb(sum, plan, 1, settings, random);
    }
  }

  @Test
  void noiseAtTheCoordinator_isAddedOnceToTheSum() {
    Rehearsal job = twoSites();
    job.route = centralNoise();
    assertArrayEquals(new float[] {0.4f + 1 / 3f, 0.4f / 3 + 1 / 3f}, job.weights(), 1e-5f);
  }

  private static Rehearsal judged(Rehearsal job, SumQuery judge) {
    job.queries.put(judge.id(), judge);
    job.workflow =
        Plans.builder(1, SiteTask.Train.steps(1), 1)
            .addAgent(
                "judge",
                Phase.END,
                Plans.agent(
                    seen ->
                        List.of(
                            Plans.query(seen.job().roster(), judge.id(), new ModelRef.Current()))))
            .build();
    return job;
  }

  /** What was recorded of the judge, and whether agents and the outcome see anything of sites. */
  static Map<String, Double> judgement(Rehearsal job) {
    Federation federation = judged(job, new MeanLoss()).federation();
    JobOutcome.Completed done = assertInstanceOf(JobOutcome.Completed.class, federation.run());
    assertTrue(done.values().containsKey("judge.loss"), done::toString);
    assertTrue(done.values().keySet().stream().noneMatch(n -> n.contains("sites")), done::toString);
    return federation.history.stream()
        .filter(e -> e instanceof Event.SitesReported told && told.node().equals("judge"))
        .map(e -> ((Event.SitesReported) e).values())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void open_metric_isRecordedForEachSiteToo() {
    Map<String, Double> values = judgement(twoSites());
    assertEquals(Set.of("loss", "sites.small.loss", "sites.large.loss"), values.keySet());
    assertEquals(
        values.get("loss"),
        (values.get("sites.small.loss") + 2 * values.get("sites.large.loss")) / 3,
        1e-6);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void open_metricThatOneSiteHasNotByItself_isRecordedForTheOthers(boolean throwing) {
    MeanLoss mean = new MeanLoss();
    Evaluator picky =
        new Evaluator() {
          @Override
          public String id() {
            return "picky";
          }

          @Override
          public List<Part> parts(DataSchema schema, Settings settings) {
            return mean.parts(schema, settings);
          }

          @Override
          public Parts compute(
              Examples examples, Predictor model, DataSchema schema, Settings settings) {
            return mean.compute(examples, model, schema, settings);
          }

          @Override
          public Map<String, Double> finish(
              SummedUpdate sum, DataSchema schema, Settings settings) {
            boolean few = sum.sums().counts("rows").get(0) < 2;
            CloisterException.require(!few || !throwing, ErrorCode.ROUND_VOID, "too few rows");
            return few ? Map.of("loss", Double.NaN) : mean.finish(sum, schema, settings);
          }
        };
    Federation federation = judged(twoSites(), picky).federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    Event.SitesReported told =
        (Event.SitesReported)
            federation.history.stream()
                .filter(e -> e instanceof Event.SitesReported r && r.node().equals("judge"))
                .findFirst()
                .orElseThrow();
    assertEquals(Set.of("loss", "sites.large.loss"), told.values().keySet());
  }

  @Test
  void secure_metric_isRecordedForNoSite() {
    Rehearsal job = twoSites();
    job.route = secure(Optional.empty(), Optional.empty());
    assertEquals(Set.of("loss"), judgement(job).keySet());
  }

  @Test
  void grouped_metric_isRecordedForNoSiteAndNoGroup() {
    Rehearsal job = new Rehearsal();
    for (int i = 0; i < 8; i++) {
      job.site("site" + i, new double[] {1, 2 + 0.01 * i, -3});
    }
    job.route =
        new AggregationRoute.Grouped(
            Configured.of(new Unmasked()),
            Configured.of(new FixedPoint()),
            1000,
            WeightPrecision.EXACT,
            4,
            Configured.of(new Median()));
    assertEquals(Set.of("loss"), judgement(job).keySet());
  }
}

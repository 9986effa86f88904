package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.model.Bytes;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.IntVector;
import org.cloister.model.Part;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Vectors;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.port.WeightPrecision;
import org.cloister.spi.DropReason;
import org.cloister.spi.Event;
import org.cloister.spi.protection.QuantizationPlan;
import org.cloister.spi.protection.Quantizer;
import org.cloister.spi.protection.RoundingBits;
import org.cloister.spi.protection.SessionMessage;
import org.junit.jupiter.api.Test;

/** The secure route: what it gives, and what sites and the coordinator learn. */
class SecureRouteRehearsalTests {
  @Test
  void secure_sameJob_equalsTheOpenRouteToTheQuantisersStep() {
    Rehearsal job = Routes.twoSites();
    job.workflow = Plans.rounds(20, 3);
    float[] open = job.weights();
    job.route = Routes.secure();
    assertArrayEquals(open, job.weights(), 2e-5f);
  }

  @Test
  void secure_anySite_leavesNothingBesideTheSession() {
    Rehearsal job = Routes.twoSites();
    job.route = Routes.secure();
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
    Rehearsal job = Routes.twoSites().site("third", new double[] {1, 100, 100});
    job.route = Routes.secure();
    job.workflow = Plans.rounds(1, 1);
    Federation federation = job.federation();
    federation.slow("third", Duration.ofDays(1)); // past every deadline, reading its data included
    JobOutcome.Completed done = assertInstanceOf(JobOutcome.Completed.class, federation.run());
    // One step of rate 0.1 from 0 towards the weighted mean of (0, 4) and twice (6, 0).
    assertArrayEquals(
        new float[] {0.4f, 0.4f / 3}, done.model().orElseThrow().weights().toArray(), 1e-5f);
  }

  @Test
  void secure_trainerThrowsAtOneSite_theSessionGoesOnAtOnceWithoutIt() {
    Rehearsal job = Routes.twoSites().site("broken", new double[] {9, 100, 100});
    job.train(new FaultyTrainer("broken"));
    job.route = Routes.secure();
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
    job.route = Routes.secure();
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
    Rehearsal job = Routes.twoSites();
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
          Duration.ofMillis(1500),
          Federation.COORDINATOR,
          new Signal.Received("small", new Message.SessionStep(ask, again)));
    }
    JobOutcome.Completed done = (JobOutcome.Completed) federation.run();
    assertArrayEquals(expected, done.model().orElseThrow().weights().toArray());
  }

  @Test
  void secure_everySiteLeft_endsBelowTheQuorum() {
    Rehearsal job = Routes.twoSites();
    job.route = Routes.secure();
    job.workflow = Plans.rounds(1000, 1);
    Federation federation = job.federation();
    for (String site : job.sites.keySet()) {
      federation.slow(site, Rehearsal.seconds(1));
      federation.at(Rehearsal.seconds(20), site, new Signal.StopRequested("maintenance"));
    }
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, federation.run());
    assertEquals(ErrorCode.BELOW_QUORUM, failed.code());
  }
}

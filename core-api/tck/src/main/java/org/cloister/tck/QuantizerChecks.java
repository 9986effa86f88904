package org.cloister.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.cloister.model.CloisterException;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Vectors;
import org.cloister.spi.protection.QuantizationPlan;
import org.cloister.spi.protection.Quantizer;

/**
 * The contract of {@link Quantizer}.
 *
 * <ul>
 *   <li>{@code plan_isStable}: all sites make the same plan.
 *   <li>{@code plan_refusesUnknownSettings}: a misspelt setting is refused before the job starts.
 *   <li>{@code plan_keepsWhatItWasAsked}: parts, participants and weight stand in the plan, and
 *       there is a residue for every value and the weight.
 *   <li>{@code plan_refusesWhatNoRingHolds}: sums beyond 64 bits are refused.
 *   <li>{@code quantize_fillsThePlan}: as many residues as planned, in the planned ring.
 *   <li>{@code quantize_readsByRange}: ranges read as the whole does, with no bit above the ring.
 *   <li>{@code quantize_isRepeatable}: the same contribution and bits give the same residues.
 *   <li>{@code dequantize_givesTheSum}: the sum of residues stands for the sum of contributions,
 *       counts exactly.
 *   <li>{@code quantize_replacesWhatIsNotFinite}: a NaN becomes 0 and spoils nothing else.
 * </ul>
 */
public final class QuantizerChecks {

  private static final int SITES = 3;
  private static final double MAX_WEIGHT = 100;
  private static final int TENSOR = 12;

  /** Of the range of a part: far above the error of any quantiser that is of use. */
  private static final double TOLERANCE = 0.05;

  private static final List<Part> PARTS =
      List.of(
          Part.weighted(Part.DELTA, new Part.Kind.Tensors(TENSOR, 4)),
          Part.plain("variate", new Part.Kind.Tensors(5, 2)),
          Part.weighted(Part.TRAINING_LOSS, new Part.Kind.Scalars(1, 0, 8, 0.001)),
          Part.plain("hits", new Part.Kind.Counts(3, 1000)));

  private final Quantizer role;
  private final Settings settings;
  private final QuantizationPlan plan;

  private QuantizerChecks(Quantizer role, Settings settings, QuantizationPlan plan) {
    this.role = role;
    this.settings = settings;
    this.plan = plan;
  }

  /** The rules that {@code role} breaks with these settings. */
  public static List<Finding> check(Quantizer role, Settings settings) {
    return run(role, settings).findings();
  }

  static Checklist run(Quantizer role, Settings settings) {
    Checklist list = new Checklist(RoleNames.QUANTIZER, role.id());
    QuantizationPlan plan =
        list.answer(
            "plan_isStable",
            "plan must give equal answers to equal arguments.",
            () -> {
              QuantizationPlan first = role.plan(PARTS, SITES, MAX_WEIGHT, settings);
              return first.equals(role.plan(PARTS, SITES, MAX_WEIGHT, settings)) ? first : null;
            });
    if (plan != null) {
      list.unknownSettings(
          "plan_refusesUnknownSettings", settings, s -> role.plan(PARTS, SITES, MAX_WEIGHT, s));
      new QuantizerChecks(role, settings, plan).rules(list);
    }
    return list;
  }

  private void rules(Checklist list) {
    list.rule(
        "plan_keepsWhatItWasAsked",
        "The plan must have the parts, participants and weight that were given, and a residue for every value and the weight.",
        () ->
            plan.parts().equals(PARTS)
                && plan.participants() == SITES
                && plan.maxWeight() == MAX_WEIGHT
                && plan.length()
                    >= 1 + PARTS.stream().mapToLong(part -> part.kind().length()).sum());
    list.rule(
        "plan_refusesWhatNoRingHolds",
        "Sums that need more than 64 bits must be refused with PROTECTION_REFUSED.",
        () -> {
          Part huge = Part.plain("huge", new Part.Kind.Counts(1, Long.MAX_VALUE));
          try {
            role.plan(List.of(huge), 1000, MAX_WEIGHT, settings);
            return false;
          } catch (CloisterException e) {
            return e.code() == ErrorCode.PROTECTION_REFUSED;
          }
        });
    boolean fills =
        list.rule(
            "quantize_fillsThePlan",
            "There must be as many residues as planned, in the planned ring.",
            () -> {
              IntVector residues = quantize(contribution(0, false));
              return residues.length() == plan.length()
                  && residues.modulusBits() == plan.modulusBits();
            });
    if (!fills) {
      return;
    }
    list.rule(
        "quantize_isRepeatable",
        "The same contribution and bits must give the same residues.",
        () ->
            new Residues(plan.modulusBits(), Residues.values(quantize(contribution(0, false))))
                .same(quantize(contribution(0, false))));
    boolean reads =
        list.rule(
            "quantize_readsByRange",
            "Ranges must read as the whole does, with no bit above those of the ring.",
            () -> Residues.readsWell(quantize(contribution(1, false))));
    if (reads) {
      sums(list);
    }
  }

  private void sums(Checklist list) {
    boolean exact =
        list.rule(
            "dequantize_givesTheSum",
            "The sum of residues must stand for the sum of the contributions, counts exactly.",
            () -> QuantizerSums.near(sum(false), contributions(), PARTS, TOLERANCE));
    if (exact) {
      list.rule(
          "quantize_replacesWhatIsNotFinite",
          "A NaN must count as 0 and leave all other values as they are.",
          () -> {
            List<Contribution> zeroed = new ArrayList<>(contributions());
            zeroed.set(0, replaced(zeroed.get(0), 0f));
            return QuantizerSums.near(sum(true), zeroed, PARTS, TOLERANCE);
          });
    }
  }

  private SummedUpdate sum(boolean spoilt) {
    Residues sum = new Residues(plan.modulusBits(), new long[Math.toIntExact(plan.length())]);
    for (int i = 0; i < SITES; i++) {
      sum = sum.plus(quantize(contribution(i, spoilt && i == 0)));
    }
    return role.dequantize(sum, Digest.of("base"), plan, SITES, Vectors.onHeap());
  }

  private static List<Contribution> contributions() {
    List<Contribution> all = new ArrayList<>();
    for (int i = 0; i < SITES; i++) {
      all.add(contribution(i, false));
    }
    return all;
  }

  private static Contribution contribution(int site, boolean spoilt) {
    Contribution fine =
        new Contribution(Digest.of("base"), 40 + 20 * site, Samples.parts(PARTS, 0.5, 300 + site));
    return spoilt ? replaced(fine, Float.NaN) : fine;
  }

  private static Contribution replaced(Contribution in, float value) {
    float[] delta = in.parts().tensor(Part.DELTA).toArray();
    delta[TENSOR / 2] = value;
    Parts parts =
        in.parts().with(new Parts(Map.of(Part.DELTA, FloatVector.of(delta)), Map.of(), Map.of()));
    return new Contribution(in.base(), in.weight(), parts);
  }

  private IntVector quantize(Contribution in) {
    return role.quantize(
        in,
        plan,
        (position, target) -> {
          for (int i = 0; i < target.length; i++) {
            target[i] = (byte) new SplittableRandom(position + i).nextInt();
          }
        });
  }
}

package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.SummedUpdate;
import org.cloister.model.VectorWriter;
import org.cloister.model.Vectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the sum of residues to the sum of values; reads each range once, from front to back. */
record Dequantizing(IntVector sum, SpanPlan plan, Vectors vectors) {
  private static final Logger LOG = LoggerFactory.getLogger(Dequantizing.class);
  private static final int CHUNK = 1 << 13;

  SummedUpdate update(Digest base, int survivors) {
    double weight = Math.max(0, numbers(plan.weight()).get(0));
    Map<String, FloatVector> tensors = new TreeMap<>();
    Map<String, List<Double>> scalars = new TreeMap<>();
    Map<String, List<Long>> counts = new TreeMap<>();
    for (Span span : plan.parts()) {
      String name = span.part().name();
      if (span.part().kind() instanceof Part.Kind.Tensors) {
        tensors.put(name, tensor(span));
      } else if (span.part().kind() instanceof Part.Kind.Scalars) {
        scalars.put(name, numbers(span));
      } else {
        counts.put(name, counts(span));
      }
    }
    for (Span span : List.of(plan.saturated(), plan.notFinite())) {
      List<Long> found = counts(span);
      counts.put(span.part().name(), found);
      if (found.get(0) > 0) {
        LOG.info("{} values of all sites together: {}", span.part().name(), found.get(0));
      }
    }
    return new SummedUpdate(base, weight, survivors, new Parts(tensors, scalars, counts));
  }

  private FloatVector tensor(Span span) {
    long[] residues = new long[(int) Math.min(CHUNK, Math.max(1, span.values()))];
    float[] chunk = new float[residues.length];
    try (VectorWriter out = vectors.create(span.values())) {
      for (long at = 0; at < span.values(); at += chunk.length) {
        int count = (int) Math.min(chunk.length, span.values() - at);
        sum.read(span.start() + at, residues, 0, count);
        for (int i = 0; i < count; i++) {
          chunk[i] = (float) (plan.grid().centred(residues[i]) * span.step());
        }
        out.write(chunk, 0, count);
      }
      return out.finish();
    }
  }

  private long[] digits(Span span) {
    long[] digits = new long[Math.toIntExact(span.values() * span.digits())];
    sum.read(span.start(), digits, 0, digits.length);
    for (int i = 0; i < digits.length; i++) {
      digits[i] = plan.grid().centred(digits[i]);
    }
    return digits;
  }

  private List<Double> numbers(Span span) {
    long[] digits = digits(span);
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < span.values(); i++) {
      double steps = 0;
      for (int d = span.digits() - 1; d >= 0; d--) {
        steps = StrictMath.scalb(steps, plan.grid().digitBits()) + digits[i * span.digits() + d];
      }
      numbers.add(steps * span.step());
    }
    return numbers;
  }

  /** In whole numbers all the way; a count that noise made negative stays so. */
  private List<Long> counts(Span span) {
    long[] digits = digits(span);
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i < span.values(); i++) {
      long count = 0;
      for (int d = span.digits() - 1; d >= 0; d--) {
        count = (count << plan.grid().digitBits()) + digits[i * span.digits() + d];
      }
      counts.add(count);
    }
    return counts;
  }
}

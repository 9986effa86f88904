package org.cloister.engine.coordinator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Vectors;

/** Arithmetic on the sums of groups. */
final class GroupSums {
  private GroupSums() {}

  /** The sum of sums. */
  static SummedUpdate total(List<SummedUpdate> sums, Vectors vectors) {
    if (sums.size() == 1) {
      return sums.get(0);
    }
    SummedUpdate first = sums.get(0);
    Map<String, FloatVector> tensors = new LinkedHashMap<>();
    double[] ones = new double[sums.size()];
    Arrays.fill(ones, 1);
    for (String name : first.sums().tensors().keySet()) {
      tensors.put(
          name,
          StreamingSum.tensors(
              sums.stream().map(sum -> sum.sums().tensor(name)).toList(), ones, vectors));
    }
    Map<String, List<Double>> scalars = new LinkedHashMap<>();
    for (String name : first.sums().scalars().keySet()) {
      List<Double> total = new ArrayList<>();
      for (int k = 0; k < first.sums().scalars(name).size(); k++) {
        int index = k;
        total.add(sums.stream().mapToDouble(sum -> sum.sums().scalars(name).get(index)).sum());
      }
      scalars.put(name, total);
    }
    Map<String, List<Long>> counts = new LinkedHashMap<>();
    for (String name : first.sums().counts().keySet()) {
      List<Long> total = new ArrayList<>();
      for (int k = 0; k < first.sums().counts(name).size(); k++) {
        int index = k;
        total.add(sums.stream().mapToLong(sum -> sum.sums().counts(name).get(index)).sum());
      }
      counts.put(name, total);
    }
    return new SummedUpdate(
        first.base(),
        sums.stream().mapToDouble(SummedUpdate::weightSum).sum(),
        sums.stream().mapToInt(SummedUpdate::participants).sum(),
        new Parts(tensors, scalars, counts));
  }

  /**
   * The mean of each part: by weight where it is weighted, else by the number of sites; counts stay
   * sums.
   */
  static Parts mean(List<Part> parts, SummedUpdate sum) {
    Map<String, FloatVector> tensors = new LinkedHashMap<>();
    Map<String, List<Double>> scalars = new LinkedHashMap<>();
    for (Part part : parts) {
      double factor =
          1 / (part.weighting() == Part.Weighting.BY_WEIGHT ? sum.weightSum() : sum.participants());
      if (part.kind() instanceof Part.Kind.Tensors) {
        tensors.put(part.name(), sum.sums().tensor(part.name()).scaled(factor));
      } else if (part.kind() instanceof Part.Kind.Scalars) {
        scalars.put(
            part.name(),
            sum.sums().scalars(part.name()).stream().map(value -> value * factor).toList());
      }
    }
    return new Parts(tensors, scalars, sum.sums().counts());
  }
}

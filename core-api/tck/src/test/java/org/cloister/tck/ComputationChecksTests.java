package org.cloister.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.cloister.model.Settings;
import org.cloister.spi.Computation;
import org.junit.jupiter.api.Test;

final class ComputationChecksTests {

  private static Computation computation(Supplier<Map<String, Double>> work) {
    return new Computation() {
      @Override
      public String id() {
        return "sample";
      }

      @Override
      public Map<String, Double> compute(Task task) {
        return work.get();
      }
    };
  }

  @Test
  void check_ofBrokenTwins_findsExactlyTheirRules() {
    double[] calls = {0};
    new Twins<Computation>(role -> ComputationChecks.run(role, Settings.none(), CheckLevel.FULL))
        .broken("compute_answers", computation(() -> null))
        .broken("compute_isDeterministic", computation(() -> Map.of("calls", ++calls[0])))
        .verify(computation(() -> Map.of("one", 1.0)));
  }

  @Test
  void run_atAdmission_doesNoWork() {
    double[] calls = {0};
    Computation counting = computation(() -> Map.of("calls", ++calls[0]));
    Checklist list = ComputationChecks.run(counting, Settings.none(), CheckLevel.ADMISSION);
    assertEquals(List.of(), list.checked().rules());
    assertEquals(0, calls[0]);
  }
}

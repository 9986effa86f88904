package org.cloister.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.cloister.model.Settings;
import org.cloister.spi.Computation;
import org.cloister.spi.Plugin;
import org.cloister.spi.protection.ProtectionPlugin;
import org.cloister.spi.protection.SecureAggregation;
import org.junit.jupiter.api.Test;

final class ContractsTests {

  private static class Named implements Computation {
    private final String id;

    Named(String id) {
      this.id = id;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public Map<String, Double> compute(Task task) {
      // Without the one setting that its author knows of there is nothing to do.
      return Map.of("size", task.settings().number("size", -1, 1, 9));
    }
  }

  private static Plugin of(Computation... computations) {
    return new Plugin() {
      @Override
      public List<Computation> computations() {
        return List.of(computations);
      }
    };
  }

  private static List<String> broken(Plugin plugin, CheckLevel level) {
    List<Finding> findings = Contracts.check(plugin, level);
    return List.copyOf(new TreeSet<>(findings.stream().map(Finding::rule).toList()));
  }

  @Test
  void check_ofAGoodPlugin_findsNothing() {
    Plugin plugin = of(new Named("one"), new Named("two"));
    assertEquals(List.of(), broken(plugin, CheckLevel.ADMISSION));
    assertEquals(List.of(), broken(plugin, CheckLevel.FULL));
  }

  @Test
  void check_ofBrokenIds_findsExactlyTheirRules() {
    assertEquals(List.of("id_isValid"), broken(of(new Named("a".repeat(65))), CheckLevel.FULL));
    assertEquals(List.of("id_isValid"), broken(of(new Named(null)), CheckLevel.FULL));
    assertEquals(List.of("id_isLowerCaseWords"), broken(of(new Named("Fed_Avg")), CheckLevel.FULL));
    assertEquals(
        List.of("id_isUnique"), broken(of(new Named("one"), new Named("one")), CheckLevel.FULL));
    Named restless =
        new Named("one") {
          private int calls;

          @Override
          public String id() {
            return "call-" + calls++;
          }
        };
    assertEquals(List.of("id_isStable"), broken(of(restless), CheckLevel.FULL));
  }

  @Test
  void check_ofAPluginWithoutRoles_findsThatAtTheFullLevelOnly() {
    assertEquals(List.of("plugin_hasRoles"), broken(new Plugin() {}, CheckLevel.FULL));
    assertEquals(List.of(), broken(new Plugin() {}, CheckLevel.ADMISSION));
  }

  @Test
  void check_ofAPluginThatListsNothing_findsThat() {
    Plugin plugin =
        new Plugin() {
          @Override
          public List<Computation> computations() {
            return null;
          }
        };
    assertEquals(List.of("plugin_listsRoles"), broken(plugin, CheckLevel.ADMISSION));
  }

  @Test
  void report_withSettings_checksWithThem() {
    CheckOptions options =
        CheckOptions.of(CheckLevel.FULL)
            .with("computation", "one", Settings.of("size", "no number"))
            .with("computation", "two", Settings.of("size", "3"));
    List<Checked> report =
        Contracts.report(of(new Named("one"), new Named("two")), options).stream()
            .filter(checked -> checked.rules().contains("compute_answers"))
            .toList();
    assertEquals(List.of("compute_answers"), report.get(0).rules());
    assertTrue(report.get(1).rules().contains("compute_isDeterministic"));
  }

  @Test
  void check_ofAProtectionPlugin_walksItsRolesToo() {
    ProtectionPlugin plugin =
        new ProtectionPlugin() {
          @Override
          public List<SecureAggregation> secureAggregations() {
            return List.of(
                new ToyAggregation() {
                  @Override
                  long spoilt() {
                    return 1;
                  }
                });
          }
        };
    List<Finding> findings = Contracts.check(plugin, CheckLevel.ADMISSION);
    assertEquals("session_revealsTheExactSum", findings.get(0).rule());
    assertEquals("secure-aggregation", findings.get(0).role());
    assertEquals("toy", findings.get(0).id());
  }
}

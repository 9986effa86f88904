package org.cloister.tck;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.cloister.model.Ids;
import org.cloister.spi.Plugin;
import org.cloister.spi.Role;
import org.cloister.spi.protection.ProtectionPlugin;

/**
 * Checks all that a plugin offers. Needs no test framework, touches no file, network, clock or
 * thread of its own, and calls each method of the plugin once.
 *
 * <p>For every role object:
 *
 * <ul>
 *   <li>{@code id_isValid}: the id fits where people and files name it.
 *   <li>{@code id_isLowerCaseWords}: lower-case words joined by {@code -}.
 *   <li>{@code id_isStable}: it is the same each time.
 *   <li>{@code id_isUnique}: no other object of the role has it.
 * </ul>
 *
 * and then the rules of its role. For the plugin: {@code plugin_listsRoles} (every method answers
 * with a list) and, at the full level, {@code plugin_hasRoles} (there is at least one role object).
 *
 * <p>A role object is checked with the settings of the options. Where it refuses them, as it does
 * when a setting is required, it is checked no further; an author names settings in the options or
 * calls the public class of the role, such as {@link TrainerChecks}, with settings and inputs.
 */
public final class Contracts {

  private static final Pattern WORDS = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final CheckOptions options;
  private final List<Checked> report = new ArrayList<>();
  private int objects;

  private Contracts(CheckOptions options) {
    this.options = options;
  }

  /** The rules that {@code plugin} breaks; empty if it is valid. */
  public static List<Finding> check(Plugin plugin, CheckLevel level) {
    return check(plugin, CheckOptions.of(level));
  }

  /** The rules that {@code plugin} breaks; empty if it is valid. */
  public static List<Finding> check(Plugin plugin, CheckOptions options) {
    return report(plugin, options).stream().flatMap(c -> c.findings().stream()).toList();
  }

  /** What was tried: the plugin itself and then its role objects in order. */
  public static List<Checked> report(Plugin plugin, CheckOptions options) {
    Contracts contracts = new Contracts(options);
    Checklist whole = new Checklist(RoleNames.PLUGIN, plugin.getClass().getSimpleName());
    contracts.walk(whole, plugin);
    if (options.level() == CheckLevel.FULL) {
      whole.rule(
          "plugin_hasRoles",
          "A plugin must offer at least one role object.",
          () -> contracts.objects > 0);
    }
    contracts.report.add(0, whole.checked());
    return List.copyOf(contracts.report);
  }

  private void walk(Checklist whole, Plugin plugin) {
    RoleRules rules = new RoleRules(options);
    each(whole, RoleNames.DATA_SOURCE, plugin::dataSources, rules::dataSource);
    each(whole, RoleNames.ARCHITECTURE, plugin::architectures, rules::architecture);
    each(whole, RoleNames.TRAINER, plugin::trainers, rules::trainer);
    each(whole, RoleNames.AGGREGATOR, plugin::aggregators, rules::aggregator);
    each(whole, RoleNames.QUERY, plugin::queries, rules::query);
    each(whole, RoleNames.SELECTOR, plugin::selectors, rules::selector);
    each(whole, RoleNames.COMPRESSOR, plugin::compressors, rules::compressor);
    each(whole, RoleNames.EPISODE_SAMPLER, plugin::episodeSamplers, rules::episodeSampler);
    each(whole, RoleNames.COMPUTATION, plugin::computations, rules::computation);
    each(whole, RoleNames.AGENT, plugin::agents, rules::agent);
    each(whole, RoleNames.WORKFLOW, plugin::workflows, rules::workflow);
    if (plugin instanceof ProtectionPlugin tier) {
      each(whole, RoleNames.SECURE_AGGREGATION, tier::secureAggregations, rules::secureAggregation);
      each(whole, RoleNames.QUANTIZER, tier::quantizers, rules::quantizer);
      each(whole, RoleNames.PRIVACY_MECHANISM, tier::privacyMechanisms, rules::privacyMechanism);
    }
  }

  private <R extends Role> void each(
      Checklist whole, String role, Supplier<List<R>> offered, Function<R, Checklist> rules) {
    List<R> list =
        whole.answer(
            "plugin_listsRoles",
            "Every method of a plugin must answer with a list of objects.",
            () -> {
              List<R> answer = offered.get();
              return answer == null ? null : List.copyOf(answer);
            });
    if (list == null) {
      return;
    }
    Set<String> ids = new HashSet<>();
    for (R object : list) {
      objects++;
      if (named(role, object, ids)) {
        report.add(rules.apply(object).checked());
      }
    }
  }

  private boolean named(String role, Role object, Set<String> ids) {
    Checklist unnamed = new Checklist(role, object.getClass().getSimpleName());
    String id = unnamed.answer("id_isValid", "A role object must have an id.", object::id);
    if (id == null) {
      report.add(unnamed.checked());
      return false;
    }
    Checklist list = new Checklist(role, id);
    list.runs("id_isValid", "The id must be valid.", () -> Ids.require("id", id));
    list.rule(
        "id_isLowerCaseWords",
        "The id must be lower-case words joined by a hyphen, such as fed-avg.",
        () -> WORDS.matcher(id).matches());
    list.rule("id_isStable", "The id must be the same each time.", () -> id.equals(object.id()));
    list.rule("id_isUnique", "No two objects of a role may have the same id.", () -> ids.add(id));
    report.add(list.checked());
    return list.findings().isEmpty();
  }
}

package org.cloister.tck;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.cloister.model.Settings;
import org.jspecify.annotations.Nullable;

/** Tries rules on one role object and collects those that it breaks. */
final class Checklist {

  /** Whether a rule holds; an exception means that it does not. */
  interface Probe {
    boolean holds() throws Exception;
  }

  /** A call whose outcome does not matter as long as there is one. */
  interface Step {
    void run() throws Exception;
  }

  static final String NO_SUCH_SETTING = "no-such-setting";

  /** With these a role says that the synthetic input is not for it. */
  private static final Set<ErrorCode> REFUSALS =
      EnumSet.of(
          ErrorCode.SETTING_INVALID,
          ErrorCode.SCHEMA_INVALID,
          ErrorCode.PART_MISSING,
          ErrorCode.CAPABILITY_MISSING,
          ErrorCode.PROTECTION_REFUSED);

  private final String role;
  private final String id;
  private final Set<String> rules = new LinkedHashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  Checklist(String role, String id) {
    this.role = role;
    this.id = id;
  }

  /** Tries a rule; {@code sentence} says what it asks for and what to do. */
  boolean rule(String rule, String sentence, Probe probe) {
    rules.add(rule);
    try {
      if (probe.holds()) {
        return true;
      }
      findings.add(new Finding(role, id, rule, sentence));
    } catch (Exception | LinkageError | AssertionError | StackOverflowError | OutOfMemoryError e) {
      findings.add(new Finding(role, id, rule, sentence + " " + seen(e)));
    }
    return false;
  }

  /** A rule that holds if nothing is thrown. */
  boolean runs(String rule, String sentence, Step step) {
    return rule(
        rule,
        sentence,
        () -> {
          step.run();
          return true;
        });
  }

  /**
   * The answer to a first call; null if the role refuses the input, as it may, or if it breaks the
   * rule that there is an answer.
   */
  <T> @Nullable T answer(String rule, String sentence, Callable<@Nullable T> call) {
    List<T> answers = new ArrayList<>();
    rule(
        rule,
        sentence,
        () -> {
          try {
            T answer = call.call();
            if (answer == null) {
              return false;
            }
            answers.add(answer);
          } catch (CloisterException e) {
            if (!REFUSALS.contains(e.code())) {
              throw e;
            }
          }
          return true;
        });
    return answers.isEmpty() ? null : answers.get(0);
  }

  /** The rule that a setting which nobody knows is refused. */
  void unknownSettings(String rule, Settings settings, Consumer<Settings> point) {
    rule(
        rule,
        "A setting that the role does not know must be refused with SETTING_UNKNOWN here; call settings.requireOnly with the names of all known ones.",
        () -> {
          try {
            point.accept(settings.with(NO_SUCH_SETTING, "1"));
            return false;
          } catch (CloisterException e) {
            return e.code() == ErrorCode.SETTING_UNKNOWN;
          }
        });
  }

  /** Whether the role refuses the input, as it may. */
  static boolean refuses(Callable<?> call) throws Exception {
    try {
      call.call();
      return false;
    } catch (CloisterException e) {
      return REFUSALS.contains(e.code());
    }
  }

  private static String seen(Throwable e) {
    String message = e.getMessage();
    return "It threw "
        + e.getClass().getSimpleName()
        + (e instanceof CloisterException c ? " with " + c.code() : "")
        + (message == null ? "." : ": " + Quoted.of(message) + ".");
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  Checked checked() {
    return new Checked(role, id, List.copyOf(rules), findings);
  }
}

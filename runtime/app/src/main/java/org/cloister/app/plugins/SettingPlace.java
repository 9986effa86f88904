package org.cloister.app.plugins;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cloister.app.job.PluginRef;
import org.cloister.app.yaml.Nearest;
import org.cloister.app.yaml.Position;
import org.cloister.app.yaml.Problems;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/**
 * Shows what a plugin says about its settings where they stand in the job file. Messages of {@code
 * Settings} begin with the setting's name or quote it; one that does neither is shown at the
 * plugin.
 */
final class SettingPlace {

  private static final Pattern KNOWN = Pattern.compile("known are ([A-Za-z0-9._, -]+)\\.");

  private SettingPlace() {}

  /** Whether it is about a setting at all. */
  static boolean isSetting(CloisterException complaint) {
    return complaint.code() == ErrorCode.SETTING_INVALID
        || complaint.code() == ErrorCode.SETTING_UNKNOWN;
  }

  static void report(Problems problems, PluginRef ref, CloisterException complaint) {
    report(problems, ref, complaint, "");
  }

  /** The same where the job file writes the settings with {@code prefix} before their names. */
  static void report(Problems problems, PluginRef ref, CloisterException complaint, String prefix) {
    String text = String.valueOf(complaint.getMessage());
    for (Map.Entry<String, Position> key : ref.origin().keys().entrySet()) {
      String written = key.getKey();
      String name = written.startsWith(prefix) ? written.substring(prefix.length()) : "";
      if (!name.isEmpty()
          && (text.startsWith(name + " ") || text.contains(" " + Quoted.of(name)))) {
        problems.add(
            key.getValue(),
            ref.origin().path() + "." + written,
            unknown(complaint, name).orElse(text),
            complaint.code());
        return;
      }
    }
    problems.add(ref.origin().at(), ref.origin().path(), text, complaint.code());
  }

  /** An unknown setting in the words that unknown keys of the job file have. */
  private static Optional<String> unknown(CloisterException complaint, String name) {
    Matcher known = KNOWN.matcher(String.valueOf(complaint.getMessage()));
    return Optional.of(known)
        .filter(found -> complaint.code() == ErrorCode.SETTING_UNKNOWN && found.find())
        .map(
            found ->
                "must be a setting of this plugin, was "
                    + Quoted.of(name)
                    + Nearest.among(name, List.of(found.group(1).split(", ")), "known are"));
  }
}

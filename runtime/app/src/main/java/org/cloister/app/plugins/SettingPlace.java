package org.cloister.app.plugins;

import java.util.List;
import java.util.Map;
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

  static void report(Problems problems, PluginRef ref, CloisterException complaint) {
    String text = String.valueOf(complaint.getMessage());
    for (Map.Entry<String, Position> key : ref.origin().keys().entrySet()) {
      String name = key.getKey();
      if (text.startsWith(name + " ") || text.contains(" " + Quoted.of(name))) {
        problems.add(
            key.getValue(),
            ref.origin().path() + "." + name,
            text + hint(complaint, name),
            complaint.code());
        return;
      }
    }
    problems.add(ref.origin().at(), ref.origin().path(), text, complaint.code());
  }

  private static String hint(CloisterException complaint, String name) {
    Matcher known = KNOWN.matcher(String.valueOf(complaint.getMessage()));
    return complaint.code() == ErrorCode.SETTING_UNKNOWN && known.find()
        ? Nearest.hint(name, List.of(known.group(1).split(", "))).replaceFirst("^; did", " Did")
        : "";
  }
}

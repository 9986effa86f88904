package org.cloister.verifier;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files that a command line names. */
final class Inputs {
  private static final int MAX_KEY_FILE = 8 * 1024;

  private Inputs() {}

  static Policy policy(Arguments arguments) throws BadUsage {
    List<Vkey> keys = new ArrayList<>();
    for (String key : arguments.keys()) {
      byte[] bytes = bytes(file(key), MAX_KEY_FILE);
      keys.add(Vkey.parse(new String(bytes, StandardCharsets.UTF_8).strip()));
    }
    Path file = file(arguments, "--policy");
    if (file == null && keys.isEmpty()) {
      throw new BadUsage("Name whom you trust: --policy FILE, or --key FILE for each key.");
    }
    if (file == null) {
      return Policy.ofKeys(keys);
    }
    Policy policy = PolicyReader.read(bytes(file, PolicyReader.MAX_SIZE));
    policy.mustName(keys);
    return policy;
  }

  static @Nullable Path file(Arguments arguments, String option) throws BadUsage {
    String name = arguments.option(option);
    return name == null ? null : file(name);
  }

  static Path file(String name) throws BadUsage {
    Path path = existing(name);
    if (!Files.isRegularFile(path)) {
      throw new BadUsage(name + " is not a file.");
    }
    return path;
  }

  static Path existing(String name) throws BadUsage {
    try {
      Path path = Path.of(name);
      if (Files.exists(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      // named like something that cannot exist
    }
    throw new BadUsage("There is no " + name + ".");
  }

  private static byte[] bytes(Path file, int max) throws BadUsage {
    try {
      return LogFolder.read(file, max, Code.FILE_UNREADABLE);
    } catch (Refused e) {
      throw new BadUsage(file + ": " + e.what() + ".");
    }
  }
}

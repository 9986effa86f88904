package org.cloister.verifier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a policy line by line; groups can only name what stands above them. */
final class PolicyReader {
  static final int MAX_SIZE = 256 * 1024;
  private static final int MAX_WITNESSES = 1024;

  private final List<Vkey> logs = new ArrayList<>();
  private final List<Vkey> witnesses = new ArrayList<>();
  private final Map<String, Quorum> named = new HashMap<>();
  private final Set<String> grouped = new HashSet<>();
  private final Set<String> publicKeys = new HashSet<>();
  private @Nullable Quorum quorum;

  static Policy read(byte[] bytes) throws BadUsage {
    if (bytes.length > MAX_SIZE) {
      throw new BadUsage("A policy must be at most " + MAX_SIZE + " bytes.");
    }
    String text;
    try {
      text = StrictText.utf8(bytes, Code.CHECKPOINT_MALFORMED);
    } catch (Refused e) {
      throw new BadUsage("The policy is not UTF-8 text.");
    }
    PolicyReader reader = new PolicyReader();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String content = line.strip();
      if (!content.isEmpty() && !content.startsWith("#")) {
        try {
          reader.line(List.of(content.split("[ \t]+")));
        } catch (BadUsage e) {
          throw new BadUsage("Line " + number + " of the policy: " + e.what());
        }
      }
    }
    if (reader.quorum == null) {
      throw new BadUsage("The policy has no quorum line; \"quorum none\" asks for no witness.");
    }
    return reader.policy();
  }

  private void line(List<String> words) throws BadUsage {
    String what = words.get(0);
    int size = words.size();
    if (what.equals("log") && (size == 2 || size == 3)) {
      log(Vkey.parse(words.get(1)));
    } else if (what.equals("witness") && (size == 3 || size == 4)) {
      witness(words.get(1), Vkey.parse(words.get(2)));
    } else if (what.equals("group") && size > 3) {
      List<String> members = words.subList(3, size);
      group(words.get(1), threshold(words.get(2), members.size()), members);
    } else if (what.equals("quorum") && size == 2) {
      quorum(words.get(1));
    } else {
      throw new BadUsage(
          "must be \"log KEY [URL]\", \"witness NAME KEY [URL]\", \"group NAME any|all|NUMBER"
              + " MEMBER...\" or \"quorum NAME|none\".");
    }
  }

  void log(Vkey key) throws BadUsage {
    if (key.type() != Vkey.LOG && key.type() != Vkey.COSIGNER) {
      throw new BadUsage(
          "a log's key must be of type 1 (Ed25519) or 6 (ML-DSA-44), was " + key.type() + ".");
    }
    if (!logs.isEmpty() && !logs.get(0).name().equals(key.name())) {
      throw new BadUsage("a policy is for one log; it names two origins.");
    }
    once(key);
    logs.add(key);
  }

  void witness(String name, Vkey key) throws BadUsage {
    if (key.type() == Vkey.LOG) {
      throw new BadUsage("the witness " + name + " has a key for logs (type 1).");
    }
    if (witnesses.size() == MAX_WITNESSES) {
      throw new BadUsage("a policy must name at most " + MAX_WITNESSES + " witnesses.");
    }
    once(key);
    name(name, new Quorum.Witness(key));
    witnesses.add(key);
  }

  void group(String name, int threshold, List<String> members) throws BadUsage {
    List<Quorum> found = new ArrayList<>();
    for (String member : members) {
      Quorum one = named.get(member);
      if (one == null) {
        throw new BadUsage("no witness or group above is called " + member + ".");
      }
      if (!grouped.add(member)) {
        throw new BadUsage(member + " must be a member once, of one group.");
      }
      found.add(one);
    }
    name(name, new Quorum.Group(name, threshold, found));
  }

  void quorum(String name) throws BadUsage {
    Quorum found = name.equals("none") ? Quorum.NONE : named.get(name);
    if (found == null || quorum != null) {
      throw new BadUsage("quorum must stand once and name a witness or group above, or none.");
    }
    quorum = found;
  }

  Policy policy() throws BadUsage {
    if (logs.isEmpty()) {
      throw new BadUsage("No log key was given.");
    }
    if (logs.stream().noneMatch(key -> key.type() == Vkey.LOG)) {
      throw new BadUsage("The log must have a key of type 1 (Ed25519) as well.");
    }
    return new Policy(logs, witnesses, quorum == null ? Quorum.NONE : quorum);
  }

  private void name(String name, Quorum quorum) throws BadUsage {
    if (name.equals("none") || named.putIfAbsent(name, quorum) != null) {
      throw new BadUsage("the name " + name + " is taken.");
    }
  }

  /** One public key under two names would count twice. */
  private void once(Vkey key) throws BadUsage {
    if (!publicKeys.add(key.publicKey())) {
      throw new BadUsage("the public key of " + key.name() + " stands in the policy already.");
    }
  }

  private static int threshold(String text, int members) throws BadUsage {
    int threshold =
        switch (text) {
          case "any" -> 1;
          case "all" -> members;
          default -> text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : 0;
        };
    if (threshold < 1 || threshold > members) {
      throw new BadUsage("a group's number must be 1 to " + members + ", any or all.");
    }
    return threshold;
  }
}

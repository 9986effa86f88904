package org.cloister.ledger.note;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cloister.crypto.VerifyingKey;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.jspecify.annotations.Nullable;

/** Reads a policy line by line. One policy a reader. */
final class PolicyReader {
  private static final int MAX_BYTES = 1 << 18;
  private static final int MAX_LOGS = 32;
  private static final int MAX_GROUPS = 64;

  /** A line of ML-DSA-44 takes some 3.4 kB of the 64 KiB of a note; 64 others 20 kB. */
  private static final int MAX_ML_DSA_WITNESSES = 12;

  private final List<NoteKey> logs = new ArrayList<>();
  private final Map<String, NoteKey> witnesses = new LinkedHashMap<>();
  private final Map<String, WitnessPolicy.Group> groups = new LinkedHashMap<>();
  private final Set<String> members = new HashSet<>();
  private final Set<VerifyingKey> keys = new HashSet<>();
  private @Nullable String quorum;
  private int mlDsaWitnesses;
  private int number;

  WitnessPolicy read(byte[] bytes) {
    require(bytes.length <= MAX_BYTES, "the policy must have at most 256 KiB");
    for (String line : decode(bytes).split("\n", -1)) {
      number++;
      require(
          line.chars().noneMatch(c -> (c < 0x20 && c != '\t') || c == 0x7f),
          "it must have no control characters");
      List<String> words =
          Arrays.stream(line.split("[ \t]+")).filter(word -> !word.isEmpty()).toList();
      if (!words.isEmpty() && !words.get(0).startsWith("#")) {
        read(words);
      }
    }
    String chosen = quorum;
    if (chosen == null) {
      throw refused("a quorum line must be there");
    }
    for (NoteKey log : logs) {
      require(
          logs.stream()
              .anyMatch(key -> key.type() == NoteKeyType.LOG && key.name().equals(log.name())),
          "the log " + Quoted.of(log.name()) + " must have an Ed25519 key as well");
    }
    return new WitnessPolicy(logs, witnesses, groups, chosen);
  }

  private void read(List<String> words) {
    switch (words.get(0)) {
      case "log" -> log(words);
      case "witness" -> witness(words);
      case "group" -> group(words);
      case "quorum" -> quorum(words);
      default -> throw refused("it must begin with log, witness, group or quorum");
    }
  }

  private void log(List<String> words) {
    require(words.size() == 2 || words.size() == 3, "it must be: log VKEY [URL]");
    require(logs.size() < MAX_LOGS, "there must be at most 32 logs");
    logs.add(key(words.get(1), NoteKeyType.LOG));
  }

  private void witness(List<String> words) {
    require(words.size() == 3 || words.size() == 4, "it must be: witness NAME VKEY [URL]");
    require(witnesses.size() < WitnessPolicy.MAX_WITNESSES, "there must be at most 64 witnesses");
    requireNew(words.get(1));
    NoteKey key = key(words.get(2), NoteKeyType.WITNESS);
    require(
        key.type() == NoteKeyType.WITNESS || mlDsaWitnesses++ < MAX_ML_DSA_WITNESSES,
        "there must be at most "
            + MAX_ML_DSA_WITNESSES
            + " witnesses with ML-DSA-44 keys, whose lines fit under one note");
    witnesses.put(words.get(1), key);
  }

  private void group(List<String> words) {
    require(words.size() >= 4, "it must be: group NAME all|any|NUMBER MEMBER...");
    require(groups.size() < MAX_GROUPS, "there must be at most 64 groups");
    requireNew(words.get(1));
    List<String> of = words.subList(3, words.size());
    for (String member : of) {
      require(isKnown(member), Quoted.of(member) + " must be defined above");
      require(members.add(member), Quoted.of(member) + " must be in one group only");
    }
    groups.put(words.get(1), new WitnessPolicy.Group(threshold(words.get(2), of.size()), of));
  }

  private int threshold(String word, int count) {
    return switch (word) {
      case "all" -> count;
      case "any" -> 1;
      default -> {
        require(word.matches("[1-9][0-9]{0,2}"), "the threshold must be all, any or a number");
        int threshold = Integer.parseInt(word);
        require(threshold <= count, "the threshold must be at most the number of members");
        yield threshold;
      }
    };
  }

  private void quorum(List<String> words) {
    require(words.size() == 2, "it must be: quorum NAME");
    require(quorum == null, "there must be one quorum line");
    String name = words.get(1);
    require(
        name.equals(WitnessPolicy.NONE) || isKnown(name),
        Quoted.of(name) + " must be defined above");
    quorum = name;
  }

  private NoteKey key(String vkey, NoteKeyType type) {
    NoteKey key;
    try {
      key = NoteKey.of(vkey);
    } catch (CloisterException e) {
      throw new CloisterException(
          ErrorCode.WITNESS_POLICY_INVALID,
          "Line " + number + " of the witness policy: " + e.getMessage(),
          e);
    }
    require(
        key.type() == type || key.type() == NoteKeyType.COSIGNER_ML_DSA_44,
        "the key is not one of a " + (type == NoteKeyType.LOG ? "log" : "witness"));
    require(keys.add(key.key()), "the same public key must not be there twice");
    return key;
  }

  private boolean isKnown(String name) {
    return witnesses.containsKey(name) || groups.containsKey(name);
  }

  private void requireNew(String name) {
    require(
        !isKnown(name) && !name.equals(WitnessPolicy.NONE),
        Quoted.of(name) + " must be a name that is not taken");
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw new CloisterException(
          ErrorCode.WITNESS_POLICY_INVALID, "The witness policy must be UTF-8 text.", e);
    }
  }

  private void require(boolean condition, String why) {
    if (!condition) {
      throw refused(why);
    }
  }

  private CloisterException refused(String why) {
    return new CloisterException(
        ErrorCode.WITNESS_POLICY_INVALID,
        "Line " + number + " of the witness policy: " + why + ".");
  }
}

package org.cloister.verifier;

import java.util.List;
import java.util.Set;

/** Which cosignatures suffice. */
sealed interface Quorum {
  /** {@code quorum none}: a split view cannot be excluded. */
  Quorum NONE = new Group("none", 0, List.of());

  /** Whether the witnesses with these public keys suffice. */
  boolean isMetBy(Set<String> publicKeys);

  String name();

  /** In words, for the report. */
  String words();

  /** One witness; two names of one public key cannot both be in a policy. */
  record Witness(Vkey key) implements Quorum {
    @Override
    public boolean isMetBy(Set<String> publicKeys) {
      return publicKeys.contains(key.publicKey());
    }

    @Override
    public String name() {
      return key.name();
    }

    @Override
    public String words() {
      return key.name();
    }
  }

  /** At least {@code threshold} of the members. */
  record Group(String name, int threshold, List<Quorum> members) implements Quorum {
    public Group {
      members = List.copyOf(members);
    }

    @Override
    public boolean isMetBy(Set<String> publicKeys) {
      return members.stream().filter(member -> member.isMetBy(publicKeys)).count() >= threshold;
    }

    @Override
    public String words() {
      return threshold + " of " + members.size() + " (" + name + ")";
    }
  }
}

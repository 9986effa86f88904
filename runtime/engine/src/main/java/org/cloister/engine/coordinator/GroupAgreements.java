package org.cloister.engine.coordinator;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cloister.model.Digest;
import org.cloister.spi.protection.Agreed;

/** What the sessions of one step made sure of, as the record of the round has it. */
final class GroupAgreements {
  private GroupAgreements() {}

  /**
   * Of one session it is what that session says. Of several it is, for the key messages and for the
   * survivors alike, SHA-256 over lines in UTF-8 that each end with a line feed: {@code
   * cloister-groups/1}, and for each group in the order of the groups its digest, or {@code -} for
   * a group that has none, as one that revealed nothing; absent where no group has one.
   */
  static Agreed of(List<Agreed> groups) {
    return groups.size() == 1
        ? groups.get(0)
        : new Agreed(over(groups, Agreed::keyMessages), over(groups, Agreed::survivors));
  }

  private static Optional<Digest> over(
      List<Agreed> groups, Function<Agreed, Optional<Digest>> part) {
    if (groups.stream().map(part).allMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    StringBuilder lines = new StringBuilder("cloister-groups/1\n");
    groups.forEach(
        group -> lines.append(part.apply(group).map(Digest::toString).orElse("-")).append('\n'));
    return Optional.of(Digest.of(lines.toString()));
  }
}

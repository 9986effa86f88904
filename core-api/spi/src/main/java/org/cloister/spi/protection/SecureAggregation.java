package org.cloister.spi.protection;

import java.util.List;
import java.util.Optional;
import org.cloister.model.Settings;
import org.cloister.spi.Role;

/**
 * A protocol by which a coordinator learns the sum of residues and nothing else. Its sessions do no
 * I/O: messages in, messages out, deadlines from outside, so that dropouts, reordering, replays and
 * malice are inputs of a test.
 */
public interface SecureAggregation extends Role {

  /**
   * The fewest participants and the threshold that this protocol accepts for a roster; each site
   * checks them against its own policy.
   *
   * @throws org.cloister.model.CloisterException {@link
   *     org.cloister.model.ErrorCode#PROTECTION_REFUSED} if it cannot protect so few
   */
  int threshold(int participants, Settings settings);

  /**
   * The most sites that may drop out instead of taking one step, in a session of {@code plan} that
   * still ends with a sum; all in all no more than the threshold leaves. With one more it must end
   * without a sum. For who compares a session with what it promises, not for its parties.
   *
   * @param step as the protocol's messages name it
   */
  default int tolerated(SessionPlan plan, String step) {
    return plan.roster().size() - plan.threshold();
  }

  /** The session of one site. */
  ParticipantSession participant(SessionPlan plan, String self, SessionHost host);

  /** The session of the coordinator. */
  CoordinatorSession coordinator(SessionPlan plan, SessionHost host);

  /**
   * Attacks that know this protocol's messages, each with what must become of it, for whoever wants
   * to see it. Those that need no such knowledge are tried on every protocol anyway.
   */
  default List<Adversary> adversaries() {
    return List.of();
  }

  /**
   * The coordinator's session once more, from what it heard, with all checks that it made then.
   *
   * @param heard as {@link CoordinatorSession#heard} gave it
   * @param host who checks signatures; signs nothing
   * @return the session, ended with its sum; whoever asks closes it. Empty if this protocol cannot
   * @throws org.cloister.model.CloisterException with a code of protection, signatures or messages
   *     if no session of this plan can have heard this and revealed a sum
   */
  default Optional<CoordinatorSession> again(
      SessionPlan plan, List<SessionMessage> heard, SessionHost host) {
    return Optional.empty();
  }
}

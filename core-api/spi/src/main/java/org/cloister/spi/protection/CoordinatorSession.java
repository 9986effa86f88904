package org.cloister.spi.protection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.model.ErrorCode;
import org.cloister.model.IntVector;

/** The coordinator's session. */
public non-sealed interface CoordinatorSession extends Session {

  /**
   * That site will not answer any more: it refused or left. A protocol that does not use it waits
   * for the deadline instead.
   *
   * @return the messages to send
   */
  default List<SessionMessage> gone(String site) {
    return List.of();
  }

  /** The sum, once the session ended with one; empty while it runs and if too few survived. */
  Optional<Sum> sum();

  /**
   * The sites that broke the protocol so far, each with the rule that it broke first. The session
   * goes on without what they did wrong, if enough others are left.
   */
  default Map<String, ErrorCode> blamed() {
    return Map.of();
  }

  /**
   * What this session took from sites, message by message, in the order in which it took it: all
   * that {@link SecureAggregation#again} needs to reveal the same sum. What one site sealed for
   * another is never in it. Its vectors are those that came; it can be read after {@link #close}.
   * Empty if the protocol does not tell.
   */
  default List<SessionMessage> heard() {
    return List.of();
  }

  /**
   * A revealed sum.
   *
   * @param residues the sum modulo the ring
   * @param survivors whose vectors are in it, in roster order
   * @param agreed what they made sure of before
   */
  record Sum(IntVector residues, List<String> survivors, Agreed agreed) {
    /** Copies the list. */
    public Sum {
      survivors = List.copyOf(survivors);
    }

    /** A sum of a protocol that makes sure of nothing. */
    public Sum(IntVector residues, List<String> survivors) {
      this(residues, survivors, Agreed.none());
    }
  }
}

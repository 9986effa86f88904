package org.cloister.spi.protection;

import java.util.List;
import org.cloister.model.IntVector;

/** A site's session. */
public non-sealed interface ParticipantSession extends Session {

  /**
   * Gives the residues to be masked; called once, when training is done, which may be before or
   * after keys were agreed.
   *
   * @return the messages to send
   */
  List<SessionMessage> contribute(IntVector residues);
}

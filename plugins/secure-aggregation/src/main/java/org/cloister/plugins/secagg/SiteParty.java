package org.cloister.plugins.secagg;

import java.util.List;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.model.IntVector;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;

/** Who a site is in a session, and what it needs in every step. */
record SiteParty(Terms terms, int self, SessionHost host, SiteChecks checks) {

  Bytes sign(String purpose, Bytes statement) {
    return host.sign(purpose, statement);
  }

  void requireSigned(int site, String purpose, Bytes statement, Bytes signature) {
    checks.signed(host, terms, site, purpose, statement, signature);
  }

  static List<SessionMessage> say(String step, Bytes body) {
    return say(step, body, Optional.empty());
  }

  static List<SessionMessage> say(String step, Bytes body, Optional<IntVector> vector) {
    return List.of(new SessionMessage(SessionMessage.COORDINATOR, step, body, vector));
  }
}

package org.cloister.plugins.secagg;

import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.ParticipantSession;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;

/** The parties of a session, whatever its graph. */
record Protocol(SiteChecks siteChecks, HubChecks hubChecks) {

  ParticipantSession participant(Terms terms, String self, SessionHost host) {
    int site = terms.plan().roster().indexOf(self);
    CloisterException.require(
        site >= 0,
        ErrorCode.PROTECTION_REFUSED,
        "A site must be on the roster of its session; it was asked into one without it.");
    siteChecks.policy(terms, host.policy());
    Terms own = terms.atLeast(host.policy().survivors());
    return new SiteSession(new SiteParty(own, site, host, siteChecks));
  }

  CoordinatorSession coordinator(Terms terms, SessionHost host) {
    return hub(terms, host);
  }

  /** The coordinator's session once more, on what it heard. */
  CoordinatorSession again(Terms terms, List<SessionMessage> heard, SessionHost host) {
    return hub(terms, host).again(heard);
  }

  private HubSession hub(Terms terms, SessionHost host) {
    CloisterException.require(
        !terms.plan().roster().contains(SessionMessage.COORDINATOR),
        ErrorCode.PROTECTION_REFUSED,
        "A roster must hold sites only.");
    return new HubSession(new HubParty(terms, host, hubChecks));
  }
}

package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.Agreed;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;

/** What the hub knows in every step: the terms, who is gone, and who broke which rule. */
final class HubParty {
  final Terms terms;
  final SessionHost host;
  final HubChecks checks;
  final Set<Integer> gone = new TreeSet<>();
  private Agreed agreed = Agreed.none();
  private final Map<Integer, ErrorCode> blamed = new TreeMap<>();

  HubParty(Terms terms, SessionHost host, HubChecks checks) {
    this.terms = terms;
    this.host = host;
    this.checks = checks;
  }

  void requireSigned(int site, String purpose, Bytes statement, Bytes signature) {
    checks.signed(host, terms, site, purpose, statement, signature);
  }

  /** Its first fault is the one that counts. */
  void blame(int site, ErrorCode code) {
    blamed.putIfAbsent(site, code);
  }

  Map<String, ErrorCode> blamed() {
    Map<String, ErrorCode> byName = new TreeMap<>();
    blamed.forEach((site, code) -> byName.put(terms.name(site), code));
    return byName;
  }

  /** The survivors are about to be told that enough of them signed the same. */
  void agreed(Bytes dealt, Bytes survivors) {
    agreed = new Agreed(Optional.of(digest(dealt)), Optional.of(digest(survivors)));
  }

  private static Digest digest(Bytes sha) {
    return new Digest(HexFormat.of().formatHex(sha.toArray()));
  }

  Agreed agreed() {
    return agreed;
  }

  List<SessionMessage> tell(Iterable<Integer> sites, String step, Bytes body) {
    List<SessionMessage> out = new ArrayList<>();
    sites.forEach(
        site -> out.add(new SessionMessage(terms.name(site), step, body, Optional.empty())));
    return out;
  }
}

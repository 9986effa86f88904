package org.cloister.audit;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cloister.crypto.VerifyingKey;
import org.cloister.ledger.note.NoteKey;
import org.cloister.ledger.note.WitnessPolicy;
import org.cloister.model.Digest;

/**
 * What all parties of a run agree on about its ledger; public. Each has its own copy.
 *
 * @param job the name of the job
 * @param terms the digest of what they agreed on beside its plugins
 * @param route how contributions reach the coordinator, such as {@code open}
 * @param log the key of the log, whose name is the origin
 * @param policy whose cosignatures count
 * @param coordinatorName the coordinator's name on the ledger, as a party and as that of its key
 * @param coordinator the key that signs the coordinator's entries
 * @param sites in the order of their names
 * @param simulated whether one machine plays all parties
 */
public record AuditTerms(
    String job,
    Digest terms,
    String route,
    NoteKey log,
    WitnessPolicy policy,
    String coordinatorName,
    VerifyingKey coordinator,
    SortedMap<String, SiteKeys> sites,
    boolean simulated) {

  /**
   * The public keys of a site.
   *
   * @param signing signs its statements, under the name of the site
   * @param witness countersigns heads; empty for a site that is no witness
   */
  public record SiteKeys(VerifyingKey signing, Optional<NoteKey> witness) {}

  /** Copies the map. */
  public AuditTerms {
    sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
  }

  /** The log that all of it belongs to. */
  public String origin() {
    return log.name();
  }

  /** The key of a site's witness; empty if it is none, or there is no such site. */
  public Optional<NoteKey> witness(String site) {
    return Optional.ofNullable(sites.get(site)).flatMap(SiteKeys::witness);
  }

  /**
   * How many of {@code witnesses} have to countersign: all of up to three, then so many that two
   * conflicting heads take a third of them or, from ten on, three fifths.
   */
  public static int quorum(int witnesses) {
    if (witnesses <= 3) {
      return witnesses;
    }
    return witnesses < 10 ? 2 * witnesses / 3 + 1 : (4 * witnesses + 4) / 5;
  }
}

package org.cloister.app.identity;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.Signature;
import org.cloister.identity.Federation;
import org.cloister.identity.FederationDescriptor;
import org.cloister.identity.Links;
import org.cloister.identity.Member;
import org.cloister.identity.Party;
import org.cloister.identity.PartyKeys;
import org.cloister.identity.RefusalLog;
import org.cloister.node.LocalFederation;
import org.cloister.node.MessageSeals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All parties of a run on this machine, with their keys. That one program has the keys of all of
 * them makes the run a simulation, and its descriptor says so; what is signed and checked is the
 * same as between machines.
 *
 * <p>{@link #close} wipes the keys. Safe for any thread.
 */
public final class RunIdentities implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunIdentities.class);
  private static final String SIMULATIONS = "simulation.cloister.invalid";

  private final FederationDescriptor descriptor;
  private final Map<String, PartyKeys> keys;
  private final Map<String, Party> parties = new LinkedHashMap<>();
  private final SecureRandom random;

  private RunIdentities(
      FederationDescriptor descriptor,
      String job,
      Map<String, PartyKeys> keys,
      SecureRandom random) {
    this.descriptor = descriptor;
    this.keys = keys;
    this.random = random;
    keys.forEach((name, own) -> parties.put(name, new Party(descriptor, job, own)));
  }

  /**
   * New parties with new keys, of a federation that there was not before: no signature of one run
   * counts in another.
   *
   * @param job the job's name
   * @param roster the sites
   * @param suite of all keys
   */
  public static RunIdentities fresh(
      String job, List<String> roster, CryptoSuite suite, SecureRandom random) {
    return fresh(
        job, roster, PartyKeys.coordinator(LocalFederation.COORDINATOR, suite, random), random);
  }

  /** As above, of the suite of a coordinator whose keys were made before. */
  static RunIdentities fresh(
      String job, List<String> roster, PartyKeys coordinator, SecureRandom random) {
    byte[] run = new byte[16];
    random.nextBytes(run);
    String id = SIMULATIONS + "/" + HexFormat.of().formatHex(run);
    String origin = id + "/" + job.toLowerCase(Locale.ROOT);
    Map<String, PartyKeys> keys = new LinkedHashMap<>();
    keys.put(coordinator.party(), coordinator);
    List<Member> members = new ArrayList<>();
    for (String site : roster) {
      PartyKeys own = PartyKeys.participant(site, coordinator.suite(), random);
      keys.put(site, own);
      members.add(Member.of(own, origin));
    }
    Federation federation = Federation.of(id, origin, true, coordinator, members);
    Map<String, Signature> signatures = new LinkedHashMap<>();
    keys.forEach(
        (name, own) -> signatures.put(name, FederationDescriptor.sign(federation, own.signing())));
    return new RunIdentities(FederationDescriptor.of(federation, signatures), job, keys, random);
  }

  /**
   * Parties whose keys were kept.
   *
   * @param job the job's name
   * @param keys of all parties of {@code descriptor}; closed with this object
   */
  public static RunIdentities of(
      FederationDescriptor descriptor,
      String job,
      Map<String, PartyKeys> keys,
      SecureRandom random) {
    return new RunIdentities(descriptor, job, keys, random);
  }

  /** The keys of all parties. */
  public Collection<PartyKeys> keys() {
    return List.copyOf(keys.values());
  }

  /** Who takes part, signed by all. */
  public FederationDescriptor descriptor() {
    return descriptor;
  }

  /**
   * A party's private keys.
   *
   * @throws IllegalArgumentException if there is no such party
   */
  public PartyKeys keys(String party) {
    return known(keys, party);
  }

  /**
   * A party, to sign as it and to check what others signed.
   *
   * @throws IllegalArgumentException if there is no such party
   */
  public Party party(String name) {
    return known(parties, name);
  }

  /** A party's seals; new ones, as of a party that begins anew. */
  public MessageSeals seals(String party) {
    RefusalLog log =
        (from, reason) ->
            LOG.warn("A message was refused that is said to be of {}: {}.", from, reason);
    return new LinkSeals(new Links(party(party), random, log));
  }

  private static <T> T known(Map<String, T> all, String party) {
    T one = all.get(party);
    if (one == null) {
      throw new IllegalArgumentException("A party must be the coordinator or of the roster.");
    }
    return one;
  }

  @Override
  public void close() {
    keys.values().forEach(PartyKeys::close);
  }
}

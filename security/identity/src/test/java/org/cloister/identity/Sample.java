package org.cloister.identity;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cloister.crypto.Signature;

/** A small federation with all its keys. */
record Sample(
    PartyKeys coordinator, Map<String, PartyKeys> sites, FederationDescriptor descriptor) {
  static final SecureRandom RANDOM = new SecureRandom();
  static final String ORIGIN = "example.org/fl/test";

  static Sample of(String... names) {
    PartyKeys coordinator = PartyKeys.coordinator("@coordinator", RANDOM);
    Map<String, PartyKeys> sites = new LinkedHashMap<>();
    for (String name : names) {
      sites.put(name, PartyKeys.participant(name, RANDOM));
    }
    return new Sample(
        coordinator, sites, signed(federation(coordinator, sites), coordinator, sites));
  }

  static Federation federation(PartyKeys coordinator, Map<String, PartyKeys> sites) {
    List<Member> members = new ArrayList<>();
    sites.values().forEach(keys -> members.add(Member.of(keys, ORIGIN)));
    return Federation.of("example.org/fl", ORIGIN, true, coordinator, members);
  }

  static FederationDescriptor signed(
      Federation federation, PartyKeys coordinator, Map<String, PartyKeys> sites) {
    return FederationDescriptor.of(federation, signatures(federation, coordinator, sites));
  }

  static Map<String, Signature> signatures(
      Federation federation, PartyKeys coordinator, Map<String, PartyKeys> sites) {
    Map<String, Signature> signatures = new LinkedHashMap<>();
    signatures.put(
        coordinator.party(), FederationDescriptor.sign(federation, coordinator.signing()));
    sites.forEach(
        (site, keys) ->
            signatures.put(site, FederationDescriptor.sign(federation, keys.signing())));
    return signatures;
  }

  PartyKeys site(String name) {
    PartyKeys keys = sites.get(name);
    if (keys == null) {
      throw new AssertionError("no site " + name);
    }
    return keys;
  }

  Party party(String name, String job) {
    return new Party(descriptor, job, name.equals(coordinator.party()) ? coordinator : site(name));
  }
}

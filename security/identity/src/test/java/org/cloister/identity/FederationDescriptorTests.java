package org.cloister.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.Signature;
import org.cloister.ledger.note.NoteKey;
import org.cloister.ledger.note.NoteKeyType;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

@Timeout(120)
class FederationDescriptorTests {
  private final Sample sample = Sample.of("site-b", "site-a", "site-c");

  private static CloisterException refused(Executable reading) {
    CloisterException e = assertThrows(CloisterException.class, reading);
    assertEquals(ErrorCode.DESCRIPTOR_INVALID, e.code());
    return e;
  }

  private static void refused(String text) {
    refused(() -> FederationDescriptor.read(text.getBytes(StandardCharsets.UTF_8)));
  }

  private String text() {
    return new String(sample.descriptor().toBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void read_whatWasWritten_isTheSame() {
    byte[] bytes = sample.descriptor().toBytes();
    FederationDescriptor read = FederationDescriptor.read(bytes);
    assertEquals(sample.descriptor().federation(), read.federation());
    assertEquals(sample.descriptor().federation().digest(), read.federation().digest());
    assertArrayEquals(bytes, read.toBytes());
    assertEquals(
        List.of("@coordinator", "site-b", "site-a", "site-c"), read.federation().parties());
    assertEquals(
        "example.org/fl/test/site-a",
        read.federation().member("site-a").orElseThrow().witness().name());
    assertTrue(read.federation().signingKey("site-d").isEmpty());
  }

  @Test
  void read_anyByteChanged_isRefused() {
    byte[] bytes = sample.descriptor().toBytes();
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      refused(() -> FederationDescriptor.read(changed));
    }
  }

  @Test
  void read_cutOffOrLonger_isRefused() {
    byte[] bytes = sample.descriptor().toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      refused(() -> FederationDescriptor.read(cut));
    }
    refused(text() + " ");
    refused(text() + "\n");
    refused(() -> FederationDescriptor.read(new byte[FederationDescriptor.MAX_BYTES + 1]));
  }

  @Test
  void read_otherSpellingsAndMembers_areRefused() {
    refused(text().replace("\"simulated\":true", "\"simulated\": true"));
    refused(text().replace("\"simulated\":true", "\"simulated\":\"true\""));
    refused(text().replace("\"suite\":\"standard\"", "\"suite\":\"other\""));
    refused(text().replace("\"suite\":\"standard\"", "\"suite\":\"standard\",\"z\":1"));
    refused(text().replace("cloister-federation/1", "cloister-federation/2"));
    refused(text().replaceFirst("==\"|=\"", "\""));
    refused("{}");
    refused("{\"federation\":{},\"signatures\":{}}");
    refused("{\"a\":".repeat(100_000));
  }

  @Test
  void of_missingForeignOrSwappedSignature_isRefused() {
    Federation federation = sample.descriptor().federation();
    Map<String, Signature> all =
        Sample.signatures(federation, sample.coordinator(), sample.sites());
    for (String party : federation.parties()) {
      Map<String, Signature> without = new LinkedHashMap<>(all);
      without.remove(party);
      CloisterException e = refused(() -> FederationDescriptor.of(federation, without));
      assertTrue(String.valueOf(e.getMessage()).contains(party), e::getMessage);
      Map<String, Signature> swapped = new LinkedHashMap<>(all);
      swapped.put(
          party,
          FederationDescriptor.sign(
              federation, PartyKeys.participant(party, Sample.RANDOM).signing()));
      refused(() -> FederationDescriptor.of(federation, swapped));
    }
    Map<String, Signature> more = new LinkedHashMap<>(all);
    more.put("somebody", all.values().iterator().next());
    refused(() -> FederationDescriptor.of(federation, more));
  }

  @Test
  void of_signaturesOfAnotherFederation_areRefused() {
    Federation one = sample.descriptor().federation();
    Federation other =
        new Federation(
            one.id(),
            one.origin(),
            one.suite(),
            one.floors(),
            false,
            one.coordinator(),
            one.coordinatorKey(),
            one.log(),
            one.secondLog(),
            one.members());
    refused(
        () ->
            FederationDescriptor.of(
                other, Sample.signatures(one, sample.coordinator(), sample.sites())));
  }

  @Test
  void federation_keyOrNameTwice_isRefused() {
    PartyKeys coordinator = sample.coordinator();
    Member a = Member.of(sample.site("site-a"), Sample.ORIGIN);
    Member b = Member.of(sample.site("site-b"), Sample.ORIGIN);
    List<List<Member>> wrong =
        List.of(
            List.of(),
            List.of(a, a),
            List.of(a, new Member("site-b", a.signing(), b.witness())),
            List.of(a, new Member("site-b", coordinator.signing().verifyingKey(), b.witness())),
            List.of(a, new Member("site-b", coordinator.log().verifyingKey(), b.witness())),
            List.of(a, new Member("site-b", b.signing(), a.witness())),
            List.of(
                a,
                new Member(
                    "site-b",
                    b.signing(),
                    new NoteKey(b.witness().name(), NoteKeyType.WITNESS, b.signing()))),
            List.of(Member.of(sample.site("site-a"), "elsewhere")));
    for (List<Member> members : wrong) {
      refused(() -> Federation.of("example.org/fl", Sample.ORIGIN, true, coordinator, members));
    }
    for (String name : List.of("", "a b", "a+b", "a\nb")) {
      refused(() -> Federation.of(name, Sample.ORIGIN, true, coordinator, List.of(a)));
    }
    PartyKeys posing = PartyKeys.participant("@coordinator", Sample.RANDOM);
    assertThrows(CloisterException.class, () -> Member.of(posing, Sample.ORIGIN));
    assertThrows(
        CloisterException.class,
        () -> new Member("a", a.signing(), new NoteKey("n", NoteKeyType.LOG, a.signing())));
    assertThrows(CloisterException.class, () -> CryptoSuite.of("rsa"));
  }

  @Test
  void requireNames_otherKeysThanNamed_areRefused() {
    FederationDescriptor descriptor = sample.descriptor();
    descriptor.requireNames(sample.coordinator());
    sample.sites().values().forEach(descriptor::requireNames);
    for (PartyKeys keys :
        List.of(
            PartyKeys.participant("site-a", Sample.RANDOM),
            PartyKeys.participant("stranger", Sample.RANDOM),
            PartyKeys.coordinator("@coordinator", Sample.RANDOM),
            PartyKeys.of(
                "site-a",
                Map.of(
                    KeyRole.SIGNING,
                    sample.site("site-a").signing(),
                    KeyRole.WITNESS,
                    sample.site("site-b").witness())))) {
      refused(() -> descriptor.requireNames(keys));
      refused(() -> new Party(descriptor, "job", keys));
    }
  }

  @Test
  void read_aThousandParticipants_fitsTheBounds() {
    String[] names = new String[Federation.MAX_MEMBERS];
    for (int i = 0; i < names.length; i++) {
      names[i] = "site-" + "x".repeat(40) + i;
    }
    Sample large = Sample.of(names);
    byte[] bytes = large.descriptor().toBytes();
    assertTrue(bytes.length <= FederationDescriptor.MAX_BYTES, "was " + bytes.length);
    assertEquals(1000, FederationDescriptor.read(bytes).federation().members().size());
  }
}

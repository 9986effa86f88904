package org.cloister.identity;

import static org.cloister.identity.LinkParties.MESSAGE;
import static org.cloister.identity.LinkParties.STATEMENT;
import static org.cloister.identity.LinkParties.greet;

import java.util.List;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Seals that are right in themselves, but of others, for others or for something else. */
@Timeout(180)
class LinkForgeryTests {
  private final LinkParties parties = new LinkParties();

  @Test
  void check_anythingElseThanWhatWasSealed_isRefused() {
    Links a = parties.links("a");
    Links b = parties.links("b");
    greet("a", a, "b", b);
    Bytes seal = a.seal("b", 3, MESSAGE, STATEMENT);
    parties.assertRefused(RefusalReason.SIGNATURE, () -> b.check("a", 4, MESSAGE, STATEMENT, seal));
    parties.assertRefused(
        RefusalReason.SIGNATURE, () -> b.check("a", 3, Digest.of("x"), STATEMENT, seal));
    parties.assertRefused(
        RefusalReason.SIGNATURE, () -> b.check("a", 3, MESSAGE, Optional.empty(), seal));
    parties.assertRefused(
        RefusalReason.SIGNATURE, () -> b.check("a", 3, MESSAGE, Optional.of(Digest.of("x")), seal));
    parties.assertRefused(
        RefusalReason.MALFORMED, () -> b.check("a", Long.MAX_VALUE, MESSAGE, STATEMENT, seal));
    parties.assertRefused(RefusalReason.REPLAYED, () -> b.check("a", -1, MESSAGE, STATEMENT, seal));
  }

  @Test
  void check_otherSenderOrReceiver_isRefused() {
    Links a = parties.links("a");
    Links b = parties.links("b");
    Links coordinator = parties.links("@coordinator");
    greet("a", a, "@coordinator", coordinator);
    greet("b", b, "@coordinator", coordinator);
    greet("a", a, "b", b);
    Bytes seal = a.seal("@coordinator", 0, MESSAGE, STATEMENT);
    parties.assertRefused(
        RefusalReason.UNKNOWN_CHALLENGE, () -> coordinator.check("b", 0, MESSAGE, STATEMENT, seal));
    parties.assertRefused(
        RefusalReason.UNKNOWN_CHALLENGE, () -> b.check("a", 0, MESSAGE, STATEMENT, seal));
    parties.assertRefused(
        RefusalReason.UNKNOWN_PARTY,
        () -> coordinator.check("stranger", 0, MESSAGE, STATEMENT, seal));
    parties.assertRefused(
        RefusalReason.UNKNOWN_PARTY,
        () -> coordinator.check("@coordinator", 0, MESSAGE, STATEMENT, seal));
    parties.assertRefused(
        RefusalReason.UNKNOWN_PARTY, () -> coordinator.check("a\n", 0, MESSAGE, STATEMENT, seal));
    coordinator.check("a", 0, MESSAGE, STATEMENT, seal);
  }

  @Test
  void check_partyThatSignsInAnothersName_isRefused() {
    Links coordinator = parties.links("@coordinator");
    Links b = parties.links("b");
    greet("b", b, "@coordinator", coordinator);
    // b knows the challenge that the coordinator gave out for a: it stands in the open.
    Bytes ask = parties.links("a").greeting("@coordinator").orElseThrow();
    Greeting.Answer answer =
        Greeting.read(coordinator.greeted("a", ask).orElseThrow(), 64)
            .orElseThrow()
            .answer()
            .orElseThrow();
    Party impostor = parties.sample().party("b", "job");
    Bytes forged =
        new Seal(
                answer.challenge(),
                0,
                impostor.sign(
                    impostor
                        .envelope("a", "message")
                        .put("to", "@coordinator")
                        .put(
                            "challenge",
                            java.util.HexFormat.of().formatHex(answer.challenge().toArray()))
                        .put("first", 0)
                        .put("sequence", 0)
                        .put("digest", MESSAGE)
                        .putDigest("statement", STATEMENT)))
            .toBytes();
    parties.assertRefused(
        RefusalReason.SIGNATURE, () -> coordinator.check("a", 0, MESSAGE, STATEMENT, forged));
  }

  @Test
  void check_otherJobFederationOrPurpose_isRefused() {
    Links coordinator = parties.links("@coordinator");
    Links otherJob = parties.links(parties.sample(), "a", "other");
    // The challenge of the right job in the hands of the other one.
    Bytes ask = otherJob.greeting("@coordinator").orElseThrow();
    Bytes reply = coordinator.greeted("a", ask).orElseThrow();
    parties.assertRefused(RefusalReason.SIGNATURE, () -> otherJob.greeted("@coordinator", reply));

    Sample twin =
        new Sample(
            parties.sample().coordinator(),
            parties.sample().sites(),
            Sample.signed(
                new Federation(
                    "example.org/other",
                    Sample.ORIGIN,
                    parties.sample().descriptor().federation().suite(),
                    Floors.DEFAULT,
                    true,
                    "@coordinator",
                    parties.sample().coordinator().signing().verifyingKey(),
                    parties.sample().descriptor().federation().log(),
                    parties.sample().descriptor().federation().secondLog(),
                    parties.sample().descriptor().federation().members()),
                parties.sample().coordinator(),
                parties.sample().sites()));
    Links otherFederation = parties.links(twin, "a", "job");
    Bytes twinAsk = otherFederation.greeting("@coordinator").orElseThrow();
    Bytes twinReply = coordinator.greeted("a", twinAsk).orElseThrow();
    parties.assertRefused(
        RefusalReason.SIGNATURE, () -> otherFederation.greeted("@coordinator", twinReply));

    // Messages of the same keys, challenge and content under another job, federation or purpose.
    Bytes challenge = Greeting.read(twinReply, 64).orElseThrow().answer().orElseThrow().challenge();
    for (Party party : List.of(parties.sample().party("a", "other"), twin.party("a", "job"))) {
      parties.assertRefused(
          RefusalReason.SIGNATURE,
          () -> coordinator.check("a", 0, MESSAGE, STATEMENT, sealed(party, challenge, "message")));
    }
    Party self = parties.sample().party("a", "job");
    parties.assertRefused(
        RefusalReason.SIGNATURE,
        () -> coordinator.check("a", 0, MESSAGE, STATEMENT, sealed(self, challenge, "challenge")));
    coordinator.check("a", 0, MESSAGE, STATEMENT, sealed(self, challenge, "message"));
  }

  private static Bytes sealed(Party party, Bytes challenge, String purpose) {
    return new Seal(
            challenge,
            0,
            party.sign(
                party
                    .envelope(party.name(), purpose)
                    .put("to", "@coordinator")
                    .put("challenge", java.util.HexFormat.of().formatHex(challenge.toArray()))
                    .put("first", 0)
                    .put("sequence", 0)
                    .put("digest", MESSAGE)
                    .putDigest("statement", STATEMENT)))
        .toBytes();
  }
}

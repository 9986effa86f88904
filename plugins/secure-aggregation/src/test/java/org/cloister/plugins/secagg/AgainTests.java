package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.junit.jupiter.api.Test;

/** A sum revealed again from what the coordinator heard, and what must not pass for that. */
class AgainTests {
  private static final BonawitzAggregation PROTOCOL = new BonawitzAggregation();

  /** A session that ended, with what it heard and gave. */
  private record Recorded(
      SessionPlan plan,
      List<SessionMessage> heard,
      CoordinatorSession.Sum sum,
      Residues kept,
      SessionHost onlooker) {

    /** Of {@code sites} sites; after each step some fall silent. */
    static Recorded of(int sites, int bits, List<List<String>> silentAfter) {
      try (Stage stage = new Stage(PROTOCOL, Stage.plan(sites, bits, 33))) {
        play(stage, silentAfter);
        CoordinatorSession.Sum sum = stage.hub.sum().orElseThrow();
        return new Recorded(
            stage.plan,
            stage.hub.heard(),
            sum,
            new Residues(bits, Residues.of(sum.residues())),
            stage.host(Stage.HUB));
      }
    }

    long[] residues() {
      return Residues.of(kept);
    }

    Optional<CoordinatorSession> again(List<SessionMessage> messages) {
      return PROTOCOL.again(plan, messages, onlooker);
    }

    List<SessionMessage> with(int at, SessionMessage other) {
      List<SessionMessage> messages = new ArrayList<>(heard);
      messages.set(at, other);
      return messages;
    }

    void refuses(List<SessionMessage> messages, String what) {
      assertThrows(CloisterException.class, () -> again(messages), what);
    }
  }

  private static void play(Stage stage, List<List<String>> silentAfter) {
    silentAfter.get(0).forEach(stage::silence);
    stage.start().deliver();
    if (!silentAfter.get(0).isEmpty()) {
      stage.send(Stage.HUB, stage.hub.deadlinePassed());
      stage.deliver();
    }
    silentAfter.get(1).forEach(stage::silence);
    stage.contribute().deliver();
    stage.finish();
  }

  private static List<List<String>> nobody() {
    return List.of(List.of(), List.of());
  }

  @Test
  void again_everyPatternOfDropouts_revealsTheSameSumAndAgreement() {
    for (List<List<String>> silent :
        List.of(
            nobody(),
            List.of(List.of("site-1"), List.<String>of()),
            List.of(List.<String>of(), List.of("site-4")),
            List.of(List.of("site-0"), List.of("site-5")))) {
      for (int bits : new int[] {8, 32, 64}) {
        Recorded recorded = Recorded.of(7, bits, silent);
        try (CoordinatorSession again = recorded.again(recorded.heard()).orElseThrow()) {
          assertTrue(again.ended());
          CoordinatorSession.Sum sum = again.sum().orElseThrow();
          assertEquals(recorded.sum().survivors(), sum.survivors());
          assertEquals(recorded.sum().agreed(), sum.agreed());
          assertArrayEquals(recorded.residues(), Residues.of(sum.residues()));
          assertEquals(recorded.heard().size(), again.heard().size());
        }
      }
    }
  }

  @Test
  void again_sparseGraph_revealsTheSameSumAndAgreement() {
    SparseTerms terms = new SparseTerms(4, 3, 5, 1);
    BellAggregation bell = Rings.protocol(terms);
    try (Stage stage = new Stage(bell, Rings.plan(terms, 7, 32, 33))) {
      stage.start().deliver();
      stage.silence("site-4");
      stage.contribute().finish();
      CoordinatorSession.Sum sum = stage.hub.sum().orElseThrow();
      SessionHost onlooker = stage.host(Stage.HUB);
      try (CoordinatorSession again =
          bell.again(stage.plan, stage.hub.heard(), onlooker).orElseThrow()) {
        CoordinatorSession.Sum same = again.sum().orElseThrow();
        assertEquals(6, same.survivors().size());
        assertEquals(sum.survivors(), same.survivors());
        assertEquals(sum.agreed(), same.agreed());
        assertArrayEquals(Residues.of(sum.residues()), Residues.of(same.residues()));
      }
      List<SessionMessage> fewer = new ArrayList<>(stage.hub.heard());
      fewer.removeIf(message -> message.step().equals(Steps.OPENING));
      assertThrows(CloisterException.class, () -> bell.again(stage.plan, fewer, onlooker));
    }
  }

  @Test
  void heard_nothingSealed_isInIt() {
    try (Stage stage = new Stage(PROTOCOL, Stage.plan(4, 32, 5))) {
      stage.play();
      StringBuilder kept = new StringBuilder();
      stage.hub.heard().forEach(message -> kept.append(hex(message.body())).append('|'));
      int envelopes = 0;
      for (var letter : stage.seen()) {
        if (letter.message().step().equals(Steps.SHARES)) {
          for (DealerShares.Sealed sealed :
              DealerShares.decode(letter.message().body(), 4).shares()) {
            assertFalse(kept.toString().contains(hex(sealed.envelope())));
            assertTrue(kept.toString().contains(hex(sealed.selfShare())));
            envelopes++;
          }
        }
      }
      assertEquals(16, envelopes);
    }
  }

  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.toArray());
  }

  @Test
  void again_anyByteAltered_isRefused() {
    Recorded recorded = Recorded.of(4, 32, List.of(List.of(), List.of("site-2")));
    SplittableRandom random = new SplittableRandom(11);
    for (int at = 0; at < recorded.heard().size(); at++) {
      SessionMessage was = recorded.heard().get(at);
      for (int i = 0; i < 40; i++) {
        byte[] body = was.body().toArray();
        body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
        recorded.refuses(
            recorded.with(
                at, new SessionMessage(was.peer(), was.step(), Bytes.of(body), was.vector())),
            "message " + at + " " + was.step());
      }
    }
  }

  @Test
  void again_oneResidueAlteredOrNoVector_isRefused() {
    Recorded recorded = Recorded.of(3, 16, nobody());
    for (int at = 0; at < recorded.heard().size(); at++) {
      SessionMessage was = recorded.heard().get(at);
      if (was.vector().isPresent()) {
        long[] residues = Residues.of(was.vector().get());
        residues[at] ^= 1;
        int place = at;
        SessionMessage other =
            new SessionMessage(
                was.peer(), was.step(), was.body(), Optional.of(new Residues(16, residues)));
        assertEquals(
            ErrorCode.INPUT_MISMATCH,
            assertThrows(CloisterException.class, () -> recorded.again(recorded.with(place, other)))
                .code());
        recorded.refuses(
            recorded.with(
                at, new SessionMessage(was.peer(), was.step(), was.body(), Optional.empty())),
            "no vector");
      }
    }
  }

  @Test
  void again_messagesLeftOutDoubledMovedOrInvented_areRefused() {
    Recorded recorded = Recorded.of(3, 16, nobody());
    for (int at = 0; at < recorded.heard().size(); at++) {
      SessionMessage was = recorded.heard().get(at);
      List<SessionMessage> fewer = new ArrayList<>(recorded.heard());
      fewer.remove(at);
      recorded.refuses(fewer, "without " + at);
      List<SessionMessage> more = new ArrayList<>(recorded.heard());
      more.add(was);
      recorded.refuses(more, "twice " + at);
      recorded.refuses(
          recorded.with(at, new SessionMessage("site-9", was.step(), was.body(), was.vector())),
          "of nobody");
      recorded.refuses(
          recorded.with(at, new SessionMessage(was.peer(), "other", was.body(), was.vector())),
          "of no step");
    }
    List<SessionMessage> moved = new ArrayList<>(recorded.heard());
    Collections.reverse(moved);
    try (CoordinatorSession again = recorded.again(moved).orElseThrow()) {
      assertArrayEquals(
          recorded.residues(),
          Residues.of(again.sum().orElseThrow().residues()),
          "the order within a step decides nothing");
    }
  }

  @Test
  void again_planOfAnotherSession_isRefused() {
    Recorded recorded = Recorded.of(3, 16, nobody());
    SessionPlan plan = recorded.plan();
    SessionPlan other =
        new SessionPlan(
            Digest.of("another round"),
            plan.roster(),
            plan.threshold(),
            plan.modulusBits(),
            plan.length(),
            plan.settings());
    assertEquals(
        ErrorCode.SIGNATURE_INVALID,
        assertThrows(
                CloisterException.class,
                () -> PROTOCOL.again(other, recorded.heard(), recorded.onlooker()))
            .code());
  }
}

package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.cloister.model.Bytes;
import org.cloister.model.IntVector;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.Stage;

/** The first site of the roster lies to the coordinator or to its peers, and signs for it. */
final class SiteAttacks {
  private static final int LIAR = 0;

  private SiteAttacks() {}

  private static String liar(Stage stage) {
    return stage.plan().roster().get(LIAR);
  }

  private static void play(Stage stage, Stage.Wire wire) {
    stage.wire(wire);
    stage.start();
    stage.contribute();
    stage.finish();
  }

  private static void says(Stage stage, String step, UnaryOperator<Bytes> change) {
    play(
        stage,
        (from, m) ->
            from.equals(liar(stage)) && m.step().equals(step)
                ? List.of(new SessionMessage(m.peer(), step, change.apply(m.body()), m.vector()))
                : List.of(m));
  }

  /** A vector of another shape, signed for. */
  private static void contributes(Stage stage, long length, int bits) {
    IntVector vector = new Zeros(length, bits);
    play(
        stage,
        (from, m) -> {
          if (!from.equals(liar(stage)) || !m.step().equals(Steps.INPUT)) {
            return List.of(m);
          }
          Bytes digest = VectorDigest.of(vector);
          Bytes statement = InputClaim.statement(new Spoils(stage).dealt(), LIAR, digest);
          Bytes signature = stage.host(from).sign(InputClaim.PURPOSE, statement);
          Bytes body = new InputClaim(digest, signature).encode();
          return List.of(new SessionMessage(m.peer(), m.step(), body, Optional.of(vector)));
        });
  }

  static void anotherLength(Stage stage) {
    contributes(stage, stage.plan().length() + 1, stage.plan().modulusBits());
  }

  static void anotherModulus(Stage stage) {
    int bits = stage.plan().modulusBits();
    contributes(stage, stage.plan().length(), bits == 64 ? 63 : bits + 1);
  }

  /** A share that nobody dealt. */
  static void inventedShare(Stage stage) {
    reveals(stage, (byte) 0);
  }

  /** A share that is no number of the field. */
  static void shareOutsideTheField(Stage stage) {
    reveals(stage, (byte) 0xff);
  }

  private static void reveals(Stage stage, byte value) {
    byte[] bytes = new byte[BodyReader.DIGEST];
    Arrays.fill(bytes, value);
    int sites = stage.plan().roster().size();
    says(
        stage,
        Steps.REVEAL,
        body -> {
          List<Reveal.Share> shares = new ArrayList<>(Reveal.decode(body, sites).shares());
          int last = shares.size() - 1;
          shares.set(last, new Reveal.Share(shares.get(last).dealer(), Bytes.of(bytes)));
          return new Reveal(shares).encode();
        });
  }

  /** One share fewer than there are dealers. */
  static void shareLeftOut(Stage stage) {
    int sites = stage.plan().roster().size();
    says(
        stage,
        Steps.REVEAL,
        body -> {
          List<Reveal.Share> shares = Reveal.decode(body, sites).shares();
          return new Reveal(shares.subList(1, shares.size())).encode();
        });
  }

  /** The keys that another site offers, as they are. */
  static void keysOfAnother(Stage stage) {
    String other = stage.plan().roster().get(LIAR + 1);
    play(
        stage,
        (from, m) -> {
          boolean keys = m.step().equals(Steps.KEYS);
          if (keys && from.equals(other)) {
            stage.send(liar(stage), m);
          }
          return keys && from.equals(liar(stage)) ? List.of() : List.of(m);
        });
  }

  /** A list of shares that is not the one it signs for. */
  static void unsignedList(Stage stage) {
    int sites = stage.plan().roster().size();
    says(
        stage,
        Steps.SHARES,
        body -> {
          DealerShares good = DealerShares.decode(body, sites);
          List<DealerShares.Sealed> shares = new ArrayList<>(good.shares());
          Collections.swap(shares, 1, 2);
          return new DealerShares(good.dealing(), shares).encode();
        });
  }

  /** Shares of another seed of its own mask than it commits to. */
  static void anotherSelfSeed(Stage stage) {
    int sites = stage.plan().roster().size();
    says(
        stage,
        Steps.SHARES,
        body -> {
          Bytes seed = Bytes.of(new byte[BodyReader.DIGEST]);
          return signed(stage, seed, DealerShares.decode(body, sites).shares()).encode();
        });
  }

  /** Shares of another mask key than it offers; then it drops out, so that they are needed. */
  static void anotherMaskKey(Stage stage) {
    deals(stage, (good, bad) -> bad);
  }

  /** A ciphertext that does not follow from its seed; then it drops out, so that it is missed. */
  static void anotherCiphertext(Stage stage) {
    deals(
        stage,
        (good, bad) -> {
          List<DealerShares.Sealed> shares = new ArrayList<>(good.shares());
          DealerShares.Sealed old = shares.get(1);
          byte[] sent = old.sent().toArray();
          sent[0] ^= 1;
          shares.set(
              1,
              new DealerShares.Sealed(
                  old.maskShare(), old.selfShare(), Bytes.of(sent), old.envelope()));
          return signed(stage, good.dealing().selfSeed(), shares);
        });
  }

  private static DealerShares signed(
      Stage stage, Bytes selfSeed, List<DealerShares.Sealed> shares) {
    Bytes root = MerkleTree.root(shares.stream().map(DealerShares.Sealed::leaf).toList());
    Bytes statement = Dealing.statement(new Spoils(stage).keys(), LIAR, root, selfSeed);
    Bytes signature = stage.host(liar(stage)).sign(Dealing.PURPOSE, statement);
    return new DealerShares(new Dealing(LIAR, root, selfSeed, signature), shares);
  }

  /** To one holder another share than it signs for. */
  static void anotherShareForOne(Stage stage) {
    deals(
        stage,
        (good, bad) -> {
          List<DealerShares.Sealed> shares = new ArrayList<>(good.shares());
          DealerShares.Sealed signed = shares.get(1);
          Bytes envelope = bad.shares().get(1).envelope();
          shares.set(
              1,
              new DealerShares.Sealed(
                  signed.maskShare(), signed.selfShare(), signed.sent(), envelope));
          return new DealerShares(good.dealing(), shares);
        });
  }

  /** Deals what {@code choose} makes of its own shares and those of other seeds. */
  private static void deals(Stage stage, BinaryOperator<DealerShares> choose) {
    SiteParty party = LyingSite.party(stage, LIAR);
    SiteKeys keys = SiteKeys.fresh(party);
    SiteKeys wrong = SiteKeys.fresh(party);
    SiteKeys mixed =
        new SiteKeys(wrong.maskSeed, wrong.selfSeed, keys.mask, keys.channel, keys.offer);
    LyingSite site =
        new LyingSite(
            stage,
            party,
            keys,
            roster -> choose.apply(roster.deal(keys), roster.deal(mixed)),
            false);
    site.begin();
    play(stage, site::pass);
  }

  private record Zeros(long length, int modulusBits) implements IntVector {
    @Override
    public void read(long offset, long[] target, int targetOffset, int count) {
      Arrays.fill(target, targetOffset, targetOffset + count, 0);
    }
  }
}

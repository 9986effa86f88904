package org.cloister.identity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.VerifyingKey;
import org.cloister.ledger.note.NoteKey;
import org.cloister.ledger.note.NoteKeyType;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * Who takes part and with which public keys. Every key stands here once: what one party signs can
 * never pass for another's, nor for something of another role.
 *
 * @param id the federation's name, 1 to 255 characters without spaces and +
 * @param origin of its ledger
 * @param suite the crypto suite of all messages and sessions; entries of the ledger are signed with
 *     Ed25519 in each, and so are its heads
 * @param floors what each site holds sessions to
 * @param simulated whether one machine plays all parties; then independence is not shown
 * @param coordinator the name of the coordinator, which is no participant's; may begin with @
 * @param coordinatorKey checks the coordinator's messages and statements
 * @param log checks ledger heads; named as the origin
 * @param secondLog checks the second line under ledger heads, of ML-DSA-44, which each has to have
 *     then; in the suite pq-hybrid alone
 * @param members the participants, in the order of the roster; 1 to {@value #MAX_MEMBERS}
 */
public record Federation(
    String id,
    String origin,
    CryptoSuite suite,
    Floors floors,
    boolean simulated,
    String coordinator,
    VerifyingKey coordinatorKey,
    NoteKey log,
    Optional<NoteKey> secondLog,
    List<Member> members) {

  /** The most participants. */
  public static final int MAX_MEMBERS = 1000;

  /** Checks names, and that no name or key stands twice. */
  public Federation {
    members = List.copyOf(members);
    require(NoteKey.isName(id), "its id must be 1 to 255 characters without spaces and +");
    require(NoteKey.isName(origin), "its origin must be 1 to 255 characters without spaces and +");
    PartyName.require(coordinator);
    require(
        log.type() == NoteKeyType.LOG && log.name().equals(origin),
        "the log's key must be of the type for logs and named as the origin");
    require(
        !members.isEmpty() && members.size() <= MAX_MEMBERS,
        "it must have 1 to " + MAX_MEMBERS + " participants, was " + members.size());
    require(
        secondLog.isEmpty() || isSecond(suite, origin, secondLog.get()),
        "a second key of the log must be of ML-DSA-44, named as the origin, and of pq-hybrid");
    requireDistinct(coordinator, coordinatorKey, log, members);
    requireSuite(suite, coordinatorKey);
    members.forEach(member -> requireSuite(suite, member.signing()));
    for (Member member : members) {
      require(
          member.witness().name().equals(Member.witnessName(origin, member.name())),
          "the witness of " + member.name() + " must be named origin/" + member.name());
    }
  }

  private static boolean isSecond(CryptoSuite suite, String origin, NoteKey key) {
    return suite == CryptoSuite.PQ_HYBRID
        && key.type() == NoteKeyType.COSIGNER_ML_DSA_44
        && key.name().equals(origin);
  }

  private static void requireSuite(CryptoSuite suite, VerifyingKey key) {
    require(
        key.algorithm() == suite.signatures(),
        "its signing keys must be of the suite " + suite.id());
  }

  private static void requireDistinct(
      String coordinator, VerifyingKey coordinatorKey, NoteKey log, List<Member> members) {
    Set<String> names = new HashSet<>(List.of(coordinator));
    Set<VerifyingKey> keys = new HashSet<>(List.of(coordinatorKey.ed25519()));
    Set<Bytes> seconds = new HashSet<>();
    coordinatorKey.second().ifPresent(seconds::add);
    require(keys.add(log.key()), "the log must have a key of its own");
    for (Member member : members) {
      require(names.add(member.name()), "the party " + member.name() + " is named twice");
      require(
          keys.add(member.signing().ed25519())
              && keys.add(member.witness().key())
              && member.signing().second().map(seconds::add).orElse(true),
          "a key of " + member.name() + " is named twice");
    }
  }

  /** A federation of the suite of its coordinator's keys, with the least floors. */
  public static Federation of(
      String id, String origin, boolean simulated, PartyKeys coordinator, List<Member> members) {
    return new Federation(
        id,
        origin,
        coordinator.suite(),
        Floors.DEFAULT,
        simulated,
        coordinator.party(),
        coordinator.signing().verifyingKey(),
        new NoteKey(origin, NoteKeyType.LOG, coordinator.log().verifyingKey()),
        secondLog(origin, coordinator),
        members);
  }

  /** What a descriptor says of a coordinator's second log key. */
  static Optional<NoteKey> secondLog(String origin, PartyKeys coordinator) {
    return coordinator
        .secondLog()
        .map(key -> new NoteKey(origin, NoteKeyType.COSIGNER_ML_DSA_44, key.verifyingKey()));
  }

  /** All keys of the log, that of Ed25519 first; a head has a line of each. */
  public List<NoteKey> logs() {
    List<NoteKey> logs = new ArrayList<>(List.of(log));
    secondLog.ifPresent(logs::add);
    return logs;
  }

  /** All parties, the coordinator first and then the roster. */
  public List<String> parties() {
    List<String> parties = new ArrayList<>(List.of(coordinator));
    members.forEach(member -> parties.add(member.name()));
    return parties;
  }

  /** The key that checks what a party signs; empty for somebody else. */
  public Optional<VerifyingKey> signingKey(String party) {
    return party.equals(coordinator)
        ? Optional.of(coordinatorKey)
        : member(party).map(Member::signing);
  }

  /** A participant; empty if there is none of that name. */
  public Optional<Member> member(String site) {
    return members.stream().filter(member -> member.name().equals(site)).findFirst();
  }

  /** The digest of its canonical bytes: the federation's identity in everything that is signed. */
  public Digest digest() {
    return Digest.of(toBytes());
  }

  /** The canonical bytes, which the descriptor's signatures are over. */
  byte[] toBytes() {
    return FederationJson.write(this).toBytes();
  }

  static void require(boolean condition, String why) {
    CloisterException.require(
        condition,
        ErrorCode.DESCRIPTOR_INVALID,
        "The federation's descriptor cannot be used: " + why + ".");
  }
}

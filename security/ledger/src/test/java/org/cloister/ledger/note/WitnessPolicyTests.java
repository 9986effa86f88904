package org.cloister.ledger.note;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cloister.crypto.CryptoSuite;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;

class WitnessPolicyTests {
  private static final NoteKey LOG = fresh("log.example/x", NoteKeyType.LOG);
  private static final List<NoteKey> KEYS = keys(5);

  private static NoteKey fresh(String name, NoteKeyType type) {
    return new NoteKey(
        name, type, CryptoSuite.STANDARD.generateSigningKey(new SecureRandom()).verifyingKey());
  }

  private static List<NoteKey> keys(int count) {
    List<NoteKey> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(fresh("w" + i + ".example", NoteKeyType.WITNESS));
    }
    return keys;
  }

  private static String witness(int i) {
    return "witness w" + i + " " + KEYS.get(i).vkey() + "\n";
  }

  private static WitnessPolicy read(String text) {
    return WitnessPolicy.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(String text) {
    CloisterException e = assertThrows(CloisterException.class, () -> read(text), text);
    assertEquals(ErrorCode.WITNESS_POLICY_INVALID, e.code(), text);
  }

  @Test
  void isQuorum_nestedGroups_countsAsTheSpecificationSays() {
    WitnessPolicy policy =
        read(
            "# two organisations\n\n  log "
                + LOG.vkey()
                + " https://log.example/\n"
                + witness(0)
                + witness(1)
                + witness(2)
                + "group\tX 2 w0 w1 w2\n"
                + witness(3)
                + witness(4).replace("\n", " https://w4.example/\n")
                + "group Y any w3 w4\n  group both all X Y \nquorum both");
    assertTrue(policy.isQuorum(Set.of("w0", "w2", "w4")));
    assertTrue(policy.isQuorum(Set.of("w0", "w1", "w2", "w3", "w4")));
    assertFalse(policy.isQuorum(Set.of("w0", "w3", "w4")));
    assertFalse(policy.isQuorum(Set.of("w0", "w1", "w2")));
    assertFalse(policy.isQuorum(Set.of()));
    WitnessPolicy again = read(policy.text());
    assertEquals(policy.text(), again.text());
    assertTrue(again.isQuorum(Set.of("w0", "w2", "w4")));
    assertFalse(again.isQuorum(Set.of("w0", "w3", "w4")));
  }

  @Test
  void isQuorum_none_isAlwaysAndSaysSo() {
    WitnessPolicy policy = read("log " + LOG.vkey() + "\nquorum none\n");
    assertTrue(policy.needsNoWitness());
    assertTrue(policy.isQuorum(Set.of()));
    assertFalse(read(witness(0) + "quorum w0\n").needsNoWitness());
  }

  @Test
  void read_malformed_isRefusedByLine() {
    String two = witness(0) + witness(1);
    refused("");
    refused("log " + LOG.vkey());
    refused("quorum none\nquorum none");
    refused("quorum w0\n" + witness(0));
    refused("group g any w0\n" + two + "quorum g");
    refused(two + "group g 3 w0 w1\nquorum g");
    refused(two + "group g 0 w0 w1\nquorum g");
    refused(two + "group g 01 w0 w1\nquorum g");
    refused(two + "group g -1 w0 w1\nquorum g");
    refused(two + "group g 1 w0 w0\nquorum g");
    refused(two + "group g any\nquorum g");
    refused(two + "group g any w0\ngroup h any w0\nquorum h");
    refused(two + "group g any g\nquorum g");
    refused(two + "group g any none\nquorum g");
    refused(two + "group w0 any w1\nquorum w0");
    refused(two + "group none any w1\nquorum none");
    refused(witness(0) + witness(0) + "quorum w0");
    refused(witness(0) + witness(0).replace("witness w0", "witness again") + "quorum w0");
    refused("witness w0 " + LOG.vkey() + "\nquorum w0");
    refused("log " + KEYS.get(0).vkey() + "\nquorum none");
    refused("log " + LOG.vkey() + "\nlog " + LOG.vkey() + "\nquorum none");
    refused("log\nquorum none");
    refused("log x y z w\nquorum none");
    refused("witness w0\nquorum none");
    refused("quorum none\r\n");
    refused("quorum\u00a0none");
    refused("Quorum none");
    refused("log ledger+00000000+AAAA\nquorum none");
    refused("quorum none #\n");
    refused("\u0000quorum none");
    refused("quorum none\n" + "#".repeat(300_000));
    assertThrows(
        CloisterException.class, () -> WitnessPolicy.read(new byte[] {'#', (byte) 0xff, '\n'}));
  }

  /** A log that also witnesses itself under another name adds nothing. */
  @Test
  void read_logKeyAsWitness_isRefused() {
    NoteKey self = new NoteKey("self.example", NoteKeyType.WITNESS, LOG.key());
    refused("log " + LOG.vkey() + "\nwitness self " + self.vkey() + "\nquorum self");
  }

  @Test
  void read_sixtyFourWitnesses_isTheMost() {
    StringBuilder text = new StringBuilder();
    for (NoteKey key : keys(64)) {
      text.append("witness " + key.name() + " " + key.vkey() + "\n");
    }
    assertEquals(64, read(text + "quorum none").witnesses().size());
    refused(text + "witness more " + fresh("m", NoteKeyType.WITNESS).vkey() + "\nquorum none");
  }

  @Test
  void majority_halfOrLess_isRefused() {
    assertEquals(
        ErrorCode.WITNESS_POLICY_INVALID,
        assertThrows(
                CloisterException.class, () -> WitnessPolicy.majority(LOG, KEYS.subList(0, 4), 2))
            .code());
    WitnessPolicy policy = WitnessPolicy.majority(LOG, KEYS, 3);
    assertTrue(policy.isQuorum(Set.of("w0.example", "w1.example", "w4.example")));
    assertFalse(policy.isQuorum(Set.of("w0.example", "w1.example")));
  }
}

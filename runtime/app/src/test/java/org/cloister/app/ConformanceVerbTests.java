package org.cloister.app;

import static org.cloister.app.CommandLineTests.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConformanceVerbTests {

  /** What the protocol must withstand at least. */
  private static final Set<String> NAMES =
      Set.of(
          "honest",
          "clip-zero",
          "coordinator-plus-one-colluding-site",
          "dead-and-alive",
          "duplicate-site",
          "duplicated-10000-times",
          "duplicated-signatures-counted-twice",
          "empty-vector",
          "enlarged",
          "key-swap",
          "late-vector-after-declared-dropout",
          "lying-dealer",
          "lying-share",
          "masked-vector-changed-after-commitment",
          "model-differing-by-one-bit",
          "reordered",
          "replay-of-a-round",
          "roster-change-after-commit",
          "second-unmasking-with-another-set",
          "share-of-another-session",
          "split-survivor-set",
          "swapped-source-and-destination",
          "threshold-below-floor",
          "truncated",
          "two-sites",
          "vector-of-wrong-length",
          "wrong-modulus");

  @TempDir private Path folder;

  private TestHome home;

  @BeforeEach
  void install() throws IOException {
    home = TestHome.secure(folder.resolve("home"));
  }

  private TestHome.Ran play(Object... words) {
    Object[] line = new Object[words.length + 2];
    line[0] = "conformance";
    line[1] = "secure-aggregation";
    System.arraycopy(words, 0, line, 2, words.length);
    return home.run(line);
  }

  @Test
  void play_everyAdversary_isRefusedOrSurvivedWithItsCode() {
    TestHome.Ran ran =
        play("--adversary", "all", "--sites", 4, "--elements", 50, "--format", "json");

    assertEquals(0, ran.exit(), ran.out() + ran.err());
    JsonNode data = json(ran.out()).path("data");
    assertEquals("bonawitz", data.path("protocol").asText());
    assertEquals("standard", data.path("suite").asText());
    assertEquals(4, data.path("sites").asInt());
    assertEquals(50, data.path("elements").asInt());
    assertTrue(data.path("passed").asBoolean());
    Set<String> names = new TreeSet<>();
    for (JsonNode one : data.path("cases")) {
      names.add(one.path("name").asText());
      assertTrue(one.path("passed").asBoolean(), one.toString());
      String expected = one.path("expected").asText();
      assertTrue(
          one.path("code").isNull()
              || expected.contains(one.path("code").asText())
              || expected.equals("refused with a code"),
          one.toString());
      assertFalse(one.path("observed").asText().isEmpty());
    }
    assertTrue(names.containsAll(NAMES), names.toString());
  }

  @Test
  void play_nobodyNamed_comparesTheSumOfThoseWhoStayed() {
    TestHome.Ran ran = play("--sites", 6, "--drop", "input:1,reveal:0");

    assertEquals(0, ran.exit(), ran.out() + ran.err());
    assertTrue(ran.out().contains("passed  honest  -        exact sum of 5 sites"), ran.out());
    assertTrue(ran.out().contains("1 of 1 cases passed."), ran.out());
    TestHome.Ran few = play("--sites", 6, "--drop", "keys:1,consent:1");
    assertEquals(0, few.exit(), few.out());
    assertTrue(few.out().contains("void, no sum: 4 stayed of at least 5"), few.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--sites 2",
        "--sites 129",
        "--sites 0",
        "--elements 0",
        "--drop input",
        "--drop nothing:1",
        "--drop input:6",
        "--drop input:-1",
        "--suite no-such-suite",
        "--protocol no-such-protocol",
        "--adversary no-such-adversary"
      })
  void play_whatCannotBePlayed_isUsage(String words) {
    TestHome.Ran ran = play((Object[]) words.split(" "));

    assertEquals(2, ran.exit(), ran.out() + ran.err());
    assertEquals("", ran.out());
    assertFalse(ran.err().isEmpty());
  }

  @Test
  void play_slipOfAName_suggestsWhatWasMeant() {
    TestHome.Ran ran = play("--adversary", "key-swop");

    assertTrue(ran.err().contains("did you mean key-swap?"), ran.err());
  }

  /** It has the moves of a protocol, passes the contract checks, and looks at nothing. */
  @Test
  void play_protocolWithoutChecks_failsWithOneAndSaysWhy() throws IOException {
    home.trust(CarelessBundle.write(folder, home.bundles().resolve("careless.jar")), "careless");

    TestHome.Ran ran = play("--protocol", "careless", "--adversary", "all", "--format", "json");

    assertEquals(1, ran.exit(), ran.out() + ran.err());
    JsonNode data = json(ran.out()).path("data");
    assertFalse(data.path("passed").asBoolean());
    Set<String> failed = new TreeSet<>();
    for (JsonNode one : data.path("cases")) {
      if (!one.path("passed").asBoolean()) {
        failed.add(one.path("name").asText());
      }
    }
    assertTrue(
        failed.containsAll(
            List.of("key-swap", "masked-vector-changed-after-commitment", "two-sites")),
        failed.toString());
    assertFalse(failed.contains("honest"), failed.toString());
    TestHome.Ran text = play("--protocol", "careless", "--adversary", "key-swap");
    assertEquals(1, text.exit());
    assertTrue(text.out().contains("learned the sum of site-1 alone"), text.out());
    assertTrue(text.out().contains("must be: refused with CL-0906"), text.out());
    assertEquals(0, play("--protocol", "careless").exit());
  }
}

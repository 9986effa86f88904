package org.cloister.engine.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;

class GroupDrawTests {
  private static final Digest JOB = Digest.of("a job");

  private static List<String> sites(int n) {
    return IntStream.range(0, n).mapToObj(i -> "site-" + i).toList();
  }

  private static GroupDraw draw(int attempt, List<String> sites, IntFunction<Bytes> chance) {
    List<GroupOpening> openings =
        IntStream.range(0, sites.size())
            .mapToObj(i -> new GroupOpening(sites.get(i), chance.apply(i)))
            .toList();
    return GroupDraw.of(
        JOB,
        attempt,
        openings.stream().map(o -> GroupCommitment.to(JOB, attempt, o.site(), o.value())).toList(),
        openings);
  }

  private static Bytes random(SplittableRandom random) {
    byte[] chance = new byte[GroupCommitment.OPENING_BYTES];
    random.nextBytes(chance);
    return Bytes.of(chance);
  }

  /** The values are those of a program of its own, written from the text of the specification. */
  @Test
  void draw_asSpecified_isWhatAThirdPartyComputes() {
    List<String> sites = sites(11);
    GroupDraw draw =
        draw(1, sites, i -> Bytes.of(Digest.of("opening of " + sites.get(i)).toBytes()));
    assertEquals(
        "2d0267b3393a58647b9dd5a4d3aac6f98220b8b79f689b613fb166b6989edab0",
        GroupCommitment.to(JOB, 1, "site-0", Bytes.of(Digest.of("opening of site-0").toBytes()))
            .value()
            .hex());
    assertEquals(
        "bfc46cfdb069acdb0110ff2c31d69f483486eda3dc74c67cb71a9cd45181b4c7", draw.digest().hex());
    assertEquals(
        List.of(
            List.of("site-0", "site-1", "site-3", "site-5", "site-7"),
            List.of("site-2", "site-4", "site-6", "site-8", "site-9", "site-10")),
        draw.groups(4));
    assertEquals(draw.groups(4).get(1), draw.groupOf("site-9", 4).orElseThrow());
    assertTrue(draw.groupOf("site-11", 4).isEmpty());
  }

  @Test
  void groups_anyNumberOfSites_areAtLeastAsLargeAsAskedAndHoldEachSiteOnce() {
    SplittableRandom random = new SplittableRandom(20_261_121);
    for (int n = 1; n < 60; n++) {
      for (int size : new int[] {4, 5, 9}) {
        List<List<String>> groups = draw(0, sites(n), i -> random(random)).groups(size);
        Set<String> all = new HashSet<>();
        for (List<String> group : groups) {
          assertTrue(group.size() >= Math.min(n, size), groups::toString);
          all.addAll(group);
          assertEquals(sites(n).stream().filter(group::contains).toList(), group, "roster order");
        }
        assertEquals(n, all.size());
        assertEquals(n, groups.stream().mapToInt(List::size).sum());
      }
    }
  }

  @Test
  void commitment_anotherJobAttemptSiteOrOpening_isAnother() {
    Bytes opening = Bytes.of(Digest.of("one").toBytes());
    Digest value = GroupCommitment.to(JOB, 0, "a", opening).value();
    assertNotEquals(value, GroupCommitment.to(Digest.of("job"), 0, "a", opening).value());
    assertNotEquals(value, GroupCommitment.to(JOB, 1, "a", opening).value());
    assertNotEquals(value, GroupCommitment.to(JOB, 0, "b", opening).value());
    Bytes other = Bytes.of(Digest.of("two").toBytes());
    assertNotEquals(value, GroupCommitment.to(JOB, 0, "a", other).value());
    for (int length : new int[] {0, 31, 33}) {
      CloisterException refused =
          assertThrows(
              CloisterException.class, () -> new GroupOpening("a", Bytes.of(new byte[length])));
      assertEquals(ErrorCode.MESSAGE_MALFORMED, refused.code());
    }
  }

  @Test
  void below_wordOverTheLastMultiple_isPassedOver() {
    // 2^32 = 3 * 1431655765 + 1, so that only the largest word is one too many.
    Deque<Integer> words = new ArrayDeque<>(List.of(-1, -1, -2, 5, 0));
    DrawStream stream = new DrawStream(words::remove);
    assertEquals(2, stream.below(3));
    assertEquals(2, stream.below(3));
    assertEquals(0, stream.below(1));
    assertTrue(words.isEmpty());
    // Of bounds that divide 2^32 no word is too many.
    assertEquals(255, new DrawStream(() -> -1).below(256));
  }

  /** How often each set of three is with the first of eight sites, in groups of four. */
  private static double chiSquare(int draws, IntFunction<GroupDraw> drawn) {
    Map<List<String>, Integer> seen = new HashMap<>();
    for (int i = 0; i < draws; i++) {
      seen.merge(drawn.apply(i).groupOf("site-0", 4).orElseThrow(), 1, Integer::sum);
    }
    double expected = draws / 35.0;
    double sum = (35 - seen.size()) * expected;
    for (int count : seen.values()) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }

  /**
   * 35 sets are equally likely; 10 500 draws. The bound is passed by chance once in a million
   * seeds: the quantile of chi-square with 34 degrees of freedom is 88.38.
   */
  @Test
  void groups_oneHonestOpening_areUniform() {
    SplittableRandom random = new SplittableRandom(4);
    List<String> sites = sites(8);
    Bytes chosen = Bytes.of(new byte[GroupCommitment.OPENING_BYTES]);
    double all = chiSquare(10_500, i -> draw(0, sites, site -> random(random)));
    assertTrue(all < 88.38, () -> "chi-square " + all);
    // All others are the adversary's and always the same.
    double one =
        chiSquare(10_500, i -> draw(0, sites, site -> site == 0 ? random(random) : chosen));
    assertTrue(one < 88.38, () -> "chi-square " + one);
  }

  /** The twin: who chooses last, as whoever writes the seed of a job does, gets what he wants. */
  @Test
  void groups_lastOpeningChosenOfEight_failTheSameTest() {
    SplittableRandom random = new SplittableRandom(5);
    List<String> sites = sites(8);
    List<String> wanted = List.of("site-0", "site-1", "site-2", "site-3");
    double ground =
        chiSquare(
            3_500,
            i -> {
              Bytes[] others = new Bytes[8];
              Arrays.setAll(others, site -> random(random));
              return IntStream.range(0, 8)
                  .mapToObj(
                      attempt -> {
                        Bytes last = random(random);
                        return draw(0, sites, site -> site == 7 ? last : others[site]);
                      })
                  .reduce(
                      (one, other) ->
                          one.groupOf("site-0", 4).orElseThrow().equals(wanted) ? one : other)
                  .orElseThrow();
            });
    assertTrue(ground > 88.38 * 5, () -> "chi-square " + ground);
  }

  /**
   * Three of the others want the first site for themselves, and up to two more of them keep their
   * openings back until it is so. 20 000 jobs; the bound is five standard deviations above the sum
   * of the three probabilities, passed by chance less than once in a million seeds.
   */
  @Test
  void attempts_openingsKeptBack_giveAtMostTheSumOfTheProbabilities() {
    SplittableRandom random = new SplittableRandom(6);
    List<String> wanted = List.of("site-0", "site-1", "site-2", "site-3");
    int[] sizes = {18, 17, 16};
    double sum = 0;
    for (int n : sizes) {
      sum += alone(n);
    }
    int jobs = 20_000;
    int first = 0;
    int last = 0;
    for (int job = 0; job < jobs; job++) {
      boolean won = false;
      for (int attempt = 0; attempt < GroupDraw.MOST_ATTEMPTS && !won; attempt++) {
        GroupDraw draw = draw(attempt, sites(sizes[attempt]), site -> random(random));
        won = draw.groupOf("site-0", 4).orElseThrow().containsAll(wanted);
        first += won && attempt == 0 ? 1 : 0;
      }
      last += won ? 1 : 0;
    }
    double bound = jobs * sum + 5 * Math.sqrt(jobs * sum);
    int won = last;
    assertTrue(won < bound, () -> won + " of at most " + bound);
    assertTrue(first < last, "keeping back must be of use, else this shows nothing");
  }

  /** The probability that three given sites are in the group of another one. */
  private static double alone(int n) {
    int count = n / 4;
    double sum = 0;
    for (int g = 0; g < count; g++) {
      double size = (double) ((g + 1) * n / count - g * n / count);
      sum += size / n * (size - 1) * (size - 2) * (size - 3) / ((n - 1.0) * (n - 2) * (n - 3));
    }
    return sum;
  }

  @Test
  void largest_anyNumberOfThemDraws_noGroupHasMore() {
    for (int size = 1; size <= 9; size++) {
      for (int sites = 1; sites <= 40; sites++) {
        int most = 0;
        for (int draw = 1; draw <= sites; draw++) {
          List<String> names = IntStream.range(0, draw).mapToObj(i -> "site-" + i).toList();
          for (List<String> group : new GroupDraw(Digest.of("x" + draw), names).groups(size)) {
            most = Math.max(most, group.size());
          }
        }
        assertEquals(most, GroupDraw.largest(sites, size), sites + " of " + size);
      }
    }
    assertEquals(Integer.MAX_VALUE, GroupDraw.largest(Integer.MAX_VALUE, Integer.MAX_VALUE));
  }
}

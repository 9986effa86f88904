package org.cloister.engine.groups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cloister.model.Digest;

/**
 * The groups of a job as its sites drew them. Every site commits to 32 bytes of its own secure
 * randomness, learns the commitments of all, opens its own, and computes the groups from all
 * openings by itself; so does anybody else who has them.
 *
 * <p><b>Guarantee.</b> A site that opens only after it has seen all commitments, its own among
 * them, and that takes the draw only with every one of them opened, gets a draw that is uniformly
 * distributed over all divisions of its sites, whatever the coordinator and all other sites do:
 * they were bound before they knew its opening. What is left to them is to keep an opening back
 * once they know all others, and so to have it drawn again. A site takes part in {@link
 * #MOST_ATTEMPTS} attempts at most, and in none after one that was complete, so that what they want
 * of a draw has at most the sum of its probabilities in each of three: log2(3), or 1.6 bits of
 * grinding. Each attempt has fewer sites than the one before, so that each costs them one.
 *
 * <p>It does not say that all sites saw the same draw. The digest is part of what each session is
 * bound to, so sites of different draws refuse each other's keys and no sum comes of them.
 *
 * @param digest SHA-256 over these lines in UTF-8, each ending with a line feed: {@code
 *     cloister-group-draw/1}, the digest of the job's terms, the number of the attempt, and for
 *     each site in the order of the roster {@code SITE COMMITMENT OPENING}, in hexadecimal
 * @param sites who drew, in the order of the roster
 */
public record GroupDraw(Digest digest, List<String> sites) {
  /** How often sites draw before they give up. */
  public static final int MOST_ATTEMPTS = 3;

  /** Copies the list. */
  public GroupDraw {
    sites = List.copyOf(sites);
  }

  /**
   * The draw that these give, of the sites whose commitment was opened; checks nothing.
   *
   * @param job the digest of the job's terms
   */
  public static GroupDraw of(
      Digest job, int attempt, List<GroupCommitment> commitments, List<GroupOpening> openings) {
    Map<String, GroupOpening> opened = new HashMap<>();
    openings.forEach(opening -> opened.put(opening.site(), opening));
    List<String> sites = new ArrayList<>();
    StringBuilder lines = new StringBuilder("cloister-group-draw/1\n");
    lines.append(job.hex()).append('\n').append(attempt).append('\n');
    for (GroupCommitment bound : commitments) {
      GroupOpening opening = opened.get(bound.site());
      if (opening != null) {
        sites.add(bound.site());
        lines.append(bound.site()).append(' ').append(bound.value().hex()).append(' ');
        lines.append(opening.hex()).append('\n');
      }
    }
    return new GroupDraw(Digest.of(lines.toString()), sites);
  }

  /**
   * The groups of at least {@code size} sites each; fewer sites than that are one group.
   *
   * <p>The sites are shuffled (Fisher and Yates): for i from n - 1 down to 1 the site at i changes
   * places with the one at {@code below(i + 1)} of {@link DrawStream}. Then they are cut into c =
   * max(1, n / size) groups, rounded down: group g has those from g n / c up to, without, (g + 1) n
   * / c, each rounded down. Within a group the order is that of the roster again.
   *
   * @param size at least 1
   */
  public List<List<String>> groups(int size) {
    int n = sites.size();
    int[] shuffled = IntStream.range(0, n).toArray();
    DrawStream stream = DrawStream.of(digest);
    for (int i = n - 1; i > 0; i--) {
      int other = stream.below(i + 1);
      int moved = shuffled[other];
      shuffled[other] = shuffled[i];
      shuffled[i] = moved;
    }
    int count = Math.max(1, n / size);
    List<List<String>> groups = new ArrayList<>();
    for (int g = 0; g < count; g++) {
      int[] group = Arrays.copyOfRange(shuffled, cut(g, n, count), cut(g + 1, n, count));
      groups.add(Arrays.stream(group).sorted().mapToObj(sites::get).toList());
    }
    return groups;
  }

  /**
   * The most sites that one of the {@link #groups} can have, whoever of them draws in the end.
   *
   * @param sites of the job, at least 1
   * @param size at least 1
   */
  public static int largest(int sites, int size) {
    return Math.toIntExact(Math.min(sites, 2L * size - 1));
  }

  private static int cut(int group, int n, int count) {
    return Math.toIntExact((long) group * n / count);
  }

  /** The group of a site; empty if it did not draw. */
  public Optional<List<String>> groupOf(String site, int size) {
    return groups(size).stream().filter(group -> group.contains(site)).findFirst();
  }
}

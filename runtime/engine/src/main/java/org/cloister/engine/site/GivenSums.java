package org.cloister.engine.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.cloister.engine.JobTerms;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.port.Protection;
import org.cloister.spi.protection.SessionHost;

/**
 * What a site remembers for {@link StaticSums}, in its journal, so that a restart forgets nothing:
 * a set is written before the site agrees to it. Safe for any thread.
 */
final class GivenSums {
  private static final String NAME = "given-sum-";

  private final List<String> roster;
  private final Supplier<SessionHost> source;
  private final Map<Quantity, StaticSums> sums = new HashMap<>();
  private Optional<SessionHost> journal = Optional.empty();
  private int written;

  /**
   * What was given before is read when it is first needed.
   *
   * @param roster all sites that there can be
   * @param journal the site's own, of no session
   */
  GivenSums(List<String> roster, Supplier<SessionHost> journal) {
    this.roster = List.copyOf(roster);
    this.source = journal;
  }

  /** Of one site in one job. */
  static GivenSums of(JobTerms terms, String site, Protection protection) {
    Digest context = Digest.of("sums that were given\n" + terms.digest().hex());
    return new GivenSums(terms.roster(), () -> protection.session(context, site));
  }

  /**
   * What must not be told by differences.
   *
   * @param name one word
   */
  record Quantity(String name) {

    /**
     * All that does not change from round to round. It counts as one quantity: the same count of
     * rows is in the answers to many questions.
     */
    static final Quantity LASTING = new Quantity("lasting");

    /**
     * What training makes of one model. A site does the same again when it is asked again, in the
     * same round or in a later one, but for the chance in its batches.
     */
    static Quantity trained(Digest model) {
      return new Quantity(model.hex());
    }
  }

  private SessionHost journal() {
    if (journal.isEmpty()) {
      journal = Optional.of(recalled(source.get()));
    }
    return journal.get();
  }

  private SessionHost recalled(SessionHost host) {
    Optional<Bytes> entry = host.journalled(NAME + written);
    while (entry.isPresent()) {
      List<String> lines =
          List.of(new String(entry.get().toArray(), StandardCharsets.UTF_8).split("\n"));
      sums(new Quantity(lines.get(0))).admit(lines.subList(1, lines.size()));
      written++;
      entry = host.journalled(NAME + written);
    }
    return host;
  }

  private StaticSums sums(Quantity quantity) {
    return sums.computeIfAbsent(quantity, each -> new StaticSums(roster));
  }

  /**
   * Agrees to a sum of {@code quantity} over these sites.
   *
   * @throws org.cloister.model.CloisterException {@link
   *     org.cloister.model.ErrorCode#SURVIVORS_REFUSED} if with earlier ones it would tell of fewer
   *     than three sites
   */
  synchronized void admit(Quantity quantity, List<String> survivors) {
    SessionHost host = journal();
    if (sums(quantity).admit(survivors)) {
      List<String> lines = new ArrayList<>(survivors);
      lines.add(0, quantity.name());
      byte[] entry = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
      host.journal(NAME + written, Bytes.of(entry));
      written++;
    }
  }
}

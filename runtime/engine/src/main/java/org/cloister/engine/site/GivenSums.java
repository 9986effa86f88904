package org.cloister.engine.site;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
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
  private static final String NAME = "static-sum-";

  private final JobTerms terms;
  private final String site;
  private final Protection protection;
  private Optional<SessionHost> journal = Optional.empty();
  private final StaticSums sums;
  private int written;

  /** Of one site in one job; what it gave before is read when it is first needed. */
  GivenSums(JobTerms terms, String site, Protection protection) {
    this.terms = terms;
    this.site = site;
    this.protection = protection;
    this.sums = new StaticSums(terms.roster());
  }

  private SessionHost journal() {
    if (journal.isEmpty()) {
      Digest context = Digest.of("sums of what does not change\n" + terms.digest().hex());
      journal = Optional.of(recalled(protection.session(context, site)));
    }
    return journal.get();
  }

  private SessionHost recalled(SessionHost host) {
    Optional<Bytes> entry = host.journalled(NAME + written);
    while (entry.isPresent()) {
      String names = new String(entry.get().toArray(), StandardCharsets.UTF_8);
      sums.admit(List.of(names.split("\n")));
      written++;
      entry = host.journalled(NAME + written);
    }
    return host;
  }

  /**
   * Agrees to a sum over these sites.
   *
   * @throws org.cloister.model.CloisterException {@link
   *     org.cloister.model.ErrorCode#SURVIVORS_REFUSED} if with earlier ones it would tell of fewer
   *     than three sites
   */
  synchronized void admit(List<String> survivors) {
    SessionHost host = journal();
    if (sums.admit(survivors)) {
      byte[] names = String.join("\n", survivors).getBytes(StandardCharsets.UTF_8);
      host.journal(NAME + written, Bytes.of(names));
      written++;
    }
  }
}

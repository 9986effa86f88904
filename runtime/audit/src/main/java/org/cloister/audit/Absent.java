package org.cloister.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cloister.engine.Fact;
import org.cloister.ledger.entry.Incident;
import org.cloister.model.ErrorCode;

/**
 * A site whose part in a step must not be silent: it did not count, or it broke the protocol.
 *
 * @param kind a dropout; a refusal if it counted for what it had sent before
 * @param code the rule that it broke, else why it did not count
 */
record Absent(String site, Incident.Kind kind, String code) {

  /** By site: first those who did not count. */
  static List<Absent> of(Fact.Collected fact) {
    List<Absent> absent = new ArrayList<>();
    fact.dropped()
        .forEach(
            (site, reason) ->
                absent.add(
                    new Absent(
                        site,
                        Incident.Kind.DROPOUT,
                        Optional.ofNullable(fact.blamed().get(site))
                            .map(ErrorCode::text)
                            .orElse(reason.name().toLowerCase(Locale.ROOT).replace('_', '-')))));
    fact.blamed()
        .forEach(
            (site, code) -> {
              if (!fact.dropped().containsKey(site)) {
                absent.add(new Absent(site, Incident.Kind.REFUSAL, code.text()));
              }
            });
    return absent;
  }
}

package org.cloister.benchmarks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SigningKey;
import org.cloister.model.Digest;
import org.cloister.model.IntVector;
import org.cloister.model.Settings;
import org.cloister.plugins.secagg.SecureAggregationPlugin;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.ParticipantSession;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.Session;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;

/**
 * A session of a real protocol with all its parties, whose messages are passed on here: bonawitz
 * with up to 128 sites, else bell.
 */
final class MaskedSession implements AutoCloseable {
  private record Letter(String from, SessionMessage message) {}

  private static final String HUB = SessionMessage.COORDINATOR;

  final CoordinatorSession hub;
  private final SessionPlan plan;
  private final UnaryOperator<IntVector> transport;
  private final Map<String, ParticipantSession> sites = new LinkedHashMap<>();
  private final Deque<Letter> letters = new ArrayDeque<>();
  private long hubNanos;
  private long bodyBytes;

  /**
   * A session whose keys are agreed on.
   *
   * @param transport what the hub has of a vector that a site sent
   */
  MaskedSession(int n, int bits, long length, UnaryOperator<IntVector> transport) {
    this(CryptoSuite.STANDARD, n, bits, length, transport);
  }

  /** A session of a suite, with signatures of that suite. */
  MaskedSession(
      CryptoSuite suite, int n, int bits, long length, UnaryOperator<IntVector> transport) {
    Settings settings = Settings.of("suite", suite.id());
    SecureAggregation protocol = protocol(n > 128 ? "bell" : "bonawitz");
    List<String> roster = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      roster.add("site-" + i);
    }
    this.transport = transport;
    plan =
        new SessionPlan(
            Digest.of("benchmark"),
            roster,
            protocol.threshold(n, settings),
            bits,
            length,
            settings);
    Map<String, SigningKey> keys = new TreeMap<>();
    for (String site : roster) {
      sites.put(site, protocol.participant(plan, site, SigningDesk.of(site, suite, keys)));
    }
    hub = protocol.coordinator(plan, SigningDesk.of(HUB, suite, keys));
    sites.forEach((site, session) -> send(site, session.start()));
    deliver();
  }

  private static SecureAggregation protocol(String id) {
    return new SecureAggregationPlugin()
        .secureAggregations().stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
  }

  ParticipantSession site(int i) {
    return Objects.requireNonNull(sites.get("site-" + i));
  }

  /** The vectors of all but the last {@code dropped} sites. */
  void contribute(IntFunction<IntVector> vectors, int dropped) {
    for (int i = 0; i < sites.size() - dropped; i++) {
      send("site-" + i, site(i).contribute(vectors.apply(i)));
      deliver();
    }
    for (int i = sites.size() - dropped; i < sites.size(); i++) {
      send(HUB, hub.gone("site-" + i));
    }
  }

  private void send(String from, List<SessionMessage> out) {
    out.forEach(message -> letters.add(new Letter(from, message)));
  }

  /** Passes on what was said. */
  void deliver() {
    while (!letters.isEmpty()) {
      Letter letter = letters.remove();
      SessionMessage m = letter.message();
      Optional<IntVector> vector = m.vector().map(transport);
      bodyBytes += m.body().length();
      Session to = m.peer().equals(HUB) ? hub : Objects.requireNonNull(sites.get(m.peer()));
      SessionMessage passed = new SessionMessage(letter.from(), m.step(), m.body(), vector);
      long start = System.nanoTime();
      List<SessionMessage> out = to.on(passed);
      hubNanos += to == hub && m.step().equals("reveal") ? System.nanoTime() - start : 0;
      send(m.peer(), out);
    }
  }

  /** How long the hub worked on shares, up to the keys of the masks. */
  double revealSeconds() {
    return hubNanos * 1e-9;
  }

  /** What all parties sent beside the vectors. */
  long bodyBytes() {
    return bodyBytes;
  }

  @Override
  public void close() {
    sites.values().forEach(Session::close);
    hub.close();
  }
}

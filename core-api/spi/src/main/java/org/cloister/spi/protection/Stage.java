package org.cloister.spi.protection;

import java.util.List;
import java.util.Set;
import org.cloister.model.IntVector;

/**
 * A session of real parties, and in the hands of an {@link Adversary} all that lies between them:
 * the messages, the coordinator's word, the keys of parties that work for it. What honest sites
 * contribute is not in its hands. Belongs to one thread.
 */
public interface Stage {

  /** What becomes of a message on its way. */
  interface Wire {
    /**
     * The messages that arrive in the place of {@code message}, in order; none if it is lost.
     *
     * @param from who sent it; {@link SessionMessage#peer} is whom it goes to
     */
    List<SessionMessage> pass(String from, SessionMessage message);
  }

  /** One message as it was sent, and by whom. */
  record Letter(String from, SessionMessage message) {}

  /** What the parties agree on. */
  SessionPlan plan();

  /** The keys of a party that works for the adversary; of the coordinator, say. */
  SessionHost host(String party);

  /** What a site that works for the adversary has to contribute. */
  IntVector input(String site);

  /** From now on messages pass through {@code wire}; before that they pass as they are. */
  void wire(Wire wire);

  /** From now on messages are handed over in an order of chance; one seed, one order. */
  void shuffle(long seed);

  /** All parties begin. */
  void start();

  /** All sites that are still there give what they have to contribute. */
  void contribute();

  /** A site's host gives {@code vector} instead. */
  void contribute(String site, IntVector vector);

  /** Hands over messages until none is left. */
  void deliver();

  /** The coordinator waited as long as it waits; then as {@link #deliver}. */
  void deadline();

  /** Delivers, and lets deadlines pass until the coordinator's session ended. */
  void finish();

  /** From now on nothing comes from this site, and nothing reaches it. */
  void silence(String site);

  /** Puts a message under way as if {@code from} had sent it; it does not pass the wire. */
  void send(String from, SessionMessage message);

  /**
   * Says something to the party {@link SessionMessage#peer} as {@code from}, and takes its answers
   * away. Refusals are noted.
   *
   * @return the answers; none if it refused or has nothing to say
   */
  List<SessionMessage> say(String from, SessionMessage message);

  /**
   * The site's process begins anew, over the journal it had, with what it is told now.
   *
   * @param plan what it takes for agreed
   */
  void restart(String site, SessionPlan plan);

  /** All that parties sent until now, whether it arrived or not; what a coordinator sees. */
  List<Letter> letters();

  /** The sites that are still there: neither silent nor through with it by a refusal. */
  Set<String> present();

  /** Another session of the same parties, with the same keys; judged together with this one. */
  Stage other(SessionPlan plan);
}

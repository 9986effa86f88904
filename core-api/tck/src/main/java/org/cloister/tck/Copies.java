package org.cloister.tck;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.Stage;

/**
 * One message of a site ten thousand times, each time as new bytes. The coordinator must keep none
 * but the first: what it kept beyond a few is a failure. What is kept can be told only where Java
 * collects memory when it is asked to; where it does not, nothing was measured, and that is a
 * failure too.
 *
 * @param site whose message
 * @param step which
 * @param collect asks for it
 */
record Copies(String site, String step, Runnable collect) {

  private static final int TIMES = 10_000;
  private static final int FEW = 16;
  private static final int ATTEMPTS = 3;

  Copies(String site, String step) {
    this(site, step, System::gc);
  }

  void attack(Stage stage) {
    List<WeakReference<Bytes>> copies = new ArrayList<>();
    stage.wire(
        (from, m) -> {
          if (!from.equals(site) || !m.step().equals(step) || !copies.isEmpty()) {
            return List.of(m);
          }
          for (int i = 0; i < TIMES; i++) {
            Bytes body = Bytes.of(m.body().toArray());
            copies.add(new WeakReference<>(body));
            stage
                .say(from, new SessionMessage(m.peer(), step, body, m.vector()))
                .forEach(answer -> stage.send(SessionMessage.COORDINATOR, answer));
          }
          return List.of();
        });
    stage.start();
    stage.contribute();
    stage.finish();
    long kept = kept(copies);
    if (kept > FEW) {
      throw new Unfit("the coordinator keeps " + kept + " copies of one message");
    }
  }

  /** How many are still there. */
  private long kept(List<WeakReference<Bytes>> copies) {
    WeakReference<Object> canary = new WeakReference<>(new Object());
    for (int i = 0; i < ATTEMPTS && canary.get() != null; i++) {
      collect.run();
    }
    if (canary.get() != null) {
      throw new Unfit(
          "not measured what the coordinator keeps: this Java does not collect memory when asked"
              + " to; start it without -XX:+DisableExplicitGC and -XX:+UseEpsilonGC");
    }
    return copies.stream().filter(copy -> copy.get() != null).count();
  }
}

package org.cloister.tck;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.Stage;

/**
 * One message of a site ten thousand times, each time as new bytes. The coordinator must keep none
 * but the first: what it kept beyond a few is a failure.
 *
 * @param site whose message
 * @param step which
 */
record Copies(String site, String step) {

  private static final int TIMES = 10_000;
  private static final int FEW = 16;

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
      throw new IllegalStateException("the coordinator keeps " + kept + " copies of one message");
    }
  }

  /** How many are still there; none where this machine does not collect when it is asked to. */
  private static long kept(List<WeakReference<Bytes>> copies) {
    WeakReference<Object> canary = new WeakReference<>(new Object());
    System.gc();
    return canary.get() == null ? copies.stream().filter(c -> c.get() != null).count() : 0;
  }
}

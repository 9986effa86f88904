package org.cloister.tck;

import java.util.ArrayList;
import java.util.List;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.Stage;

/**
 * A site's vector that comes when the coordinator has given it up, and again at the end.
 *
 * @param site whose
 */
record LateVector(String site) {

  void attack(Stage stage) {
    List<SessionMessage> late = new ArrayList<>();
    stage.wire(
        (from, m) -> {
          boolean held = from.equals(site) && m.vector().isPresent();
          if (held) {
            late.add(m);
          }
          return held ? List.of() : List.of(m);
        });
    stage.start();
    stage.contribute();
    stage.deliver();
    // From the deadline on the message is late, whatever is going on then.
    stage.wire(
        (from, m) -> {
          late.forEach(vector -> answer(stage, vector));
          return List.of(m);
        });
    stage.finish();
    late.forEach(vector -> answer(stage, vector));
  }

  private void answer(Stage stage, SessionMessage vector) {
    stage.say(site, vector).forEach(m -> stage.send(SessionMessage.COORDINATOR, m));
  }
}

package org.cloister.engine.site;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.model.Digest;

/** The models that the coordinator sent last, for what it asks about them. */
final class SentModels {
  /** For asks that come later; a coordinator uses few at a time. */
  private static final int MOST = 4;

  private final Map<Digest, Message.Broadcast> models = new LinkedHashMap<>();

  void keep(Message.Broadcast broadcast) {
    models.put(broadcast.version(), broadcast);
    if (models.size() > MOST) {
      models.remove(models.keySet().iterator().next());
    }
  }

  /** A model comes before what is asked about it, unless it got lost: then it is sent again. */
  boolean lacks(Optional<Digest> model) {
    return model.isPresent() && !models.containsKey(model.get());
  }

  Optional<Message.Broadcast> of(Optional<Digest> model) {
    return model.map(models::get);
  }
}

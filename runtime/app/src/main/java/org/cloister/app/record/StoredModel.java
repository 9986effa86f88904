package org.cloister.app.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.cloister.model.Model;

/**
 * A model as its folder keeps it.
 *
 * @param model its numbers, and what they mean
 * @param round in which it was published
 * @param provenance where it comes from
 */
public record StoredModel(Model model, int round, Provenance provenance) {

  /** What {@code model.json} says. */
  public ObjectNode description() {
    return ModelJson.write(this);
  }
}

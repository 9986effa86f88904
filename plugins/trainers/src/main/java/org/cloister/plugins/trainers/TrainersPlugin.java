package org.cloister.plugins.trainers;

import java.util.List;
import org.cloister.spi.Plugin;
import org.cloister.spi.PluginEntry;
import org.cloister.spi.Trainer;

/** Offers the trainers {@code sgd} and {@code adam}. */
@PluginEntry
public final class TrainersPlugin implements Plugin {

  /** For the host. */
  public TrainersPlugin() {}

  @Override
  public List<Trainer> trainers() {
    return List.of(new SgdTrainer(), new AdamTrainer());
  }
}

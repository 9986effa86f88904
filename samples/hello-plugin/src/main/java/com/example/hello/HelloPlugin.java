package com.example.hello;

import java.util.List;
import org.cloister.spi.Aggregator;
import org.cloister.spi.Plugin;
import org.cloister.spi.PluginEntry;
import org.cloister.spi.Trainer;

/** What this bundle offers. */
@PluginEntry
public final class HelloPlugin implements Plugin {
  @Override
  public List<Trainer> trainers() {
    return List.of(new SignDescent());
  }

  @Override
  public List<Aggregator> aggregators() {
    return List.of(new CautiousMean());
  }
}

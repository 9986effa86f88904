package org.cloister.app.run;

import java.util.Optional;
import org.cloister.app.plugins.HostStarter;
import org.cloister.app.plugins.ReadyJob;
import org.cloister.host.PluginHost;

/** Looks at everything that a job needs, and starts nothing of it. */
public final class JobInspection {

  private final HostStarter hosts;

  /** With the plugins that {@code hosts} starts. */
  public JobInspection(HostStarter hosts) {
    this.hosts = hosts;
  }

  /**
   * What would run.
   *
   * @throws org.cloister.app.yaml.ProblemsFound with all that is wrong
   * @throws org.cloister.model.CloisterException if the file or the plugins cannot be read at all
   */
  public JobOutline inspect(JobInputs inputs) {
    Preflight preflight = Preflight.of(inputs, Optional.empty(), true);
    try (Scratch scratch = Scratch.create();
        PluginHost host = hosts.start(scratch.resolve("framework"));
        ReadyJob ready = preflight.ready(host)) {
      return new JobOutline(
          ready.job(),
          ready.pins(ready.currentPins()),
          Visibility.foretold(ready.job().aggregation()),
          GroupPromise.of(ready.job()));
    }
  }
}

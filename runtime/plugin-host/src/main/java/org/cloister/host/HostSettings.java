package org.cloister.host;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the host keeps the framework's files, and how long it waits.
 *
 * @param storage a folder of its own, emptied at every start; not shared between nodes
 * @param entryDeadline for the constructor of an entry class and its lists of roles
 * @param checkDeadline for the {@link AdmissionCheck}
 * @param drainDeadline for the leases of a version that was swapped out
 */
public record HostSettings(
    Path storage, Duration entryDeadline, Duration checkDeadline, Duration drainDeadline) {

  /** Ten seconds to construct, a minute to check, half a minute to drain. */
  public static HostSettings of(Path storage) {
    return new HostSettings(
        storage, Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofSeconds(30));
  }

  /** These settings with another time to drain. */
  public HostSettings withDrainDeadline(Duration deadline) {
    return new HostSettings(storage, entryDeadline, checkDeadline, deadline);
  }

  /** These settings with another time to construct. */
  public HostSettings withEntryDeadline(Duration deadline) {
    return new HostSettings(storage, deadline, checkDeadline, drainDeadline);
  }
}

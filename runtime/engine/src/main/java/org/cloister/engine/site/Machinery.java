package org.cloister.engine.site;

/**
 * What a site's machine says of itself; the clock of the engine's measurements. Safe for concurrent
 * use.
 */
public interface Machinery {
  /** Processors it offers; at least 1. */
  int cores();

  /** Memory it offers. */
  long memoryBytes();

  /** The share of its cores that is busy now, 0 or more. */
  double load();

  /** A monotonic clock, in nanoseconds. */
  long nanoTime();

  /** This process's share of this machine. */
  static Machinery ofThisProcess() {
    return new Machinery() {
      @Override
      public int cores() {
        return Runtime.getRuntime().availableProcessors();
      }

      @Override
      public long memoryBytes() {
        return Runtime.getRuntime().maxMemory();
      }

      @Override
      public double load() {
        double load =
            java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage();
        return load < 0 ? 0 : load / cores();
      }

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }
    };
  }
}

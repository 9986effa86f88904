package org.cloister.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The timers of one machine. A timer that was cleared after it fired and before the driver came to
 * it must not come, so each setting has an identity. Safe for concurrent use.
 */
final class Timers {
  private final ScheduledExecutorService clock;
  private final Consumer<Setting> fired;
  private final Map<Long, Setting> settings = new HashMap<>();

  Timers(ScheduledExecutorService clock, Consumer<Setting> fired) {
    this.clock = clock;
    this.fired = fired;
  }

  /** One setting of a timer; compared by identity. */
  static final class Setting {
    private final long timer;
    private final ScheduledFuture<?> future;

    Setting(long timer, Duration delay, ScheduledExecutorService clock, Consumer<Setting> fired) {
      this.timer = timer;
      this.future =
          clock.schedule(
              () -> fired.accept(this), TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
    }

    long timer() {
      return timer;
    }
  }

  synchronized void set(long timer, Duration delay) {
    clear(timer);
    settings.put(timer, new Setting(timer, delay, clock, fired));
  }

  synchronized void clear(long timer) {
    Setting setting = settings.remove(timer);
    if (setting != null) {
      setting.future.cancel(false);
    }
  }

  /** Whether the setting still counts; it does not a second time. */
  synchronized boolean take(Setting setting) {
    return settings.remove(setting.timer(), setting);
  }

  synchronized void clearAll() {
    settings.values().forEach(setting -> setting.future.cancel(false));
    settings.clear();
  }
}

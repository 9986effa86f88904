package org.cloister.host;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;
import org.cloister.spi.Role;
import org.jspecify.annotations.Nullable;

/**
 * The right to call one role of one version of a plugin. While it is open that version stays,
 * whatever is swapped; so open it for a piece of work, in a try-with-resources statement, and do
 * not keep the role beyond it.
 *
 * <p>Any thread may use or close it.
 *
 * @param <R> the role
 */
public final class Lease<R extends Role> implements AutoCloseable {
  private final PluginPin pin;
  private final AtomicReference<@Nullable Held<R>> held;

  /** Let go as a whole, so that whoever keeps a closed lease does not keep the guest's classes. */
  private record Held<R>(Generation generation, R role) {}

  Lease(PluginPin pin, Generation generation, R role) {
    this.pin = pin;
    this.held = new AtomicReference<>(new Held<>(generation, role));
  }

  /**
   * The role.
   *
   * @throws CloisterException CL-0001 if the lease was closed
   */
  public R role() {
    Held<R> open = held.get();
    if (open == null) {
      throw new CloisterException(
          ErrorCode.INTERNAL,
          "A lease must be open when its role is used; that of "
              + pin.role()
              + " "
              + pin.id()
              + " was closed.");
    }
    return open.role();
  }

  /** What the role belongs to; empty if the lease was closed. */
  Optional<Generation> generation() {
    return Optional.ofNullable(held.get()).map(Held::generation);
  }

  /** The exact code behind the role. */
  public PluginPin pin() {
    return pin;
  }

  /** Gives the role back; closing twice does nothing. */
  @Override
  public void close() {
    Held<R> last = held.getAndSet(null);
    if (last != null) {
      last.generation().release();
    }
  }
}

package org.cloister.app.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.app.record.PluginUse;
import org.cloister.app.record.StoredModel;
import org.cloister.host.Lease;
import org.cloister.host.PluginHost;
import org.cloister.host.VersionRange;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;
import org.cloister.port.Configured;
import org.cloister.spi.DataSource;
import org.cloister.spi.Evaluator;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.Role;
import org.cloister.spi.SumQuery;
import org.cloister.spi.Trainer;

/**
 * The plugins that a stored model was made with: the same code where it is installed, else what
 * goes by the same id, which {@link #notes} then says. Not thread-safe.
 */
public final class ModelPlugins implements AutoCloseable {

  private final PluginHost host;
  private final StoredModel model;
  private final List<Lease<?>> open = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** The plugins of {@code model}, from {@code host}. */
  public ModelPlugins(PluginHost host, StoredModel model) {
    this.host = host;
    this.model = model;
  }

  /** Reads tables, with the stored settings. */
  public Configured<DataSource> source() {
    PluginUse use = model.provenance().recipe().source();
    return new Configured<>(lease(Kind.DATA_SOURCE, use.id()), use.settings());
  }

  /** The family of the model. */
  public Configured<ModelArchitecture> architecture() {
    String id = model.model().spec().architecture();
    return new Configured<>(lease(Kind.ARCHITECTURE, id), model.model().spec().settings());
  }

  /** The local work that the job had. */
  public Configured<Trainer> trainer() {
    PluginUse use = model.provenance().recipe().trainer();
    return new Configured<>(lease(Kind.TRAINER, use.id()), use.settings());
  }

  /**
   * A metric.
   *
   * @throws CloisterException {@link ErrorCode#PLUGIN_NOT_FOUND} if there is none; {@link
   *     ErrorCode#USAGE} if that id answers questions about rows and not about models
   */
  public Evaluator evaluator(String id) {
    SumQuery query = lease(Kind.QUERY, id);
    if (query instanceof Evaluator evaluator) {
      return evaluator;
    }
    throw new CloisterException(
        ErrorCode.USAGE,
        "--metrics must name metrics of a model, was " + id + ", which looks at rows alone.");
  }

  private <R extends Role> R lease(Kind<R> kind, String id) {
    Optional<PluginPin> pin =
        model.provenance().plugins().stream()
            .filter(p -> p.role().equals(kind.label()) && p.id().equals(id))
            .findFirst();
    Optional<Lease<R>> same = pin.flatMap(p -> exactly(kind, p));
    Lease<R> lease = same.orElseGet(() -> host.lease(kind.type(), id, VersionRange.any()));
    open.add(lease);
    if (pin.isPresent() && same.isEmpty()) {
      notes.add(
          "The model was made with "
              + kind.label()
              + " "
              + id
              + " "
              + pin.get().version()
              + " "
              + pin.get().bundle().abbreviated()
              + "; installed is "
              + lease.pin().version()
              + " "
              + lease.pin().bundle().abbreviated()
              + ", which may give other numbers.");
    }
    return lease.role();
  }

  private <R extends Role> Optional<Lease<R>> exactly(Kind<R> kind, PluginPin pin) {
    try {
      return Optional.of(host.lease(kind.type(), pin));
    } catch (CloisterException e) {
      if (e.code() != ErrorCode.PLUGIN_MISMATCH) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Where other code serves than the model was made with; one sentence each. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public void close() {
    open.forEach(Lease::close);
  }
}

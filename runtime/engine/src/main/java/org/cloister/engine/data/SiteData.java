package org.cloister.engine.data;

import java.util.Optional;
import org.cloister.model.DataSchema;
import org.cloister.model.Preprocessing;
import org.cloister.model.Preprocessing.Scope;

/**
 * A site's rows, and its examples as the last model needed them: all models of a job have the same
 * preprocessing, so that rows are encoded once. Safe for concurrent use.
 */
public final class SiteData {
  private final SiteTable table;
  private final DataSchema federated;
  private final Preparation preparation;
  private final Optional<Preprocessing> own;
  private Optional<SiteDataset> last = Optional.empty();

  /**
   * The data of a site that joins. Encodes at once what needs nothing of the federation, so that
   * rows which cannot be encoded are known before the site joins.
   *
   * @param federated the schema of the job
   * @throws org.cloister.model.CloisterException as {@link SiteTable#fitted} and {@link
   *     SiteDataset}
   */
  public SiteData(SiteTable table, DataSchema federated, Preparation preparation) {
    this.table = table;
    this.federated = federated;
    this.preparation = preparation;
    Scope scope = preparation.scope(federated);
    this.own = scope == Scope.GLOBAL ? Optional.empty() : Optional.of(table.fitted());
    this.last = own.map(steps -> new SiteDataset(table, steps));
  }

  /** The rows. */
  public SiteTable table() {
    return table;
  }

  /**
   * The examples for a model.
   *
   * @param sent the model's preprocessing; with scope SITE the site's own stands for it
   * @throws org.cloister.model.CloisterException {@link
   *     org.cloister.model.ErrorCode#MESSAGE_MALFORMED} if it is not the one that the job's terms
   *     ask for; as {@link SiteDataset}
   */
  public synchronized SiteDataset encoded(Preprocessing sent) {
    SharedSteps.check(federated, preparation, sent);
    Preprocessing steps = own.orElse(sent);
    SiteDataset data =
        last.filter(known -> known.preprocessing().equals(steps))
            .orElseGet(() -> new SiteDataset(table, steps));
    last = Optional.of(data);
    return data;
  }
}

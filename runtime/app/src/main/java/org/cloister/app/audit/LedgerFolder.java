package org.cloister.app.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cloister.ledger.log.LedgerReader;
import org.cloister.ledger.store.FileLedgerStore;

/** Where a ledger lies: a folder of its own, or {@code ledger} in the folder of a run. */
public final class LedgerFolder {

  /** The ledger's folder in that of its run. */
  public static final String NAME = "ledger";

  private LedgerFolder() {}

  /** The folder that has the ledger's files. */
  public static Path of(Path named) {
    Path inside = named.resolve(NAME);
    return Files.exists(inside.resolve("checkpoint")) ? inside : named;
  }

  /**
   * Opens it for reading.
   *
   * @throws org.cloister.model.CloisterException CL-0912 if there is no ledger
   */
  public static LedgerReader open(Path named) {
    return LedgerReader.open(new FileLedgerStore(of(named)));
  }
}

package org.cloister.spi;

import org.cloister.model.DataSchema;
import org.cloister.model.Settings;

/** Opens a site's examples: CSV files, image folders, a database extract. */
public interface DataSource extends Role {

  /**
   * Opens the files as rows of {@code schema}. Errors name file, line and column, and never the
   * value of a cell beyond what the message needs.
   *
   * @param access the site's files
   * @param schema what the federation agreed on
   * @param settings this source's settings
   * @throws org.cloister.model.CloisterException with a code of the data range (CL-02xx) if the
   *     files do not fit
   */
  RawExamples open(DataAccess access, DataSchema schema, Settings settings);
}

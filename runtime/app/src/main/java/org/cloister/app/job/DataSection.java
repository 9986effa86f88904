package org.cloister.app.job;

import org.cloister.engine.data.Preparation;
import org.cloister.model.DataSchema;

/**
 * What the tables look like and how they become numbers.
 *
 * @param source reads them
 * @param schema their columns
 * @param preparation the way to numbers
 * @param testShare the share of a site's rows that is for testing where no split file is given
 * @param origin where the section stands
 */
public record DataSection(
    PluginRef source,
    DataSchema schema,
    Preparation preparation,
    double testShare,
    Origin origin) {}

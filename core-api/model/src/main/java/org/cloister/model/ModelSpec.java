package org.cloister.model;

import java.util.Optional;

/**
 * What a model is, without its numbers.
 *
 * @param architecture the id of the {@code ModelArchitecture} plugin
 * @param settings its settings
 * @param schema the table it was made for
 * @param layout names and shapes of its tensors; the shapes of HOME tensors are each site's own
 * @param base the digest of the FROZEN tensors, if there are any
 */
public record ModelSpec(
    String architecture,
    Settings settings,
    DataSchema schema,
    ParameterLayout layout,
    Optional<Digest> base) {}

package org.cloister.spi;

import org.cloister.model.Resources;

/** A site that could take part, and what it reported last. */
public record Candidate(String site, Resources resources) {}

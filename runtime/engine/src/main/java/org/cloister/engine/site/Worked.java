package org.cloister.engine.site;

import java.util.List;
import java.util.Optional;
import org.cloister.engine.SiteMemory;
import org.cloister.model.Bytes;
import org.cloister.model.Contribution;
import org.cloister.model.Part;

/**
 * What came of an ask.
 *
 * @param parts what the contribution holds
 * @param contribution ready to be sent, or to be quantised
 * @param compressed the body of the change where the route has a data-dependent compressor
 * @param memory what to remember if the round counts it
 * @param steps mini-batch steps done now
 */
record Worked(
    List<Part> parts,
    Contribution contribution,
    Optional<Bytes> compressed,
    SiteMemory memory,
    long steps) {}

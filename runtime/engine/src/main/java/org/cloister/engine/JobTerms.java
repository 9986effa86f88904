package org.cloister.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.cloister.engine.data.Preparation;
import org.cloister.model.CloisterException;
import org.cloister.model.DataSchema;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Ids;
import org.cloister.spi.JobFacts;

/**
 * What all parties of a job agree on beside its plugins. Each party has its own copy; {@link
 * #digest()} is compared when a participant joins.
 *
 * @param name of the job
 * @param seed every seed for training derives from it
 * @param roster the sites that may take part, in order
 * @param schema of the sites' tables
 * @param preparation how tables become numbers
 * @param batchSize rows of a mini-batch; at least 1
 * @param clipNorm the bound on the Euclidean norm of a site's change; {@link
 *     Double#POSITIVE_INFINITY} for none
 * @param episodes episodes a round for trainers that need them; at least 1
 * @param initialWeights the first SHARED values, if not the architecture's own
 * @param base the FROZEN values, if the architecture has any
 */
public record JobTerms(
    String name,
    long seed,
    List<String> roster,
    DataSchema schema,
    Preparation preparation,
    int batchSize,
    double clipNorm,
    int episodes,
    Optional<FloatVector> initialWeights,
    Optional<FloatVector> base) {

  /** Checks names and ranges. */
  public JobTerms {
    Ids.require("job name", name);
    roster = List.copyOf(roster);
    roster.forEach(site -> Ids.require("site id", site));
    CloisterException.require(
        !roster.isEmpty(), ErrorCode.JOB_INVALID, "A job must have at least one site.");
    CloisterException.require(
        new HashSet<>(roster).size() == roster.size(),
        ErrorCode.JOB_INVALID,
        "Site ids must be unique, were " + roster + ".");
    CloisterException.require(
        batchSize >= 1,
        ErrorCode.JOB_INVALID,
        "batchSize must be at least 1, was " + batchSize + ".");
    CloisterException.require(
        clipNorm > 0,
        ErrorCode.JOB_INVALID,
        "clipNorm must be greater than 0, was " + clipNorm + ".");
    CloisterException.require(
        episodes >= 1, ErrorCode.JOB_INVALID, "episodes must be at least 1, was " + episodes + ".");
  }

  /** What agents know of the job. */
  public JobFacts facts() {
    return new JobFacts(name, roster, seed);
  }

  /** The digest of all of it. */
  public Digest digest() {
    return Digest.of(
        String.join(
            "\n",
            name,
            Long.toString(seed),
            roster.toString(),
            schema.toString(),
            preparation.toString(),
            Integer.toString(batchSize),
            Double.toString(clipNorm),
            Integer.toString(episodes),
            initialWeights.map(Digest::of).toString(),
            base.map(Digest::of).toString()));
  }
}

package org.cloister.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * @param agreed digests of what else must be the same everywhere, by the name that a person knows
 *     it by, such as {@code training.trainer} with its settings
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
    Optional<FloatVector> base,
    Map<String, Digest> agreed) {

  /** With nothing else to agree on. */
  public JobTerms(
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
    this(
        name,
        seed,
        roster,
        schema,
        preparation,
        batchSize,
        clipNorm,
        episodes,
        initialWeights,
        base,
        Map.of());
  }

  /** Checks names and ranges. */
  public JobTerms {
    agreed = Map.copyOf(agreed);
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
    return digest(sections());
  }

  /** The digest of terms with these sections. */
  static Digest digest(Map<String, Digest> sections) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(sections)
        .forEach((name, digest) -> text.append(name).append(' ').append(digest.hex()).append('\n'));
    return Digest.of(text.toString());
  }

  /**
   * A digest of each part, by its name in the job file. Parties compare these to tell what differs;
   * a digest of a number can be guessed back, but all of these are the job's own.
   */
  public NavigableMap<String, Digest> sections() {
    NavigableMap<String, Digest> sections = new TreeMap<>(agreed);
    sections.put("name", Digest.of(name));
    sections.put("seed", Digest.of(Long.toString(seed)));
    sections.put("sites", Digest.of(roster.toString()));
    sections.put("data.schema", Digest.of(schema.toString()));
    sections.put("data.preparation", Digest.of(preparation.toString()));
    sections.put("training.batch-size", Digest.of(Integer.toString(batchSize)));
    sections.put("training.clip-norm", Digest.of(Double.toString(clipNorm)));
    sections.put("training.episodes-per-round", Digest.of(Integer.toString(episodes)));
    sections.put("initial-weights", Digest.of(initialWeights.map(Digest::of).toString()));
    sections.put("base", Digest.of(base.map(Digest::of).toString()));
    return sections;
  }

  /** The names of the parts that are not the same in {@code others}, in order. */
  public List<String> differing(Map<String, Digest> others) {
    NavigableMap<String, Digest> mine = sections();
    NavigableSet<String> names = new TreeSet<>(mine.keySet());
    names.addAll(others.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(mine.get(name), others.get(name)))
        .toList();
  }
}

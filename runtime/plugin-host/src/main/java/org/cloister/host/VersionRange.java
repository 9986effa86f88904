package org.cloister.host;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cloister.guard.BundleVersion;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/**
 * The versions that a job takes, in OSGi's notation: {@code [0.1,0.2)} has its ends in or out by
 * bracket, a bare {@code 0.1} means at least that.
 *
 * @param floor the lowest version
 * @param floorIncluded whether the floor itself fits
 * @param ceiling the highest version, if there is one
 * @param ceilingIncluded whether the ceiling itself fits
 */
public record VersionRange(
    BundleVersion floor,
    boolean floorIncluded,
    Optional<BundleVersion> ceiling,
    boolean ceilingIncluded) {

  private static final Pattern INTERVAL = Pattern.compile("([\\[(])([^,]+),([^,]+)([\\])])");
  private static final VersionRange ANY =
      new VersionRange(new BundleVersion(0, 0, 0, ""), true, Optional.empty(), false);

  /** Every version. */
  public static VersionRange any() {
    return ANY;
  }

  /** Exactly one version. */
  public static VersionRange exactly(BundleVersion version) {
    return new VersionRange(version, true, Optional.of(version), true);
  }

  /**
   * The range that {@code text} means.
   *
   * @throws CloisterException CL-0102 if it is none, or one that nothing fits
   */
  public static VersionRange parse(String text) {
    Matcher match = INTERVAL.matcher(text.strip());
    if (!match.matches()) {
      return new VersionRange(version(text, text), true, Optional.empty(), false);
    }
    VersionRange range =
        new VersionRange(
            version(match.group(2), text),
            match.group(1).equals("["),
            Optional.of(version(match.group(3), text)),
            match.group(4).equals("]"));
    CloisterException.require(
        !range.isEmpty(),
        ErrorCode.JOB_INVALID,
        "A version range must begin below its end, was " + Quoted.of(text) + ".");
    return range;
  }

  /** Whether the version is in the range. */
  public boolean includes(BundleVersion version) {
    int above = version.compareTo(floor);
    if (above < 0 || (above == 0 && !floorIncluded)) {
      return false;
    }
    int below = ceiling.map(version::compareTo).orElse(-1);
    return below < 0 || (below == 0 && ceilingIncluded);
  }

  private boolean isEmpty() {
    int order = ceiling.map(floor::compareTo).orElse(-1);
    return order > 0 || (order == 0 && !(floorIncluded && ceilingIncluded));
  }

  private static BundleVersion version(String text, String range) {
    return BundleVersion.parse(text)
        .orElseThrow(
            () ->
                new CloisterException(
                    ErrorCode.JOB_INVALID,
                    "A version range must be like [0.1,0.2) or 0.1, was "
                        + Quoted.of(range)
                        + "."));
  }

  /** The notation that {@link #parse} reads. */
  @Override
  public String toString() {
    return ceiling
        .map(top -> (floorIncluded ? "[" : "(") + floor + "," + top + (ceilingIncluded ? "]" : ")"))
        .orElse(floor.toString());
  }
}

package org.cloister.guard;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a bundle as OSGi Core 8, 3.2.5 defines it: up to three numbers and a qualifier,
 * ordered number by number and then by the qualifier's characters.
 *
 * @param major not negative
 * @param minor not negative
 * @param micro not negative
 * @param qualifier letters, digits, {@code _} and {@code -}; may be empty
 */
public record BundleVersion(int major, int minor, int micro, String qualifier)
    implements Comparable<BundleVersion> {

  // Nine digits always fit an int.
  private static final Pattern TEXT =
      Pattern.compile(
          "(\\d{1,9})(?:\\.(\\d{1,9})(?:\\.(\\d{1,9})(?:\\.([A-Za-z0-9_-]{1,128}))?)?)?");

  private static final Comparator<BundleVersion> ORDER =
      Comparator.comparingInt(BundleVersion::major)
          .thenComparingInt(BundleVersion::minor)
          .thenComparingInt(BundleVersion::micro)
          .thenComparing(BundleVersion::qualifier);

  /** The version that {@code text} means; empty if it is not one. */
  public static Optional<BundleVersion> parse(String text) {
    Matcher match = TEXT.matcher(text.strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    String qualifier = match.group(4);
    return Optional.of(
        new BundleVersion(
            number(match, 1),
            number(match, 2),
            number(match, 3),
            qualifier == null ? "" : qualifier));
  }

  private static int number(Matcher match, int group) {
    String digits = match.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  @Override
  public int compareTo(BundleVersion other) {
    return ORDER.compare(this, other);
  }

  /** All three numbers, and the qualifier if there is one. */
  @Override
  public String toString() {
    return major + "." + minor + "." + micro + (qualifier.isEmpty() ? "" : "." + qualifier);
  }
}

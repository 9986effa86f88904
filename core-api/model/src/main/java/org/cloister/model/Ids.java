package org.cloister.model;

/**
 * The one rule for names that people choose and that end up in paths, logs and reports: sites,
 * plugins, parts, columns' owners.
 */
public final class Ids {
  private static final int MAX_LENGTH = 64;

  private Ids() {}

  /**
   * Returns {@code id} if it is 1 to 64 characters of {@code a-z A-Z 0-9 . _ -} and begins with a
   * letter or digit.
   *
   * @throws CloisterException {@link ErrorCode#JOB_INVALID} otherwise
   */
  public static String require(String what, String id) {
    boolean valid = !id.isEmpty() && id.length() <= MAX_LENGTH && isAlphanumeric(id.charAt(0));
    for (int i = 0; valid && i < id.length(); i++) {
      char c = id.charAt(i);
      valid = isAlphanumeric(c) || c == '.' || c == '_' || c == '-';
    }
    CloisterException.require(
        valid,
        ErrorCode.JOB_INVALID,
        "The "
            + what
            + " must be 1 to "
            + MAX_LENGTH
            + " characters of a-z A-Z 0-9 . _ - and begin with a letter or digit, was "
            + Quoted.of(id)
            + ".");
    return id;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}

package org.cloister.app;

import java.util.Optional;
import org.cloister.crypto.CryptoModule;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The cryptographic library that the launcher was told to take. One that is not the usual starts
 * before anything else: whoever has a random number or a hash before it has them from the JDK.
 */
final class CryptoChoice {
  private static final String BC_FIPS = "bc-fips";

  private CryptoChoice() {}

  /** What is wrong with it, if anything. */
  static Optional<CloisterException> begin() {
    return begin(System.getProperty("cloister.crypto", ""));
  }

  static Optional<CloisterException> begin(String wanted) {
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    try {
      CloisterException.require(
          wanted.equals(BC_FIPS) && CryptoModule.approvedOnly(),
          ErrorCode.ALGORITHM_NOT_APPROVED,
          "The cryptographic library must be "
              + BC_FIPS
              + " in approved-only mode where one is asked for, was "
              + CryptoModule.name()
              + "; start with bin/cloister of a whole installation.");
      return Optional.empty();
    } catch (CloisterException e) {
      return Optional.of(e);
    }
  }
}

package org.cloister.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.cloister.crypto.bouncycastle.BouncyCastle;
import org.cloister.crypto.provider.CryptoProvider;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The cryptographic library of this process: Bouncy Castle's usual one, or that of the one jar on
 * the class path that brings another. It is chosen at the first use, once. Safe for any thread.
 */
public final class CryptoModule {
  private static volatile @Nullable CryptoProvider chosen;

  private CryptoModule() {}

  static CryptoProvider provider() {
    CryptoProvider provider = chosen;
    return provider == null ? choose() : provider;
  }

  private static synchronized CryptoProvider choose() {
    CryptoProvider provider = chosen;
    if (provider == null) {
      provider = found(CryptoProvider.class.getClassLoader());
      chosen = provider;
    }
    return provider;
  }

  static CryptoProvider found(ClassLoader loader) {
    List<CryptoProvider> others = new ArrayList<>();
    try {
      ServiceLoader.load(CryptoProvider.class, loader).forEach(others::add);
    } catch (ServiceConfigurationError e) {
      throw new CloisterException(
          ErrorCode.ALGORITHM_NOT_APPROVED,
          "The cryptographic library beside Bouncy Castle's usual one must start, and did not: "
              + (e.getCause() instanceof CloisterException own ? own.getMessage() : e.getMessage()),
          e);
    }
    CloisterException.require(
        others.size() <= 1,
        ErrorCode.ALGORITHM_NOT_APPROVED,
        "One cryptographic library must be on the class path, were "
            + others.size()
            + "; repair the installation.");
    return others.isEmpty() ? new BouncyCastle() : others.get(0);
  }

  /** The library's name and version, for people. */
  public static String name() {
    return provider().name();
  }

  /** Whether the library refuses whatever is not approved, so that only the suite fips is there. */
  public static boolean approvedOnly() {
    return provider().approvedOnly();
  }

  /** How the library's test of itself went, in its own words. */
  public static String selfTest() {
    return provider().selfTest();
  }

  /** The suite where nothing names one. */
  public static CryptoSuite usualSuite() {
    return approvedOnly() ? CryptoSuite.FIPS : CryptoSuite.STANDARD;
  }

  /**
   * Refuses what the approved mode does not have.
   *
   * @throws CloisterException CL-0916 in a process whose library is in that mode
   */
  static void requireMoreThanApproved(String what) {
    CloisterException.require(
        !approvedOnly(),
        ErrorCode.ALGORITHM_NOT_APPROVED,
        "This process must use what "
            + name()
            + " has in approved-only mode, and "
            + what
            + " is not of it; use the suite fips, or start without CLOISTER_CRYPTO.");
  }
}

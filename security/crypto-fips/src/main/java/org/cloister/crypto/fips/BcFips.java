package org.cloister.crypto.fips;

import java.security.Security;
import org.bouncycastle.crypto.CryptoServicesRegistrar;
import org.bouncycastle.crypto.fips.FipsStatus;
import org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider;
import org.cloister.crypto.provider.CryptoProvider;
import org.cloister.crypto.provider.Ed25519Primitive;
import org.cloister.crypto.provider.P256Primitive;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The bc-fips module. To make it lets the module test itself, which takes seconds, and puts it
 * before the JDK's own providers: hashes, HMAC, AES and random numbers come from it as well from
 * then on.
 *
 * <p>It runs in approved-only mode or not at all; that mode is set for a process before the module
 * is loaded, by the system property {@code org.bouncycastle.fips.approved_only}.
 */
public final class BcFips implements CryptoProvider {
  private final BouncyCastleFipsProvider module;
  private final Ed25519Primitive ed25519 = new FipsEd25519();
  private final P256Primitive p256 = new FipsP256();

  /**
   * The module of this process.
   *
   * @throws CloisterException CL-0916 if it is not in approved-only mode or its self-test failed
   */
  public BcFips() {
    this.module = new BouncyCastleFipsProvider();
    CloisterException.require(
        CryptoServicesRegistrar.isInApprovedOnlyMode() && FipsStatus.isReady(),
        ErrorCode.ALGORITHM_NOT_APPROVED,
        "The module bc-fips must be ready and in approved-only mode, was "
            + FipsStatus.getStatusMessage()
            + "; start with CLOISTER_CRYPTO=bc-fips.");
    Security.insertProviderAt(module, 1);
  }

  @Override
  public String name() {
    return module.getInfo();
  }

  @Override
  public boolean approvedOnly() {
    return CryptoServicesRegistrar.isInApprovedOnlyMode();
  }

  @Override
  public String selfTest() {
    return FipsStatus.getStatusMessage();
  }

  @Override
  public Ed25519Primitive ed25519() {
    return ed25519;
  }

  @Override
  public P256Primitive p256() {
    return p256;
  }
}

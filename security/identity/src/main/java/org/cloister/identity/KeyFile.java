package org.cloister.identity;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.SigningKey;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * A party's private keys as a PKCS#12 file (RFC 7292): an entry for each role, named by it, with a
 * self-signed certificate that names the party. {@code openssl pkcs12} and {@code keytool} read it.
 * The second key of the suites fips and pq-hybrid is a secret entry beside it: its seed, under the
 * OID of its algorithm.
 *
 * <p><b>Guarantee.</b> Keys and certificates are encrypted with AES-256 and the whole is
 * authenticated, both under keys that the JDK derives from the password with PBKDF2 and
 * HMAC-SHA256. The JDK stretches by 10,000 rounds only: what protects the file is a password that
 * cannot be guessed, as {@link Password#random} makes them. What the JDK's own key objects leave in
 * memory is out of reach.
 */
public final class KeyFile {
  private static final int MAX_BYTES = 1 << 16;

  private KeyFile() {}

  /**
   * Writes a new file that is its owner's alone.
   *
   * @param now from when on the certificates hold
   * @throws CloisterException CL-0601 if it cannot be written, or the file is there
   */
  public static void writeNew(
      Path file, PartyKeys keys, Password password, Instant now, SecureRandom random) {
    PrivateFiles.writeNew(file, bytes(keys, password, now, random));
  }

  static byte[] bytes(PartyKeys keys, Password password, Instant now, SecureRandom random) {
    char[] secret = password.characters();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      CertificateFactory x509 = CertificateFactory.getInstance("X.509");
      for (KeyRole role : keys.roles()) {
        SigningKey key = keys.require(role);
        byte[] der = SelfSigned.certificate(keys.party(), key.ed25519(), now, random);
        Certificate own = x509.generateCertificate(new ByteArrayInputStream(der));
        store.setKeyEntry(role.id(), jdkKey(key), secret, new Certificate[] {own});
        if (role == KeyRole.SIGNING) {
          SecondHalf.write(store, key, secret);
        }
      }
      if (keys.secondLog().isPresent()) {
        SecondLogKey.write(store, keys.secondLog().get(), secret);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      store.store(out, secret);
      return out.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new CloisterException(
          ErrorCode.INTERNAL, "Keys must be writable as PKCS#12 by the JDK, and were not.", e);
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  private static PrivateKey jdkKey(SigningKey key) throws GeneralSecurityException {
    try (SecretBytes pkcs8 = key.pkcs8()) {
      byte[] der = pkcs8.use(byte[]::clone);
      try {
        return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
      } finally {
        Arrays.fill(der, (byte) 0);
      }
    }
  }

  /**
   * Reads a party's keys.
   *
   * @throws CloisterException CL-0703 if the file cannot be read, other users may read or change
   *     it, it is not a PKCS#12 file of this shape, or the password does not open it
   */
  public static PartyKeys read(Path file, Password password) {
    return parse(PrivateFiles.read(file, MAX_BYTES, "key file"), password);
  }

  static PartyKeys parse(byte[] bytes, Password password) {
    char[] secret = password.characters();
    Map<KeyRole, SigningKey> keys = new EnumMap<>(KeyRole.class);
    boolean whole = false;
    try {
      // The JDK would take its old format, JKS, as well.
      require(bytes.length > 0 && bytes[0] == 0x30, "it is not a PKCS#12 file");
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(bytes), secret);
      Set<String> names = new HashSet<>();
      for (String alias : List.copyOf(java.util.Collections.list(store.aliases()))) {
        if (!SecondHalf.is(alias) && !SecondLogKey.is(alias)) {
          keys.put(role(alias), key(store, alias, secret));
          names.add(PartyName.of(store.getCertificate(alias)));
        }
      }
      SecondHalf.read(store, keys, secret);
      require(keys.containsKey(KeyRole.SIGNING), "it has no entry named signing");
      require(names.size() == 1, "its certificates name more than one party");
      PartyKeys read =
          PartyKeys.of(names.iterator().next(), keys, SecondLogKey.read(store, secret));
      whole = true;
      return read;
    } catch (IOException e) {
      throw e.getCause() instanceof UnrecoverableKeyException
          ? unreadable("the password does not open it, or it was altered", e)
          : unreadable("it is not a whole PKCS#12 file", e);
    } catch (GeneralSecurityException e) {
      throw unreadable("its keys do not open with this password or are not Ed25519", e);
    } catch (CloisterException e) {
      throw e.code() == ErrorCode.IDENTITY_UNREADABLE
          ? e
          : unreadable("its keys or names are not what this version reads", e);
    } catch (RuntimeException e) { // the JDK's parsers, on bytes that somebody made for them
      throw unreadable("it is not a PKCS#12 file", e);
    } finally {
      Arrays.fill(secret, '\0');
      if (!whole) {
        keys.values().forEach(SigningKey::close);
      }
    }
  }

  private static KeyRole role(String alias) {
    for (KeyRole role : KeyRole.values()) {
      if (role.id().equals(alias)) {
        return role;
      }
    }
    throw unreadable("it has an entry that is not named signing, witness or log", null);
  }

  private static SigningKey key(KeyStore store, String alias, char[] secret)
      throws GeneralSecurityException {
    Key key = store.getKey(alias, secret);
    byte[] der = key instanceof PrivateKey ? key.getEncoded() : null;
    require(der != null, "an entry is not a private key");
    try (SecretBytes pkcs8 = SecretBytes.owning(der == null ? new byte[0] : der)) {
      SigningKey own = CryptoSuite.STANDARD.signingKeyFromPkcs8(pkcs8);
      Certificate certificate = store.getCertificate(alias);
      boolean matches =
          certificate != null
              && Bytes.of(certificate.getPublicKey().getEncoded())
                  .equals(own.verifyingKey().x509());
      if (!matches) {
        own.close();
        throw unreadable("a certificate is not that of its key", null);
      }
      return own;
    }
  }

  static void require(boolean condition, String why) {
    if (!condition) {
      throw unreadable(why, null);
    }
  }

  private static CloisterException unreadable(
      String why, @org.jspecify.annotations.Nullable Throwable cause) {
    String message = "The key file must be a party's keys as PKCS#12: " + why + ".";
    return cause == null
        ? new CloisterException(ErrorCode.IDENTITY_UNREADABLE, message)
        : new CloisterException(ErrorCode.IDENTITY_UNREADABLE, message, cause);
  }
}

package org.cloister.identity;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;
import org.cloister.model.Ids;
import org.jspecify.annotations.Nullable;

/** The names of parties: as those of sites; a coordinator's may have an {@code @} before it. */
final class PartyName {
  private static final String PREFIX = "CN=";

  private PartyName() {}

  static String require(String name) {
    Ids.require("party", name.startsWith("@") ? name.substring(1) : name);
    return name;
  }

  /** The party that a certificate of {@link SelfSigned} names. */
  static String of(@Nullable Certificate certificate) {
    String name =
        certificate instanceof X509Certificate x509
            ? x509.getSubjectX500Principal().getName(X500Principal.RFC2253)
            : "";
    KeyFile.require(name.startsWith(PREFIX), "a certificate does not name a party");
    return require(name.substring(PREFIX.length()));
  }
}

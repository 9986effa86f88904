package org.cloister.identity;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;
import org.cloister.model.Ids;
import org.jspecify.annotations.Nullable;

/** The party that a certificate of {@link SelfSigned} names. */
final class PartyName {
  private static final String PREFIX = "CN=";

  private PartyName() {}

  static String of(@Nullable Certificate certificate) {
    String name =
        certificate instanceof X509Certificate x509
            ? x509.getSubjectX500Principal().getName(X500Principal.RFC2253)
            : "";
    KeyFile.require(name.startsWith(PREFIX), "a certificate does not name a party");
    return Ids.require("party", name.substring(PREFIX.length()));
  }
}

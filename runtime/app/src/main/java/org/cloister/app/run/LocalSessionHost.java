package org.cloister.app.run;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;
import org.cloister.crypto.Dsse;
import org.cloister.crypto.Signature;
import org.cloister.crypto.SignatureAlgorithm;
import org.cloister.crypto.SigningKey;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.spi.protection.SessionHost;

/** What a session has of this process: signatures by party, bound to purpose and context. */
record LocalSessionHost(
    SecureRandom random,
    Digest context,
    String self,
    Function<String, SigningKey> keys,
    LocalJournal journal)
    implements SessionHost {

  private static final String TYPE = "application/vnd.cloister.session+";

  @Override
  public Bytes sign(String purpose, Bytes message) {
    return Dsse.sign(keys.apply(self), TYPE + purpose, bound(message)).value();
  }

  @Override
  public boolean verify(String party, String purpose, Bytes message, Bytes signature) {
    return signature.length() == SignatureAlgorithm.ED25519.signatureBytes()
        && Dsse.verifies(
            keys.apply(party).verifyingKey(),
            TYPE + purpose,
            bound(message),
            Signature.ed25519(signature));
  }

  private byte[] bound(Bytes message) {
    byte[] prefix = context.toBytes();
    byte[] all = java.util.Arrays.copyOf(prefix, prefix.length + message.length());
    message.read(0, all, prefix.length, message.length());
    return all;
  }

  private String entry(String name) {
    return context.hex() + "/" + self + "/" + name;
  }

  @Override
  public void journal(String name, Bytes entry) {
    journal.add(entry(name), entry);
  }

  @Override
  public Optional<Bytes> journalled(String name) {
    return journal.entry(entry(name));
  }
}

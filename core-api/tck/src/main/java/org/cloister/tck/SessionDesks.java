package org.cloister.tck;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.port.Protection;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionPolicy;

/**
 * Hosts for the parties of rehearsed sessions, all in memory. A signature is a digest with a secret
 * of this object: a thousand times as fast as a real one, and as good against whoever does not have
 * the object. A journal lives as long as this object: a second host of the same party and context
 * is one after a restart. Belongs to one thread.
 */
public final class SessionDesks implements Protection {

  private final SecureRandom random = new SecureRandom();
  private final byte[] secret = new byte[32];
  private final Map<String, Bytes> journal = new TreeMap<>();

  /** With a secret of its own. */
  public SessionDesks() {
    random.nextBytes(secret);
  }

  @Override
  public SecureRandom random() {
    return random;
  }

  @Override
  public SessionHost session(Digest context, String self) {
    return new Desk(context, self);
  }

  private Bytes signature(Digest context, String party, String purpose, Bytes message) {
    MessageDigest sha = Digest.sha256();
    sha.update(secret);
    sha.update(context.toBytes());
    for (String text : new String[] {party, purpose}) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      sha.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
      sha.update(bytes);
    }
    return Bytes.of(sha.digest(message.toArray()));
  }

  private final class Desk implements SessionHost {
    private final Digest context;
    private final String party;

    Desk(Digest context, String party) {
      this.context = context;
      this.party = party;
    }

    @Override
    public SecureRandom random() {
      return random;
    }

    @Override
    public SessionPolicy policy() {
      return SessionPolicy.none();
    }

    @Override
    public void admit(List<String> survivors) { // what is rehearsed was never summed before
    }

    @Override
    public Bytes sign(String purpose, Bytes message) {
      return signature(context, party, purpose, message);
    }

    @Override
    public boolean verify(String signer, String purpose, Bytes message, Bytes signature) {
      return signature(context, signer, purpose, message).equals(signature);
    }

    private String entry(String name) {
      return context.hex() + "/" + party + "/" + name;
    }

    @Override
    public void journal(String name, Bytes entry) {
      if (journal.putIfAbsent(entry(name), entry) != null) {
        throw new IllegalStateException("an entry of that name exists");
      }
    }

    @Override
    public Optional<Bytes> journalled(String name) {
      return Optional.ofNullable(journal.get(entry(name)));
    }
  }
}

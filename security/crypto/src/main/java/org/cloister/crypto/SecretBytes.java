package org.cloister.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that must not leak: a seed, a salt, a derived key.
 *
 * <p><b>Guarantee.</b> {@link #close} overwrites them; the text shows the length only; equality
 * takes a time that depends on the lengths alone; there is no hash code to index them by and no
 * serialised form. What a garbage collector copied meanwhile is out of reach of any Java program.
 *
 * <p>Safe for any thread: a {@link #use} that is under way ends before the bytes are wiped.
 */
public final class SecretBytes implements AutoCloseable {

  private final byte[] value;
  private boolean closed;

  private SecretBytes(byte[] value) {
    this.value = value;
  }

  /** A copy of {@code source}, which the caller still has to wipe. */
  public static SecretBytes copyOf(byte[] source) {
    return new SecretBytes(source.clone());
  }

  /** Takes {@code source} over: the caller must not touch it again. */
  public static SecretBytes owning(byte[] source) {
    return new SecretBytes(source);
  }

  /** {@code count} fresh bytes from {@code random}. */
  public static SecretBytes random(int count, SecureRandom random) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return new SecretBytes(bytes);
  }

  /** The bytes of one after those of the other, with a life of their own. */
  public static SecretBytes joined(SecretBytes one, SecretBytes other) {
    byte[] both = new byte[one.length() + other.length()];
    one.use(bytes -> copied(bytes, both, 0));
    other.use(bytes -> copied(bytes, both, one.length()));
    return new SecretBytes(both);
  }

  private static byte[] copied(byte[] from, byte[] to, int at) {
    System.arraycopy(from, 0, to, at, from.length);
    return to;
  }

  /** The bytes from {@code from} up to {@code to}, as far as there are any, on their own. */
  public SecretBytes part(int from, int to) {
    int begin = Math.min(from, length());
    int end = Math.max(begin, Math.min(to, length()));
    return use(bytes -> new SecretBytes(Arrays.copyOfRange(bytes, begin, end)));
  }

  /** The number of bytes; not a secret. */
  public int length() {
    return value.length;
  }

  /**
   * Lends the bytes to {@code action}, which must neither keep nor change them.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public synchronized <T> T use(Function<byte[], T> action) {
    if (closed) {
      throw new IllegalStateException("The secret must be used before it is closed.");
    }
    return action.apply(value);
  }

  /** A second secret with the same bytes and a life of its own. */
  public SecretBytes copy() {
    return use(SecretBytes::copyOf);
  }

  /** Overwrites the bytes with zeros. May be called again. */
  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(value, (byte) 0);
  }

  /**
   * Whether the bytes are the same, in constant time for equal lengths; a closed one equals none.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof SecretBytes secret)) {
      return false;
    }
    if (other == this) {
      return true;
    }
    byte[] mine = snapshot();
    byte[] theirs = secret.snapshot();
    try {
      return mine.length > 0 && MessageDigest.isEqual(mine, theirs);
    } finally {
      Arrays.fill(mine, (byte) 0);
      Arrays.fill(theirs, (byte) 0);
    }
  }

  private synchronized byte[] snapshot() {
    return closed ? new byte[0] : value.clone();
  }

  /** Of the length alone, since a hash of the bytes would leak them. */
  @Override
  public int hashCode() {
    return value.length;
  }

  @Override
  public String toString() {
    return "SecretBytes[" + value.length + "]";
  }
}

package org.cloister.identity;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * What opens a key file: printable ASCII, the characters that all PKCS#12 programs encode alike. It
 * comes from a file or from whoever asked a person, never from an argument or a variable, which
 * other users of the machine can see. The text shows nothing of it; {@link #close} wipes it.
 */
public final class Password implements AutoCloseable {
  /** The most characters. */
  public static final int MAX_CHARACTERS = 1024;

  private static final int RANDOM_BYTES = 32;

  private final SecretBytes ascii;

  private Password(SecretBytes ascii) {
    boolean valid =
        ascii.length() >= 1
            && ascii.length() <= MAX_CHARACTERS
            && ascii.use(
                bytes -> {
                  boolean printable = true;
                  for (byte b : bytes) {
                    printable &= b >= 0x20 && b <= 0x7e;
                  }
                  return printable;
                });
    if (!valid) {
      ascii.close();
      throw new CloisterException(
          ErrorCode.IDENTITY_UNREADABLE,
          "A password must be 1 to "
              + MAX_CHARACTERS
              + " printable ASCII characters on one line; this one is empty, longer, or has others.");
    }
    this.ascii = ascii;
  }

  /**
   * A copy of {@code characters}, which the caller still has to wipe.
   *
   * @throws CloisterException CL-0703 if they are not printable ASCII, or none or too many
   */
  public static Password of(char[] characters) {
    byte[] bytes = new byte[characters.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = characters[i] <= 0x7e ? (byte) characters[i] : 0;
    }
    return new Password(SecretBytes.owning(bytes));
  }

  /** A password that nobody can guess: 256 bits of {@code random} as text. */
  public static Password random(SecureRandom random) {
    try (SecretBytes secret = SecretBytes.random(RANDOM_BYTES, random)) {
      return new Password(
          SecretBytes.owning(
              secret.use(bytes -> Base64.getUrlEncoder().withoutPadding().encode(bytes))));
    }
  }

  /**
   * The first and only line of a file; a line end at its end does not count.
   *
   * @throws CloisterException CL-0703 if it cannot be read, others may read or change it, or it is
   *     not a password
   */
  public static Password read(Path file) {
    byte[] bytes = PrivateFiles.read(file, MAX_CHARACTERS + 2, "password file");
    try {
      int length = bytes.length;
      length -= length > 0 && bytes[length - 1] == '\n' ? 1 : 0;
      length -= length > 0 && length < bytes.length && bytes[length - 1] == '\r' ? 1 : 0;
      return new Password(SecretBytes.owning(Arrays.copyOf(bytes, length)));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * Writes it to a new file that is its owner's alone.
   *
   * @throws CloisterException CL-0601 if it cannot be written, or the file is there
   */
  public void writeNew(Path file) {
    ascii.use(
        bytes -> {
          byte[] line = Arrays.copyOf(bytes, bytes.length + 1);
          line[bytes.length] = '\n';
          try {
            PrivateFiles.writeNew(file, line);
          } finally {
            Arrays.fill(line, (byte) 0);
          }
          return true;
        });
  }

  /** A fresh array for the JDK's key store; the caller wipes it. */
  char[] characters() {
    return ascii.use(
        bytes -> {
          char[] characters = new char[bytes.length];
          for (int i = 0; i < bytes.length; i++) {
            characters[i] = (char) bytes[i];
          }
          return characters;
        });
  }

  @Override
  public void close() {
    ascii.close();
  }

  @Override
  public String toString() {
    return "Password[]";
  }
}

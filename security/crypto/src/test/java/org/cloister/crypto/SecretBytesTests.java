package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Serializable;
import org.junit.jupiter.api.Test;

class SecretBytesTests {

  @Test
  void close_owned_overwritesTheBytes() {
    byte[] bytes = {1, 2, 3};
    SecretBytes secret = SecretBytes.owning(bytes);
    secret.close();
    assertArrayEquals(new byte[3], bytes);
    assertThrows(IllegalStateException.class, () -> secret.use(b -> b.length));
    assertThrows(IllegalStateException.class, secret::copy);
  }

  @Test
  void copy_originalClosed_lives() {
    SecretBytes secret = SecretBytes.copyOf(new byte[] {1, 2, 3});
    SecretBytes copy = secret.copy();
    secret.close();
    assertEquals(SecretBytes.copyOf(new byte[] {1, 2, 3}), copy);
  }

  @Test
  void equals_contents_decideAndClosedOnesEqualNone() {
    SecretBytes one = SecretBytes.copyOf(new byte[] {1, 2, 3});
    SecretBytes same = SecretBytes.copyOf(new byte[] {1, 2, 3});
    assertEquals(one, same);
    assertEquals(one.hashCode(), same.hashCode());
    assertNotEquals(one, SecretBytes.copyOf(new byte[] {1, 2, 4}));
    assertNotEquals(one, SecretBytes.copyOf(new byte[] {1, 2}));
    same.close();
    assertNotEquals(one, same);
    assertNotEquals(SecretBytes.copyOf(new byte[3]), same);
  }

  @Test
  void type_secret_cannotBeSerialised() {
    assertFalse(Serializable.class.isAssignableFrom(SecretBytes.class));
    assertFalse(Serializable.class.isAssignableFrom(SigningKey.class));
    assertEquals("SecretBytes[3]", SecretBytes.copyOf(new byte[] {65, 66, 67}).toString());
  }
}

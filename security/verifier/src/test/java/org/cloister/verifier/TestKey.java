package org.cloister.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A key pair whose seed is made from its name, and the lines and signatures that it makes. */
final class TestKey {
  final String name;
  final int type;
  private final KeyPair pair;

  TestKey(String name, int type) {
    this(name, type, NaiveTree.sha256(name.getBytes(StandardCharsets.UTF_8)));
  }

  TestKey(String name, int type, byte[] seed) {
    this.name = name;
    this.type = type;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
      this.pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] raw() {
    byte[] encoded = pair.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  String base64() {
    return Base64.getEncoder().encodeToString(raw());
  }

  private byte[] typed() {
    return ByteBuffer.allocate(33).put((byte) type).put(raw()).array();
  }

  private byte[] id() {
    byte[] start = (name + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] all = ByteBuffer.allocate(start.length + 33).put(start).put(typed()).array();
    return Arrays.copyOf(NaiveTree.sha256(all), 4);
  }

  String vkey() {
    String typed = Base64.getEncoder().encodeToString(typed());
    return name + "+" + HexFormat.of().formatHex(id()) + "+" + typed;
  }

  byte[] sign(byte[] message) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(pair.getPrivate());
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The log's signature line. */
  String line(String text) {
    return line(ByteBuffer.wrap(sign(text.getBytes(StandardCharsets.UTF_8))));
  }

  /** A witness's line. */
  String cosignature(String text, long time) {
    String message = "cosignature/v1\ntime " + time + "\n" + text;
    byte[] signature = sign(message.getBytes(StandardCharsets.UTF_8));
    return line(ByteBuffer.allocate(72).putLong(time).put(signature).flip());
  }

  private String line(ByteBuffer signature) {
    byte[] all = new byte[4 + signature.remaining()];
    ByteBuffer.wrap(all).put(id()).put(signature);
    return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(all) + "\n";
  }

  /** Hands out the seed, so that a key is the same in each run. */
  private static final class Fixed extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] seed;

    Fixed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}

package org.cloister.verifier;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/** An ML-DSA-44 key whose seed is made from its label, and the lines that it makes. */
final class MlDsaTestKey {
  final String name;
  private final MLDSAPrivateKeyParameters key;

  MlDsaTestKey(String name, String label) {
    this.name = name;
    byte[] seed = NaiveTree.sha256(label.getBytes(StandardCharsets.UTF_8));
    this.key = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, seed);
  }

  private byte[] typed() {
    return ByteBuffer.allocate(1313).put((byte) 6).put(key.getPublicKey()).array();
  }

  byte[] id() {
    byte[] start = (name + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] all = ByteBuffer.allocate(start.length + 1313).put(start).put(typed()).array();
    return Arrays.copyOf(NaiveTree.sha256(all), 4);
  }

  String vkey() {
    String typed = Base64.getEncoder().encodeToString(typed());
    return name + "+" + HexFormat.of().formatHex(id()) + "+" + typed;
  }

  /** The line over a head, at a time; 0 for none. */
  String line(String origin, long size, byte[] root, long time) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes("subtree/v1\n\0".getBytes(StandardCharsets.UTF_8));
    message.write(name.length());
    message.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    message.writeBytes(ByteBuffer.allocate(8).putLong(time).array());
    message.write(origin.length());
    message.writeBytes(origin.getBytes(StandardCharsets.UTF_8));
    message.writeBytes(ByteBuffer.allocate(16).putLong(0).putLong(size).array());
    message.writeBytes(root);
    ByteBuffer line = ByteBuffer.allocate(4 + 8 + 2420).put(id()).putLong(time);
    line.put(sign(message.toByteArray()));
    return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(line.array()) + "\n";
  }

  private byte[] sign(byte[] message) {
    MLDSASigner signer = new MLDSASigner();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.cloister.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What is broadcast and published: the SHARED weights, and what trainers share beside them
 * (SCAFFOLD's control variate, Meta-SGD's rates).
 *
 * @param spec what the model is
 * @param weights the SHARED tensors in order
 * @param shared what the trainer shares beside the weights
 * @param preprocessing the way from table to numbers
 * @param version the digest that names this model; see {@link #of}
 */
public record Model(
    ModelSpec spec,
    FloatVector weights,
    Parts shared,
    Preprocessing preprocessing,
    Digest version) {

  /** Checks that the weights fill the layout. */
  public Model {
    long expected = spec.layout().length(Placement.SHARED);
    CloisterException.require(
        weights.length() == expected,
        ErrorCode.SCHEMA_INVALID,
        "The weights must have as many values as the layout, "
            + expected
            + ", were "
            + weights.length()
            + ".");
  }

  /** A model named by the SHA-256 over its spec, preprocessing, weights and shared parts. */
  public static Model of(
      ModelSpec spec, FloatVector weights, Parts shared, Preprocessing preprocessing) {
    MessageDigest sha = Digest.sha256();
    text(sha, spec.toString());
    text(sha, preprocessing.toString());
    vector(sha, "weights", weights);
    shared.tensors().forEach((name, values) -> vector(sha, name, values));
    shared.scalars().forEach((name, values) -> text(sha, name + values));
    shared.counts().forEach((name, values) -> text(sha, name + values));
    return new Model(
        spec, weights, shared, preprocessing, new Digest(HexFormat.of().formatHex(sha.digest())));
  }

  private static void text(MessageDigest sha, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sha.update(ByteBuffer.allocate(8).putLong(bytes.length).flip());
    sha.update(bytes);
  }

  private static void vector(MessageDigest sha, String name, FloatVector values) {
    text(sha, name);
    sha.update(ByteBuffer.allocate(8).putLong(values.length()).flip());
    Digest.update(sha, values);
  }
}

package org.cloister.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The one derivation of every seed for training. Protection never takes a seed; it takes {@link
 * java.security.SecureRandom}.
 */
public final class Seeds {
  private Seeds() {}

  /**
   * The first eight bytes, big-endian, of SHA-256 over the job seed (eight bytes), the round (eight
   * bytes) and each of purpose, site and plugin id in UTF-8, preceded by its length in four bytes,
   * so that no two different inputs have the same encoding.
   *
   * @param job the seed of the job
   * @param purpose what the seed is for, such as {@code "batches"}
   * @param round the round, or 0 where it does not matter
   * @param site the site, or {@code ""} for the coordinator
   * @param plugin the id of the plugin that gets it, or {@code ""} for the host
   */
  public static long derive(long job, String purpose, long round, String site, String plugin) {
    MessageDigest sha = Digest.sha256();
    sha.update(ByteBuffer.allocate(16).putLong(job).putLong(round).flip());
    for (String text : new String[] {purpose, site, plugin}) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      sha.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
      sha.update(bytes);
    }
    return ByteBuffer.wrap(sha.digest()).getLong();
  }
}

package org.cloister.audit;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.crypto.Commitment;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;

/**
 * Commits to results: over lines {@code NAME VALUE}, ascending by name, values as Java writes a
 * double.
 */
record Committing(SecureRandom random, Openings openings) {

  Digest to(Map<String, Double> values) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(values)
        .forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
    Bytes value = Bytes.of(text.toString().getBytes(StandardCharsets.UTF_8));
    Commitment commitment = Commitment.to(value, random);
    try (SecretBytes salt = commitment.salt()) {
      openings.keep(commitment.digest(), salt.use(Bytes::of), value);
    }
    return commitment.digest();
  }
}

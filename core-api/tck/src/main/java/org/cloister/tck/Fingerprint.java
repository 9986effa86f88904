package org.cloister.tck;

import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.Parts;
import org.cloister.spi.Aggregated;
import org.cloister.spi.ServerState;
import org.cloister.spi.SiteState;
import org.cloister.spi.TrainingResult;

/** Texts that are equal exactly if the bits are. */
final class Fingerprint {

  private Fingerprint() {}

  static String of(FloatVector vector) {
    return vector.length() + ":" + Digest.of(vector).hex();
  }

  static String of(Map<String, FloatVector> vectors) {
    Map<String, String> texts = new TreeMap<>();
    vectors.forEach((name, vector) -> texts.put(name, of(vector)));
    return texts.toString();
  }

  static String of(Parts parts) {
    return of(parts.tensors()) + parts.scalars() + parts.counts();
  }

  static String of(ServerState state) {
    return state.schema() + of(state.vectors()) + state.scalars();
  }

  static String of(SiteState state) {
    Map<String, String> blobs = new TreeMap<>();
    state.blobs().forEach((name, bytes) -> blobs.put(name, Digest.of(bytes.toArray()).hex()));
    return state.schema() + of(state.vectors()) + blobs;
  }

  static String of(Aggregated result) {
    return of(result.weights()) + of(result.state());
  }

  static String of(TrainingResult result) {
    return of(result.weights()) + result.deltaScale() + of(result.parts()) + of(result.state());
  }

  /** Whether all values are finite. */
  static boolean finite(FloatVector vector) {
    for (float value : vector.toArray()) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** The state as it comes back from disk: other objects, the same bits. */
  static ServerState reloaded(ServerState state) {
    return new ServerState(state.schema(), copies(state.vectors()), state.scalars());
  }

  /** The state as it comes back from disk: other objects, the same bits. */
  static SiteState reloaded(SiteState state) {
    return new SiteState(state.schema(), copies(state.vectors()), state.blobs());
  }

  private static Map<String, FloatVector> copies(Map<String, FloatVector> vectors) {
    Map<String, FloatVector> copies = new TreeMap<>();
    vectors.forEach((name, vector) -> copies.put(name, FloatVector.of(vector.toArray())));
    return copies;
  }
}

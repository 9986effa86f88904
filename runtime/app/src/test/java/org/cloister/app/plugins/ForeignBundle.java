package org.cloister.app.plugins;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cloister.app.TestBundle;

/** A bundle that a test compiles: one plugin of every kind that some route refuses. */
final class ForeignBundle {

  private static final String SOURCE =
      """
      package guest;
      import java.security.SecureRandom;
      import java.util.*;
      import org.cloister.model.*;
      import org.cloister.spi.*;
      import org.cloister.spi.protection.*;
      public final class Entry implements ProtectionPlugin {
        public List<Aggregator> aggregators() { return List.of(new Krum()); }
        public List<Compressor> compressors() { return List.of(new TopK(), new RandomK()); }
        public List<SecureAggregation> secureAggregations() { return List.of(new Masks()); }
        public List<Quantizer> quantizers() { return List.of(new Grid()); }
        public List<PrivacyMechanism> privacyMechanisms() {
          return List.of(new Gauss(), new Skellam(), new AtServer(), new DpSgd());
        }
        static UnsupportedOperationException never() { return new UnsupportedOperationException(); }
        record Krum() implements UpdateAggregator {
          public String id() { return "krum"; }
          public Aggregated aggregate(AggregationTask t, List<ReceivedUpdate> u) { throw never(); }
        }
        record TopK() implements SingleCompressor {
          public String id() { return "top-k"; }
          public Bytes compress(FloatVector in, Settings s) { throw never(); }
          public FloatVector expand(Bytes b, long l, Settings s, Vectors v) { throw never(); }
        }
        record RandomK() implements LinearCompressor {
          public String id() { return "random-k"; }
          public long compressedLength(long length, Settings s) { throw never(); }
          public FloatVector compress(FloatVector in, long seed, Settings s, Vectors v) { throw never(); }
          public FloatVector expandSum(FloatVector sum, long l, long seed, Settings s, Vectors v) { throw never(); }
        }
        record Masks() implements SecureAggregation {
          public String id() { return "masks"; }
          public int threshold(int participants, Settings s) { return participants; }
          public ParticipantSession participant(SessionPlan p, String self, SessionHost h) { throw never(); }
          public CoordinatorSession coordinator(SessionPlan p, SessionHost h) { throw never(); }
        }
        record Grid() implements Quantizer {
          public String id() { return "grid"; }
          public QuantizationPlan plan(List<Part> p, int n, double w, Settings s) { return new QuantizationPlan(p, n, w, 32, 9, s); }
          public IntVector quantize(Contribution in, QuantizationPlan p, RoundingBits b) { throw never(); }
          public SummedUpdate dequantize(IntVector s, Digest b, QuantizationPlan p, int n, Vectors v) { throw never(); }
        }
        record Gauss() implements PrivacyMechanism.Real {
          public String id() { return "gauss"; }
          public PrivacyCharge planned(Settings s, long e, long n) { throw never(); }
          public FloatVector perturb(FloatVector c, double n, Settings s, SecureRandom r, Vectors v) { throw never(); }
        }
        record Skellam() implements PrivacyMechanism.Distributed {
          public String id() { return "skellam"; }
          public PrivacyCharge planned(Settings s, long e, long n) { throw never(); }
          public IntVector perturb(IntVector q, QuantizationPlan p, int h, Settings s, SecureRandom r) { throw never(); }
        }
        record AtServer() implements PrivacyMechanism.Central {
          public String id() { return "at-server"; }
          public PrivacyCharge planned(Settings s, long e, long n) { throw never(); }
          public IntVector perturbSum(IntVector u, QuantizationPlan p, Settings s, SecureRandom r) { throw never(); }
        }
        record DpSgd() implements PrivacyMechanism.Gradient {
          public String id() { return "dp-sgd"; }
          public PrivacyCharge planned(Settings s, long e, long n) { throw never(); }
          public Objective protect(Examples x, PerExampleNorms m, int l, Settings s, SecureRandom r) { throw never(); }
        }
      }
      """;

  private ForeignBundle() {}

  static Path write(Path folder, Path file) throws IOException {
    return TestBundle.write(
        folder,
        file,
        "foreign",
        List.of("org.cloister.model", "org.cloister.spi", "org.cloister.spi.protection"),
        SOURCE);
  }
}

package org.cloister.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each snippet compiles with one type and not with another in its place, so that it can fail for no
 * other reason.
 */
final class DoesNotCompileTests {

  private static final String INCOMPATIBLE = "compiler.err.prob.found.req";
  private static final String NOT_PERMITTED = "compiler.err.cant.inherit.from.sealed";

  @TempDir Path directory;

  private static String secure(String type) {
    return """
        import java.util.Optional;
        import org.cloister.port.*;
        import org.cloister.spi.*;
        import org.cloister.spi.protection.*;
        final class Snippet {
          static AggregationRoute route(
              SecureAggregation protocol, Quantizer quantizer, TYPE rule) {
            Configured<TYPE> configured = Configured.of(rule);
            return new AggregationRoute.Secure(
                Configured.of(protocol), Configured.of(quantizer), 1, WeightPrecision.EXACT,
                Optional.empty(),
                configured,
                Optional.empty());
          }
        }
        """
        .replace("TYPE", type);
  }

  private static String secureCompressor(String type) {
    return """
        import java.util.Optional;
        import org.cloister.port.*;
        import org.cloister.spi.*;
        import org.cloister.spi.protection.*;
        final class Snippet {
          static AggregationRoute route(
              SecureAggregation protocol, Quantizer quantizer, SumAggregator rule, TYPE compressor) {
            Optional<Configured<TYPE>> compressors = Optional.of(Configured.of(compressor));
            return new AggregationRoute.Secure(
                Configured.of(protocol), Configured.of(quantizer), 1, WeightPrecision.EXACT,
                compressors,
                Configured.of(rule), Optional.empty());
          }
        }
        """
        .replace("TYPE", type);
  }

  private static String sumNoise(String type) {
    return """
        import org.cloister.port.*;
        import org.cloister.spi.protection.*;
        final class Snippet {
          static SumNoise noise(PrivacyMechanism.TYPE mechanism) {
            Configured<PrivacyMechanism.TYPE> configured = Configured.of(mechanism);
            return new SumNoise.AtSites(configured);
          }
        }
        """
        .replace("TYPE", type);
  }

  private static String kind(String type) {
    return """
        import org.cloister.spi.*;
        abstract class Snippet implements TYPE {
          @Override
          public String id() {
            return "snippet";
          }
        }
        """
        .replace("TYPE", type);
  }

  private List<Compilation.Failure> failures(String source) throws IOException {
    return Compilation.failures(source, directory);
  }

  private void assertCompiles(String source) throws IOException {
    assertEquals(List.of(), failures(source));
  }

  private void assertFails(String source, String code, String line) throws IOException {
    assertEquals(List.of(new Compilation.Failure(code, line)), failures(source));
  }

  @Test
  void secureRoute_withARuleThatNeedsEachUpdate_doesNotCompile() throws IOException {
    assertCompiles(secure("SumAggregator"));
    assertFails(secure("UpdateAggregator"), INCOMPATIBLE, "configured,");
  }

  @Test
  void secureRoute_withTopK_doesNotCompile() throws IOException {
    assertCompiles(secureCompressor("LinearCompressor"));
    assertFails(secureCompressor("SingleCompressor"), INCOMPATIBLE, "compressors,");
  }

  @Test
  void sumNoise_inFloatingPoint_doesNotCompile() throws IOException {
    assertCompiles(sumNoise("Distributed"));
    assertFails(sumNoise("Real"), INCOMPATIBLE, "return new SumNoise.AtSites(configured);");
  }

  @Test
  void aggregator_ofAThirdKind_doesNotCompile() throws IOException {
    assertCompiles(kind("SumAggregator"));
    assertCompiles(kind("UpdateAggregator"));
    assertFails(
        kind("Aggregator"), NOT_PERMITTED, "abstract class Snippet implements Aggregator {");
  }

  @Test
  void compressor_ofAThirdKind_doesNotCompile() throws IOException {
    assertCompiles(kind("LinearCompressor"));
    assertFails(
        kind("Compressor"), NOT_PERMITTED, "abstract class Snippet implements Compressor {");
  }
}

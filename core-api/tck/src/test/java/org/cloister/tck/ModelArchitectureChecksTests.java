package org.cloister.tck;

import java.util.List;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.model.Tensor;
import org.cloister.model.VectorWriter;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.ModelSession;
import org.junit.jupiter.api.Test;

final class ModelArchitectureChecksTests {

  /** Features and an id, so that a layout can wrongly follow the site's ids. */
  private static final BatchSchema SCHEMA =
      new BatchSchema(
          List.of(
              new BatchInput.Dense(BatchInput.FEATURES, List.of(2), List.of("a", "b")),
              new BatchInput.Ids("user", 4)),
          Target.BINARY,
          2);

  static class Good implements ModelArchitecture {
    private int layouts;

    @Override
    public String id() {
      return "good";
    }

    @Override
    public ParameterLayout layout(BatchSchema federated, BatchSchema site, Settings settings) {
      settings.requireOnly();
      return ParameterLayout.of(Tensor.shared("w", width(site, ++layouts)), Tensor.home("bias", 1));
    }

    Integer width(BatchSchema site, int asked) {
      return 2;
    }

    @Override
    public void initialise(ParameterLayout layout, Settings settings, long seed, VectorWriter to) {
      float[] values = first(layout.trainableLength(), seed);
      to.write(values, 0, values.length);
    }

    float[] first(int length, long seed) {
      return Samples.floats(length, 0.1, seed);
    }

    @Override
    public ModelSession open(
        BatchSchema data, ParameterLayout layout, Settings settings, FloatVector frozen, int max) {
      return session();
    }

    ModelSession session() {
      return new LogisticSession();
    }
  }

  private static Good with(LogisticSession session) {
    return new Good() {
      @Override
      ModelSession session() {
        return session;
      }
    };
  }

  private static Good starting(java.util.function.IntFunction<float[]> first) {
    return new Good() {
      @Override
      float[] first(int length, long seed) {
        return first.apply(length);
      }
    };
  }

  @Test
  void check_ofBrokenTwins_findsExactlyTheirRules() {
    Twins<ModelArchitecture> twins =
        new Twins<>(
            role ->
                ModelArchitectureChecks.run(
                    role, List.of(SCHEMA), Settings.none(), CheckLevel.FULL));
    layouts(twins);
    int[] calls = {0};
    twins
        .broken("initialise_writesTheTrainableLength", starting(n -> new float[n + 1]))
        .broken("initialise_isDeterministic", starting(n -> new float[] {0, 0, calls[0]++}))
        .broken("initialise_isFinite", starting(n -> new float[] {0, 0, Float.NaN}))
        .broken(
            "open_answers",
            new Good() {
              @Override
              ModelSession session() {
                throw new IllegalStateException("no");
              }
            });
    BrokenSessions.addTo(twins, ModelArchitectureChecksTests::with);
    twins.verify(new Good());
  }

  private static void layouts(Twins<ModelArchitecture> twins) {
    twins
        .broken(
            "layout_isStable",
            new Good() {
              @Override
              Integer width(BatchSchema site, int asked) {
                return 1 + asked;
              }
            })
        .broken(
            "layout_refusesUnknownSettings",
            new Good() {
              @Override
              public ParameterLayout layout(BatchSchema federated, BatchSchema site, Settings s) {
                return super.layout(federated, site, Settings.none());
              }
            })
        .broken(
            "layout_sharesTheSameAtEverySite",
            new Good() {
              @Override
              Integer width(BatchSchema site, int asked) {
                return site.ids("user").size() == 4 ? 2 : 3;
              }
            })
        .broken(
            "layout_acceptsSomeData",
            new Good() {
              @Override
              Integer width(BatchSchema site, int asked) {
                throw new CloisterException(ErrorCode.SCHEMA_INVALID, "Not this data.");
              }
            });
  }
}

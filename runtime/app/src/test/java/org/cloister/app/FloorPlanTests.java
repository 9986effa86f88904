package org.cloister.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The floors of the house, checked on the compiled classes of all modules: a floor may use the
 * floors that are named here and no others. The floor plan in the root pom says the same for jars.
 */
@AnalyzeClasses(locations = FloorPlanTests.AllModules.class)
class FloorPlanTests {

  @ArchTest static final ArchRule MODEL = floor("model");
  @ArchTest static final ArchRule SPI = floor("spi", "model");
  @ArchTest static final ArchRule PORT = floor("port", "model", "spi");
  @ArchTest static final ArchRule TCK = floor("tck", "model", "spi", "port");
  @ArchTest static final ArchRule GUARD = floor("guard", "model");
  @ArchTest static final ArchRule CRYPTO = floor("crypto", "model");
  @ArchTest static final ArchRule LEDGER = floor("ledger", "model", "crypto");
  @ArchTest static final ArchRule IDENTITY = floor("identity", "model", "crypto", "ledger");

  /** No other room, no socket, two primitives: an auditor must be able to see that at a glance. */
  @ArchTest
  static final ArchRule VERIFIER =
      classes()
          .that()
          .resideInAPackage("org.cloister.verifier..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.cloister.verifier..",
              "java.io",
              "java.lang..",
              "java.math",
              "java.nio",
              "java.nio.charset",
              "java.nio.file..",
              "java.security..",
              "java.time..",
              "java.util..",
              "org.bouncycastle.crypto.params",
              "org.bouncycastle.crypto.signers",
              "org.bouncycastle.math.ec.rfc8032",
              "org.jspecify.annotations");

  @ArchTest static final ArchRule ENGINE = floor("engine", "model", "spi", "port");
  @ArchTest static final ArchRule HOST = floor("host", "model", "spi", "port", "tck", "guard");
  @ArchTest static final ArchRule NODE = floor("node", "model", "spi", "port", "engine");

  @ArchTest
  static final ArchRule AUDIT =
      floor("audit", "model", "spi", "port", "engine", "node", "crypto", "ledger");

  @ArchTest
  static final ArchRule APP =
      floor(
          "app",
          "model",
          "spi",
          "port",
          "tck",
          "guard",
          "crypto",
          "ledger",
          "audit",
          "identity",
          "verifier",
          "engine",
          "host",
          "node",
          "audit");

  @ArchTest static final ArchRule DATA_SOURCES = plugins("datasources");
  @ArchTest static final ArchRule MODELS = plugins("models");
  @ArchTest static final ArchRule NETWORKS = plugins("networks", "org.nd4j..");
  @ArchTest static final ArchRule TRAINERS = plugins("trainers");
  @ArchTest static final ArchRule AGGREGATORS = plugins("aggregators");
  @ArchTest static final ArchRule WORKFLOWS = plugins("workflows");
  @ArchTest static final ArchRule SECURE_AGGREGATION = plugins("secagg", "org.cloister.crypto");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.cloister.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_THE_APP_INJECTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.cloister.app..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google.inject..", "jakarta.inject..");

  @ArchTest
  static final ArchRule ONLY_NETWORKS_AND_BENCHMARKS_USE_ND4J =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.cloister.plugins.networks..", "org.cloister.benchmarks..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule ONLY_THE_PLUGIN_HOST_KNOWS_OSGI =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.cloister.host..", "org.cloister.benchmarks..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.osgi..", "org.apache.felix..")
                  .and(not(resideInAPackage("org.osgi.annotation.."))));

  @ArchTest
  static final ArchRule ONLY_CRYPTO_AND_VERIFIER_KNOW_BOUNCY_CASTLE =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.cloister.crypto..", "org.cloister.verifier..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..");

  /** What approved modes do not have may use it directly; all else goes through the provider. */
  @ArchTest
  static final ArchRule ONLY_WHAT_IS_NOT_APPROVED_KNOWS_BOUNCY_CASTLE_BY_NAME =
      noClasses()
          .that()
          .resideInAPackage("org.cloister.crypto")
          .and()
          .haveSimpleNameNotStartingWith("MlDsa")
          .and()
          .doNotHaveSimpleName("AgreementKey")
          .and()
          .doNotHaveSimpleName("DecapsulationKey")
          .and()
          .doNotHaveSimpleName("EncapsulationKey")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.bouncycastle..")
                  .and(not(simpleName("X25519Field")))) // plain arithmetic, in both jars alike
          .because("the library is exchanged");

  /** Of our own packages, {@code name} uses only itself and those of the floors {@code below}. */
  private static ArchRule floor(String name, String... below) {
    return noClasses()
        .that()
        .resideInAPackage("org.cloister." + name + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.cloister..")
                .and(
                    not(
                        resideInAnyPackage(
                            Stream.concat(Stream.of(name), Arrays.stream(below))
                                .map(floor -> "org.cloister." + floor + "..")
                                .toArray(String[]::new)))))
        .as(name + " uses no floor but " + List.of(below));
  }

  /** Plugins see the plugin interfaces, the JDK, the logger and what is {@code granted}. */
  private static ArchRule plugins(String name, String... granted) {
    String own = "org.cloister.plugins." + name + "..";
    Stream<String> allowed =
        Stream.of(
            own,
            "org.cloister.model..",
            "org.cloister.spi..",
            "java..",
            "org.slf4j",
            "org.jspecify.annotations",
            "org.osgi.annotation..");
    return classes()
        .that()
        .resideInAPackage(own)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(Stream.concat(allowed, Arrays.stream(granted)).toArray(String[]::new));
  }

  /** The compiled classes of every module, which Maven has built before this one. */
  static class AllModules implements LocationProvider {
    @Override
    public Set<Location> get(Class<?> testClass) {
      Path root = Path.of("").toAbsolutePath().getParent().getParent();
      try (Stream<Path> folders = Files.find(root, 4, (path, attributes) -> isClasses(path))) {
        return folders.map(Location::of).collect(Collectors.toSet());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static boolean isClasses(Path path) {
      return path.endsWith("target/classes") && !path.toString().contains("hello-plugin");
    }
  }
}

package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.cloister.app.record.Json;
import org.cloister.crypto.CryptoModule;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SigningKey;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "doctor",
    description = "Tells which cryptographic library is in use, and tries it.")
final class DoctorCommand implements Callable<Integer> {

  private final Console console;

  @Mixin OutputForm form = new OutputForm();

  @Inject
  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SecureRandom random = new SecureRandom();
    List<String> suites =
        Arrays.stream(CryptoSuite.values())
            .filter(suite -> suite == CryptoSuite.FIPS || !CryptoModule.approvedOnly())
            .map(CryptoSuite::id)
            .toList();
    suites.forEach(suite -> requireWorks(CryptoSuite.of(suite), random));
    ObjectNode json =
        Json.object()
            .put("library", CryptoModule.name())
            .put("approvedOnly", CryptoModule.approvedOnly())
            .put("selfTest", CryptoModule.selfTest())
            .put("random", random.getProvider().getName());
    ArrayNode tried = json.putArray("suites");
    suites.forEach(tried::add);
    console.result(
        json,
        line("library", CryptoModule.name())
            + line("mode", CryptoModule.approvedOnly() ? "approved-only" : "all algorithms")
            + line("self-test", CryptoModule.selfTest())
            + line("random", random.getProvider().getName())
            + line("suites", String.join(", ", suites) + " (a signature of each was checked)"));
    return ExitCode.OK;
  }

  private static void requireWorks(CryptoSuite suite, SecureRandom random) {
    byte[] message = new byte[64];
    random.nextBytes(message);
    try (SigningKey key = suite.generateSigningKey(random)) {
      CloisterException.require(
          key.verifyingKey().verifies(message, key.sign(message)),
          ErrorCode.INTERNAL,
          "A signature of the suite " + suite.id() + " must hold under its own key, and did not.");
    }
  }

  private static String line(String name, String value) {
    return String.format("%-11s%s%n", name, value);
  }
}

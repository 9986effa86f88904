package org.cloister.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.cloister.engine.Effect;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest that hangs does not keep the process: seen in a process of its own. */
class HungGuestExitTests {
  @TempDir Path folder;

  @Test
  void main_returnsWhileGuestsHang_processEnds() throws Exception {
    Path output = folder.resolve("output");
    Process child =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                HungGuestExitTests.class.getName())
            .redirectError(folder.resolve("errors").toFile()) // what the logging says of itself
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(child.waitFor(60, TimeUnit.SECONDS), "the process still runs");
      assertEquals("stopped GUEST_HUNG\n", Files.readString(output, StandardCharsets.UTF_8));
      assertEquals(0, child.exitValue());
    } finally {
      child.destroyForcibly();
    }
  }

  /** The child: one guest hangs in a work, another in a step. */
  public static void main(String[] arguments) throws Exception {
    Scripted site =
        new Scripted(
            signal ->
                signal instanceof Signal.Begin
                    ? List.of(
                        new Effect.Send(LocalFederation.COORDINATOR, new Message.Leave()), hung())
                    : List.of());
    Scripted coordinator =
        new Scripted(
            signal ->
                signal instanceof Signal.Received
                    ? List.of(Scripted.finish("stopped"))
                    : List.of());
    LocalFederation federation =
        LocalFederation.of(coordinator).participants(Map.of("site", site)).build();
    String first = Scripted.reason(federation.run());
    Driver driver =
        new Driver(
            "hung",
            new Scripted(
                signal -> {
                  Waiting.forever();
                  return List.of();
                }),
            (to, message) -> {},
            new HistoryLog.InMemory(),
            ModelSink.none(),
            new Semaphore(1),
            Duration.ofMillis(50));
    driver.start();
    String second = Scripted.reason(driver.await(Duration.ofSeconds(30)));
    System.out.print(first + " " + second + "\n");
  }

  private static Effect hung() {
    return new Effect.Work(
        1,
        Duration.ofMinutes(10),
        () -> {
          Waiting.forever();
          return "never";
        });
  }
}

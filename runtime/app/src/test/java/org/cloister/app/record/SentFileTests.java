package org.cloister.app.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cloister.model.Digest;
import org.cloister.node.SentField;
import org.cloister.node.SentMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentFileTests {

  private static final SteppedClock CLOCK =
      new SteppedClock(Instant.parse("2026-02-03T12:00:00.005Z"));
  private static final SentMessage LEAVE =
      new SentMessage(
          "coordinator",
          "Leave",
          OptionalLong.empty(),
          0,
          "",
          false,
          List.of(new SentField("framing", "frames", 0, 44, Optional.empty())));

  @TempDir Path folder;

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve("sent.jsonl"));
  }

  private void append(SentMessage message) {
    try (SentFile file = SentFile.open(folder, CLOCK, "secure")) {
      file.sent(message);
    }
  }

  @Test
  void sent_message_isALineForEachField() throws IOException {
    Digest digest = Digest.of("x");
    append(
        new SentMessage(
            "coordinator",
            "SessionStep",
            OptionalLong.of(3),
            1,
            "train",
            true,
            List.of(
                new SentField("ask", "int64", 1, 8, Optional.of(digest)),
                new SentField("vector", "residues of 20 bits", 14, 42, Optional.of(digest)))));
    String start =
        "{\"at\":\"2026-02-03T12:00:00.005Z\",\"to\":\"coordinator\",\"message\":\"session-step\","
            + "\"ask\":3,\"round\":1,\"node\":\"train\",";
    String end = ",\"sha256\":\"" + digest.hex() + "\",\"route\":\"secure\"}";
    assertEquals(
        List.of(
            start + "\"field\":\"ask\",\"kind\":\"int64\",\"values\":1,\"bytes\":8" + end,
            start
                + "\"field\":\"vector\",\"kind\":\"residues of 20 bits\",\"values\":14,\"bytes\":42"
                + end),
        lines());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 4096, 4097, 9000})
  void open_fileThatACrashTore_cutsTheHalfLineAndGoesOn(int torn) throws IOException {
    append(LEAVE);
    Files.writeString(folder.resolve("sent.jsonl"), "x".repeat(torn), StandardOpenOption.APPEND);

    append(LEAVE);

    String line =
        "{\"at\":\"2026-02-03T12:00:00.005Z\",\"to\":\"coordinator\",\"message\":\"leave\","
            + "\"field\":\"framing\",\"kind\":\"frames\",\"values\":0,\"bytes\":44,"
            + "\"route\":\"secure\",\"whole\":false}";
    assertEquals(List.of(line, line), lines());
  }

  @Test
  void open_fileThatIsHalfALine_beginsAnew() throws IOException {
    Files.writeString(folder.resolve("sent.jsonl"), "{\"at");
    append(LEAVE);
    assertEquals(1, lines().size());
  }
}

package org.cloister.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTests {

  private static final String RUN =
      """
      {"schemaVersion":1,"cloister":"1","command":"cloister simulate j","job":"j",
       "jobFileSha256":"%1$s","termsSha256":"%1$s","seed":-3,"route":"open","noised":false,
       "simulated":true,"visibility":"All.","sites":["a","b.c"],"parts":[{"role":"model","id":"m"}],
       "agents":[],"outcome":{"kind":"completed","code":"","reason":"done","rounds":1}}
      """
          .formatted("ab".repeat(32));

  private static final String HISTORY =
      """
      {"at":"2026-01-02T03:04:05.000Z","event":"joined","round":0,"site":"a"}
      {"event":"sites-reported","round":1,"node":"train","reported":["a"],"dropped":{},"values":{}}
      {"event":"sites-repo""";

  private static final String SENT =
      """
      {"message":"answer","field":"x","kind":"float32","route":"open","values":2,"bytes":8}
      {"message":"answer","field":"x","kind":"float32","route":"open","values":3,"bytes":12}
      {"message":"answer","fie""";

  @TempDir Path folder;

  @BeforeEach
  void record() throws IOException {
    Files.writeString(folder.resolve("run.json"), RUN);
    Files.writeString(folder.resolve("history.jsonl"), HISTORY);
    Files.createDirectories(folder.resolve("sites/a"));
    Files.writeString(folder.resolve("sites/a/sent.jsonl"), SENT);
    Files.writeString(
        folder.resolve("metrics.json"),
        "{\"complete\":false,\"train.loss\":\"NaN\",\"final.test.union.auc\":0.5}");
  }

  @Test
  void write_aKilledRun_makesAllReportsOfWhatThereIs() throws Exception {
    List<Path> written = Reports.write(folder);

    assertEquals(
        List.of(
            folder.resolve("report.html"),
            folder.resolve("sites/a/report.html"),
            folder.resolve("sites/b.c/report.html")),
        written);
    Parsed job = Parsed.of(Files.readString(written.get(0)));
    assertEquals(2, job.metrics().size());
    assertTrue(Files.readString(written.get(1)).contains("20 bytes"));
    assertFalse(Files.readString(written.get(2)).contains("20 bytes"));
  }

  @Test
  void write_twice_isTheSameToTheByte() throws IOException {
    String first = Files.readString(Reports.write(folder).get(0));

    assertEquals(first, Files.readString(Reports.write(folder).get(0)));
  }

  @Test
  void write_noRunThere_isRefused() throws IOException {
    Files.delete(folder.resolve("run.json"));

    assertEquals(ErrorCode.RECORD_UNREADABLE, refused());
    assertFalse(Files.exists(folder.resolve("report.html")));
  }

  @Test
  void write_runCutAnywhere_isRefused() throws IOException {
    for (int length = 0; length < RUN.strip().length(); length++) {
      Files.writeString(folder.resolve("run.json"), RUN.substring(0, length));

      assertEquals(ErrorCode.RECORD_UNREADABLE, refused(), "cut at " + length);
    }
  }

  @Test
  void write_fieldsOfAnotherType_areRefused() throws IOException {
    for (String[] change :
        new String[][] {
          {"\"sites\":[\"a\",\"b.c\"]", "\"sites\":{}"},
          {"\"sites\":[\"a\",\"b.c\"]", "\"sites\":[1]"},
          {"\"seed\":-3", "\"seed\":1e99"},
          {"\"seed\":-3", "\"seed\":\"3\""},
          {"\"noised\":false", "\"noised\":0"},
          {"\"rounds\":1", "\"rounds\":99999999999"},
          {"\"outcome\":{", "\"outcome\":[],\"x\":{"},
          {"\"schemaVersion\":1", "\"schemaVersion\":2"},
          {"\"jobFileSha256\":\"ab", "\"jobFileSha256\":\"zz"}
        }) {
      assertTrue(RUN.contains(change[0]), change[0]);
      Files.writeString(folder.resolve("run.json"), RUN.replace(change[0], change[1]));

      assertEquals(ErrorCode.RECORD_UNREADABLE, refused(), change[1]);
    }
  }

  @Test
  void write_siteThatLeadsOutside_isRefused() throws IOException {
    for (String name : List.of("../../evil", "/tmp/evil", "..", "", "a/b", "a\\\\b")) {
      Files.writeString(folder.resolve("run.json"), RUN.replace("b.c", name));

      assertThrows(CloisterException.class, () -> Reports.write(folder), name);
    }
    assertFalse(Files.exists(folder.resolve("report.html")));
  }

  @Test
  void write_damagedFiles_nameTheFile() throws IOException {
    for (String file : List.of("metrics.json", "sites/a/site.json", "sites/a/sent.jsonl")) {
      Path path = folder.resolve(file);
      String before = Files.exists(path) ? Files.readString(path) : "{}";
      Files.writeString(path, "{\"rows\":{},\"bytes\":}\n");

      CloisterException e = assertThrows(CloisterException.class, () -> Reports.write(folder));

      assertEquals(ErrorCode.RECORD_UNREADABLE, e.code());
      assertTrue(String.valueOf(e.getMessage()).contains(path.toString()), e.getMessage());
      Files.writeString(path, before);
    }
  }

  private ErrorCode refused() {
    return assertThrows(CloisterException.class, () -> Reports.write(folder)).code();
  }
}

package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the usual library; {@link FipsModuleIT} has the other. */
class CryptoChoiceTests {
  @TempDir Path folder;

  @Test
  void begin_libraryThatIsNotThere_isRefused() {
    assertEquals(Optional.empty(), CryptoChoice.begin(""));
    for (String wanted : new String[] {"bc-fips", "other"}) {
      assertEquals(
          ErrorCode.ALGORITHM_NOT_APPROVED, CryptoChoice.begin(wanted).orElseThrow().code());
    }
  }

  @Test
  void doctor_usualLibrary_triesAllSuites() throws IOException {
    TestHome.Ran ran = TestHome.in(folder).run("doctor");
    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().contains("Bouncy Castle"), ran.out());
    assertTrue(ran.out().contains("all algorithms"), ran.out());
    assertTrue(ran.out().contains("standard, fips, pq-hybrid"), ran.out());
  }
}

package org.cloister.host;

import static org.cloister.host.HostFixture.assertFails;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;

class Nd4jWarmUpTests {

  @Test
  void run_whereNd4jDoesNotStart_failsEachTimeWithASentence() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Nd4jWarmUp warmUp = new Nd4jWarmUp(ClassLoader.getPlatformClassLoader());
    for (int i = 0; i < 2; i++) {
      assertFails(
          ErrorCode.NATIVE_UNAVAILABLE,
          "The bundle \"net.jar\" is refused: it computes with ND4J, whose native code does not start",
          () -> warmUp.run("net.jar"));
    }
    assertSame(before, Thread.currentThread().getContextClassLoader());
  }
}

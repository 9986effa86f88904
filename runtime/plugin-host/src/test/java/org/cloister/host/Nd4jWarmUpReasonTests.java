package org.cloister.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;

/** What a person reads where native code does not start. */
class Nd4jWarmUpReasonTests {

  @Test
  void reason_nestedFailures_isTheFirstCause() {
    Throwable link = new UnsatisfiedLinkError("failed to map segment");
    Throwable wrapped = new ExceptionInInitializerError(new RuntimeException(link));

    String reason = Nd4jWarmUp.reason(wrapped);

    assertEquals("java.lang.UnsatisfiedLinkError: failed to map segment", reason);
  }

  @Test
  void run_hostWithoutNd4j_saysWhatToDo() {
    Nd4jWarmUp warmUp = new Nd4jWarmUp(ClassLoader.getPlatformClassLoader());

    CloisterException refusal =
        assertThrows(CloisterException.class, () -> warmUp.run("networks.jar"));

    assertEquals(ErrorCode.NATIVE_UNAVAILABLE, refusal.code());
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains("ClassNotFoundException"), message);
    assertTrue(message.contains("noexec"), message);
  }
}

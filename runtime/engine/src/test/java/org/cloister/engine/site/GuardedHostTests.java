package org.cloister.engine.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import org.cloister.spi.protection.SessionHost;
import org.junit.jupiter.api.Test;

class GuardedHostTests {

  /** A method that it left to the interface would forget what the host insists on. */
  @Test
  void methods_ofAHost_areAllItsOwn() throws NoSuchMethodException {
    for (Method method : SessionHost.class.getMethods()) {
      assertEquals(
          GuardedHost.class,
          GuardedHost.class
              .getMethod(method.getName(), method.getParameterTypes())
              .getDeclaringClass(),
          method::getName);
    }
  }
}

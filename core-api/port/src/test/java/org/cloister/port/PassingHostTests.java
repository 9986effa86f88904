package org.cloister.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionPolicy;
import org.junit.jupiter.api.Test;

class PassingHostTests {

  private static final SessionPolicy POLICY = new SessionPolicy(9, 8, 7, Optional.of("hybrid"));

  /** A host that says yes, and notes what it was asked with. */
  private static SessionHost noting(List<List<Object>> asked) {
    return (SessionHost)
        Proxy.newProxyInstance(
            SessionHost.class.getClassLoader(),
            new Class<?>[] {SessionHost.class},
            (proxy, method, arguments) -> {
              List<Object> call = new ArrayList<>(List.of(method.getName()));
              call.addAll(arguments == null ? List.of() : Arrays.asList(arguments));
              asked.add(call);
              return switch (method.getName()) {
                case "policy" -> POLICY;
                case "sign" -> Bytes.empty();
                case "verify" -> true;
                case "journalled" -> Optional.of(Bytes.empty());
                default -> null;
              };
            });
  }

  /** What is not passed on would be open without a word. */
  @Test
  void methods_allOfThem_askTheHostBehind() {
    List<List<Object>> asked = new ArrayList<>();
    SessionHost host = new PassingHost(noting(asked)) {};
    Bytes bytes = Bytes.of(new byte[] {1});
    host.random();
    assertEquals(POLICY, host.policy());
    assertEquals(Bytes.empty(), host.sign("for", bytes));
    assertEquals(true, host.verify("a", "for", bytes, Bytes.empty()));
    host.admit(List.of("a", "b"));
    host.journal("name", bytes);
    assertEquals(Optional.of(Bytes.empty()), host.journalled("name"));
    assertEquals(
        List.of(
            List.of("random"),
            List.of("policy"),
            List.of("sign", "for", bytes),
            List.of("verify", "a", "for", bytes, Bytes.empty()),
            List.of("admit", List.of("a", "b")),
            List.of("journal", "name", bytes),
            List.of("journalled", "name")),
        asked);
    assertEquals(asked.size(), SessionHost.class.getMethods().length);
  }

  @Test
  void methods_ofAHost_haveNoDefaults() {
    for (Method method : SessionHost.class.getMethods()) {
      assertFalse(method.isDefault(), method::getName);
    }
  }
}

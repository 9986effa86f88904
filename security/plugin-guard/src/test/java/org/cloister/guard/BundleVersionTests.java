package org.cloister.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BundleVersionTests {

  @Test
  void compareTo_isByNumberThenQualifier() {
    List<String> ordered = List.of("0.9", "0.10", "1", "1.0.0.a", "1.0.0.b", "1.0.1", "2.0");
    List<String> sorted =
        ordered.stream()
            .map(text -> BundleVersion.parse(text).orElseThrow())
            .sorted()
            .map(BundleVersion::toString)
            .toList();
    assertEquals(
        List.of("0.9.0", "0.10.0", "1.0.0", "1.0.0.a", "1.0.0.b", "1.0.1", "2.0.0"), sorted);
  }

  @Test
  void parse_textThatIsNoVersion_isEmpty() {
    for (String text :
        List.of("", "a", "1.", "1.2.3.", "1.2.3.4.5", "-1", "1.2.3.a b", "99999999999")) {
      assertTrue(BundleVersion.parse(text).isEmpty(), text);
    }
  }
}

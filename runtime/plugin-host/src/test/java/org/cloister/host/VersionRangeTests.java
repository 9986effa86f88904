package org.cloister.host;

import static org.cloister.host.HostFixture.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.cloister.guard.BundleVersion;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0.1,0.2) | 0.1.0 | true",
        "[0.1,0.2) | 0.1.99 | true",
        "[0.1,0.2) | 0.2.0 | false",
        "(0.1,0.2] | 0.1.0 | false",
        "(0.1,0.2] | 0.2.0 | true",
        "[1,1] | 1.0.0 | true",
        "0.5 | 0.4.9 | false",
        "0.5 | 99 | true"
      })
  void includes_isByTheEnds(String range, String version, boolean expected) {
    VersionRange parsed = VersionRange.parse(range);
    assertEquals(expected, parsed.includes(BundleVersion.parse(version).orElseThrow()));
    assertEquals(parsed, VersionRange.parse(parsed.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[1,2", "1,2", "[1]", "[2,1]", "(1,1)", "[1,1)", "[1,2,3]"})
  void parse_noRange_isRefused(String text) {
    assertFails(ErrorCode.JOB_INVALID, "version range must", () -> VersionRange.parse(text));
  }

  @Test
  void exactly_includesOneVersion() {
    BundleVersion one = new BundleVersion(1, 0, 0, "");
    assertEquals("[1.0.0,1.0.0]", VersionRange.exactly(one).toString());
  }
}

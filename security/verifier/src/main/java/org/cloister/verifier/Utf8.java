package org.cloister.verifier;

/** The well-formed byte sequences of table 3-7 of the Unicode standard. */
final class Utf8 {
  private Utf8() {}

  /** The length of the sequence of two to four bytes at {@code at}. */
  static int sequence(byte[] bytes, int at, int end) throws Refused {
    int first = bytes[at] & 0xff;
    int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (first < 0xc2 || first > 0xf4 || at + length > end) {
      throw malformed();
    }
    int second = bytes[at + 1] & 0xff;
    int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) {
      throw malformed();
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        throw malformed();
      }
    }
    return length;
  }

  private static Refused malformed() {
    return StrictJson.refused("a string is not UTF-8, or holds half of a surrogate pair");
  }
}

package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** Reads the body of a message; trusts nothing of it, and makes nothing longer than it is. */
final class BodyReader {
  static final int DIGEST = 32;

  /** Room for a signature of any suite, and for what one site seals for another. */
  private static final int MOST_SIZED = 1 << 14;

  private static final int MOST_BODY = 1 << 20;

  private final Bytes body;
  private final int sites;
  private int at;

  /** Reads {@code body}, in which sites are numbers below {@code sites}. */
  BodyReader(Bytes body, int sites) {
    CloisterException.require(
        body.length() <= MOST_BODY,
        ErrorCode.MESSAGE_TOO_LARGE,
        "The body of a message of a session must be at most " + MOST_BODY + " bytes.");
    this.body = body;
    this.sites = sites;
  }

  static CloisterException malformed(String rule) {
    return new CloisterException(
        ErrorCode.MESSAGE_MALFORMED, "A message of a session breaks the format: " + rule + ".");
  }

  private int octet() {
    if (at >= body.length()) {
      throw malformed("it ends too early");
    }
    return body.at(at++) & 0xff;
  }

  int number() {
    int high = octet();
    return high << 8 | octet();
  }

  int site() {
    int site = number();
    if (site >= sites) {
      throw malformed("it names a site that is not on the roster");
    }
    return site;
  }

  Bytes fixed(int count) {
    if (count > body.length() - at) {
      throw malformed("it ends too early");
    }
    byte[] bytes = new byte[count];
    body.read(at, bytes, 0, count);
    at += count;
    return Bytes.of(bytes);
  }

  Bytes digest() {
    return fixed(DIGEST);
  }

  Bytes sized() {
    int count = number();
    if (count > MOST_SIZED) {
      throw malformed("a field is too long");
    }
    return fixed(count);
  }

  /** As many elements as sites at most. */
  <T> List<T> list(Function<BodyReader, T> element) {
    int count = number();
    if (count > sites) {
      throw malformed("a list is longer than the roster");
    }
    List<T> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(element.apply(this));
    }
    return values;
  }

  /** What {@code content} reads must be all. */
  <T> T whole(Function<BodyReader, T> content) {
    T value = content.apply(this);
    if (at != body.length()) {
      throw malformed("it goes on after its end");
    }
    return value;
  }
}

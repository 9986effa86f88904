package org.cloister.guard;

import org.cloister.model.Quoted;

/**
 * The extra fields of an entry: those that could give it a second name or a second size are
 * refused, others mean nothing to us.
 */
final class ExtraFields {
  private static final int ZIP64 = 0x0001;
  private static final int UNICODE_PATH = 0x7075;

  private ExtraFields() {}

  static void check(ZipBytes zip, long start, int count, String name) {
    long at = start;
    // The JDK tolerates up to three trailing bytes, which cannot be a field.
    while (at + 4 <= start + count) {
      int id = zip.u16(at);
      zip.refusal()
          .requireArchive(
              id != ZIP64 && id != UNICODE_PATH,
              "its entry "
                  + Quoted.of(name)
                  + " must not have an extra field that changes its size or name. Build it with a plain jar tool.");
      at += 4 + zip.u16(at + 2);
    }
    zip.refusal()
        .requireArchive(
            at <= start + count,
            "its entry " + Quoted.of(name) + " has a damaged extra field. Copy it again.");
  }
}

package org.cloister.guard;

import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/**
 * Says no to one file. Every sentence names the file first; the caller adds rule, bound, value and
 * what to do.
 */
record Refusal(String fileName) {

  CloisterException archive(String why) {
    return new CloisterException(ErrorCode.PLUGIN_ARCHIVE_REFUSED, sentence(why));
  }

  CloisterException header(String why) {
    return new CloisterException(ErrorCode.PLUGIN_HEADER_REFUSED, sentence(why));
  }

  CloisterException notTrusted(String why) {
    return new CloisterException(ErrorCode.PLUGIN_NOT_TRUSTED, sentence(why));
  }

  void requireArchive(boolean condition, String why) {
    if (!condition) {
      throw archive(why);
    }
  }

  void requireHeader(boolean condition, String why) {
    if (!condition) {
      throw header(why);
    }
  }

  private String sentence(String why) {
    return "The bundle " + Quoted.of(fileName) + " is refused: " + why;
  }
}

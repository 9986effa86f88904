package org.cloister.plugins.datasources;

import java.io.IOException;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/** The sentences about one file. They say where and what kind of thing, never what a cell holds. */
record CsvTrouble(String file) {

  CloisterException malformed(long line, String sentence) {
    return new CloisterException(
        ErrorCode.DATA_MALFORMED, "File " + Quoted.of(file) + ", line " + line + ": " + sentence);
  }

  CloisterException cell(long line, String column, String complaint) {
    return malformed(
        line,
        "column "
            + Quoted.of(column)
            + " "
            + complaint
            + "; correct the cell, or add its text to the setting missing if it means no value.");
  }

  CloisterException empty() {
    return new CloisterException(
        ErrorCode.DATA_EMPTY,
        "File "
            + Quoted.of(file)
            + " must have at least 1 data row, was 0; give a file with rows, or set header to"
            + " false if its only line is data.");
  }

  CloisterException tooLarge(int maxRows) {
    return new CloisterException(
        ErrorCode.DATA_TOO_LARGE,
        "File "
            + Quoted.of(file)
            + " must have at most "
            + maxRows
            + " data rows, was more; split it or raise the setting max-rows.");
  }

  CloisterException unreadable(IOException cause) {
    return new CloisterException(
        ErrorCode.DATA_UNREADABLE,
        "File "
            + Quoted.of(file)
            + " must be readable, was not; check that it exists and that this account may read it.",
        cause);
  }
}

package org.cloister.app.report;

import java.util.List;

/** A table that scrolls by itself where it is wider than the page. */
final class Table {

  private Table() {}

  /**
   * A column.
   *
   * @param name its head
   * @param text whether it holds words, which begin at its left edge, and not numbers
   */
  record Column(String name, boolean text) {

    static Column words(String name) {
      return new Column(name, true);
    }

    static Column number(String name) {
      return new Column(name, false);
    }
  }

  /** Begins one, up to its first row. */
  static void open(Html html, String caption, List<Column> columns) {
    html.open("div", "class", "scroll", "tabindex", "0").open("table");
    html.leaf("caption", caption);
    html.open("thead").open("tr");
    for (Column column : columns) {
      html.open("th", "scope", "col", "class", column.text() ? "text" : "number");
      html.data(column.name()).close();
    }
    html.close().close().open("tbody");
  }

  /** The head of a row. */
  static void head(Html html, String name) {
    html.open("th", "scope", "row").data(name).close();
  }

  /** A cell with words. */
  static void words(Html html, String text) {
    html.open("td", "class", "text").data(text).close();
  }

  /** A cell with a digest or a name of a program. */
  static void code(Html html, String text) {
    html.open("td", "class", "text").open("code").data(text).close().close();
  }

  /** Ends it after its last row. */
  static void close(Html html) {
    html.close().close().close();
  }
}

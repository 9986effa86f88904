package org.cloister.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HtmlTests {

  @Test
  void text_withMarkup_isEscaped() {
    assertEquals("&lt;script&gt;&amp;&quot;&#39;]]&gt;", written("<script>&\"']]>"));
  }

  @Test
  void text_withHiddenCharacters_showsThem() {
    assertEquals("a\\u202eb\\u0000c\\u200bd\\ue0041", written("a\u202eb\0c\u200bd\udb40\udc41"));
    assertEquals("\\ud800x", written("\ud800x"));
    assertEquals("x\\udfff", written("x\udfff"));
  }

  @Test
  void text_ofOtherLanguages_stays() {
    String text = "Z\u00fcrich \u05e9\u05dc\u05d5\u05dd \u6771\u4eac \ud83c\udfe5";

    assertEquals(text, written(text));
  }

  @Test
  void text_veryLong_isCut() {
    assertTrue(written("x".repeat(1_000_000)).length() < 3000);
  }

  @Test
  void attribute_withQuotes_staysInside() {
    Html html = new Html();
    html.empty("path", "data-series", "\" onload=\"alert(1)");

    assertTrue(
        html.document().contains("data-series=\"&quot; onload=&quot;alert(1)\""), html.document());
  }

  @Test
  void document_leftOpen_isABug() {
    assertThrows(IllegalStateException.class, () -> new Html().open("p").document());
  }

  private static String written(String text) {
    String document = new Html().leaf("p", text).document();
    return document.substring(document.indexOf("<p>") + 3, document.indexOf("</p>"));
  }
}

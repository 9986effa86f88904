package org.cloister.app.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A report read by an XML parser, which forgives nothing. */
record Parsed(Document document) {

  /**
   * All that a report is made of; an element that came out of data would have to be one of them.
   */
  private static final Set<String> ELEMENTS =
      Set.of(
          "html",
          "head",
          "meta",
          "title",
          "style",
          "body",
          "header",
          "nav",
          "main",
          "section",
          "footer",
          "h1",
          "h2",
          "h3",
          "p",
          "ul",
          "li",
          "a",
          "dl",
          "dt",
          "dd",
          "div",
          "span",
          "bdi",
          "b",
          "pre",
          "code",
          "data",
          "figure",
          "figcaption",
          "details",
          "summary",
          "table",
          "caption",
          "thead",
          "tbody",
          "tr",
          "th",
          "td",
          "svg",
          "desc",
          "g",
          "path",
          "rect",
          "text",
          "tspan");

  static Parsed of(String html) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setExpandEntityReferences(false);
    Parsed parsed =
        new Parsed(factory.newDocumentBuilder().parse(new InputSource(new StringReader(html))));
    parsed.harmless();
    return parsed;
  }

  /** Nothing in it runs, loads or leads elsewhere; no id stands twice. */
  private void harmless() {
    Set<String> ids = new TreeSet<>();
    for (Element element : all("*")) {
      String tag = element.getTagName();
      assertTrue(ELEMENTS.contains(tag), tag);
      var attributes = element.getAttributes();
      for (int i = 0; i < attributes.getLength(); i++) {
        String name = attributes.item(i).getNodeName().toLowerCase(Locale.ROOT);
        String value = attributes.item(i).getNodeValue();
        assertFalse(name.startsWith("on") || name.equals("src"), tag + " " + name);
        assertTrue(!name.equals("href") || value.startsWith("#"), value);
        assertTrue(!name.equals("id") || ids.add(value), "twice: " + value);
      }
    }
    for (Element link : all("a")) {
      assertTrue(ids.contains(link.getAttribute("href").substring(1)), link.getAttribute("href"));
    }
    for (Element chart : all("svg")) {
      for (String id : chart.getAttribute("aria-labelledby").split(" ", -1)) {
        assertTrue(id.isEmpty() || ids.contains(id), id);
      }
    }
  }

  List<Element> all(String tag) {
    NodeList nodes = document.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  List<Element> withClass(String tag, String name) {
    return all(tag).stream()
        .filter(element -> List.of(element.getAttribute("class").split(" ", -1)).contains(name))
        .toList();
  }

  /** The exact numbers, by their names in {@code metrics.json}. */
  Map<String, Double> metrics() {
    Map<String, Double> metrics = new TreeMap<>();
    for (Element number : all("data")) {
      double value = Double.parseDouble(number.getAttribute("value"));
      metrics.put(number.getAttribute("data-metric"), value);
      assertTrue(number.getTextContent().equals(Numbers.shown(value)), number.getTextContent());
    }
    return metrics;
  }

  String text() {
    return document.getDocumentElement().getTextContent();
  }
}

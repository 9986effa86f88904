package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.cloister.app.conformance.ConformanceTerms;
import org.cloister.app.record.Json;
import org.cloister.model.ErrorCode;
import org.cloister.tck.ConformanceCase;

/** Cases of conformance in both forms. */
record ConformanceReport(ConformanceTerms terms, List<ConformanceCase> cases) {

  boolean passed() {
    return cases.stream().allMatch(ConformanceCase::passed);
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("protocol", terms.protocol()).put("suite", terms.suite());
    json.put("sites", terms.sites()).put("elements", terms.elements());
    ArrayNode all = json.putArray("cases");
    for (ConformanceCase one : cases) {
      all.addObject()
          .put("name", one.name())
          .put("expected", one.expected())
          .put("observed", one.observed())
          .put("code", one.code().map(ErrorCode::text).orElse(null))
          .put("passed", one.passed());
    }
    return json.put("passed", passed());
  }

  String text() {
    int width = cases.stream().mapToInt(one -> one.name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    text.append(terms.protocol()).append(", suite ").append(terms.suite()).append(", ");
    text.append(terms.sites()).append(" sites, ").append(terms.elements()).append(" elements\n\n");
    for (ConformanceCase one : cases) {
      text.append(one.passed() ? "passed  " : "FAILED  ").append(one.name());
      text.append(" ".repeat(width - one.name().length() + 2));
      text.append(one.code().map(ErrorCode::text).orElse("-      ")).append("  ");
      text.append(one.observed()).append('\n');
      if (!one.passed()) {
        text.append("        must be: ").append(one.expected()).append('\n');
      }
    }
    long good = cases.stream().filter(ConformanceCase::passed).count();
    text.append('\n').append(good).append(" of ").append(cases.size()).append(" cases passed.\n");
    return text.toString();
  }
}

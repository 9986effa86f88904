package org.cloister.tck;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.cloister.model.DataSchema;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.SumQuery;

/**
 * The contract of {@link SumQuery}, of metrics as well as of statistics.
 *
 * <ul>
 *   <li>{@code parts_areStable}: what is sent is fixed for a job.
 *   <li>{@code parts_refusesUnknownSettings}: a misspelt setting is refused before the job starts.
 *   <li>{@code parts_areUnweighted}: every part is a plain sum.
 *   <li>{@code parts_haveNamesOfTheirOwn}: no name stands twice.
 *   <li>{@code compute_answers}: every site has an answer.
 *   <li>{@code compute_matchesParts}: what is sent is what was announced.
 *   <li>{@code compute_isPure}: the same rows give the same bits.
 *   <li>{@code compute_acceptsNoRows}: a site without rows has an answer of the same form.
 *   <li>{@code compute_addsUp}: counts of two halves of the rows add up to those of the whole.
 *   <li>{@code finish_isPure}: the same sum gives the same results.
 *   <li>{@code finish_isNeverInfinite}: a result is a finite number, or NaN where there is none.
 * </ul>
 */
public final class SumQueryChecks {

  private SumQueryChecks() {}

  /** The rules that {@code role} breaks on synthetic tables with every kind of label. */
  public static List<Finding> check(SumQuery role, Settings settings) {
    return run(role, settings, CheckLevel.FULL).findings();
  }

  /**
   * The rules that {@code role} breaks on synthetic rows of {@code schema}, which must have a label
   * if the query is a metric.
   */
  public static List<Finding> check(SumQuery role, DataSchema schema, Settings settings) {
    Checklist list = new Checklist(RoleNames.QUERY, role.id());
    one(list, role, schema, settings);
    return list.findings();
  }

  static Checklist run(SumQuery role, Settings settings, CheckLevel level) {
    Checklist list = new Checklist(RoleNames.QUERY, role.id());
    for (DataSchema schema : SampleTable.schemas()) {
      if (one(list, role, schema, settings) && level == CheckLevel.ADMISSION) {
        break;
      }
    }
    return list;
  }

  private static boolean one(Checklist list, SumQuery role, DataSchema schema, Settings settings) {
    List<Part> parts =
        list.answer(
            "parts_areStable",
            "parts must give equal answers, of at least one part, to equal arguments.",
            () -> {
              List<Part> first = role.parts(schema, settings);
              boolean same = first.equals(role.parts(schema, settings));
              return same && !first.isEmpty() ? List.copyOf(first) : null;
            });
    if (parts == null) {
      return false;
    }
    list.unknownSettings("parts_refusesUnknownSettings", settings, s -> role.parts(schema, s));
    list.rule(
        "parts_areUnweighted",
        "All parts of a query must be unweighted; use Part.plain.",
        () -> parts.stream().allMatch(part -> part.weighting() == Part.Weighting.NONE));
    list.rule(
        "parts_haveNamesOfTheirOwn",
        "No two parts may have the same name.",
        () -> new HashSet<>(parts.stream().map(Part::name).toList()).size() == parts.size());
    Answering site = new Answering(role, schema, settings);
    Parts whole =
        list.answer(
            "compute_answers", "compute must give an answer.", () -> site.compute(0, site.rows()));
    if (whole == null) {
      return true;
    }
    boolean pure =
        list.rule(
            "compute_isPure",
            "The same rows must give the same bits.",
            () -> Fingerprint.of(whole).equals(Fingerprint.of(site.compute(0, site.rows()))));
    boolean fits =
        list.rule(
            "compute_matchesParts",
            "The answer must have exactly the announced parts, with their kinds and lengths.",
            () -> Samples.fits(whole, parts));
    if (fits) {
      list.rule(
          "compute_acceptsNoRows",
          "A site without rows must give an answer of the same form.",
          () -> Samples.fits(site.compute(0, 0), parts));
      if (pure) {
        list.rule(
            "compute_addsUp",
            "Counts over two halves of the rows must add up to those over all.",
            () -> {
              int half = site.rows() / 2;
              return addsUp(site.compute(0, half), site.compute(half, site.rows()), whole, parts);
            });
      }
      finish(list, role, schema, settings, whole);
    }
    return true;
  }

  private static void finish(
      Checklist list, SumQuery role, DataSchema schema, Settings settings, Parts whole) {
    SummedUpdate sum = new SummedUpdate(Samples.model(11).version(), 1, 1, whole);
    list.rule(
        "finish_isPure",
        "The same sum must give the same results.",
        () -> role.finish(sum, schema, settings).equals(role.finish(sum, schema, settings)));
    list.rule(
        "finish_isNeverInfinite",
        "A result must be finite, or NaN where the sum gives none.",
        () -> {
          Map<String, Double> results = role.finish(sum, schema, settings);
          return results.values().stream().noneMatch(value -> value.isInfinite());
        });
  }

  private static boolean addsUp(Parts a, Parts b, Parts whole, List<Part> parts) {
    for (Part part : parts) {
      if (part.kind() instanceof Part.Kind.Counts) {
        List<Long> sum = new ArrayList<>();
        for (int i = 0; i < part.kind().length(); i++) {
          sum.add(a.counts(part.name()).get(i) + b.counts(part.name()).get(i));
        }
        if (!sum.equals(whole.counts(part.name()))) {
          return false;
        }
      }
    }
    return true;
  }
}

package org.cloister.app.report;

import java.util.ArrayList;
import java.util.List;
import org.cloister.app.record.RunFile;

/**
 * What the coordinator could see, in plain words and as a list of everything that reached it.
 *
 * @param run the job
 * @param children whether child workflows asked the sites, as for statistics
 * @param weights how many numbers the model shares, as text; empty if nobody knows
 * @param sent what left the sites by their own records
 */
record VisibilitySection(RunFile run, boolean children, String weights, SentTable sent) {

  private record Seen(String what, String form, String meaning) {}

  void write(Html html) {
    html.open("section", "id", "visibility").leaf("h2", "What the coordinator could see");
    html.open("p", "class", "plain").data(run.visibility()).close();
    Table.open(
        html,
        "Each kind of value that reached the coordinator",
        List.of(
            Table.Column.words("value"),
            Table.Column.words("seen as"),
            Table.Column.words("what it can tell")));
    for (Seen seen : seen()) {
      html.open("tr");
      Table.head(html, seen.what());
      Table.words(html, seen.form());
      Table.words(html, seen.meaning());
      html.close();
    }
    Table.close(html);
    html.leaf(
        "p",
        "What never left a site: rows and cells of its data, its own scaling, tensors that stay at"
            + " home, and the state of its trainer.");
    sent.write(html, "What left all sites together, by their own records");
    html.close();
  }

  private boolean open() {
    return run.route().equals("open");
  }

  private List<Seen> seen() {
    String own = "of each site, one by one";
    String sum = run.route().equals("grouped") ? "the sum over a group" : "the sum over all sites";
    String form = open() ? own : sum;
    List<Seen> seen = new ArrayList<>();
    seen.add(
        new Seen(
            "The change of the model's weights" + (weights.isEmpty() ? "" : ", " + weights),
            run.noised() ? form + ", with noise" : form,
            update()));
    if (!run.noised()) {
      seen.add(
          new Seen(
              "The mean loss of training",
              form,
              open() ? "How well the model fits each site's rows." : "How well the model fits."));
    }
    seen.add(
        new Seen(
            "The number of training examples, which is a site's weight",
            form,
            open() ? "How large each site's data is." : "How large the data is in all."));
    seen.add(
        new Seen(
            "Counts and sums behind the metrics",
            form,
            open()
                ? "How good the model is at each site; with few test rows, what single rows are."
                : "How good the model is in all."));
    if (children) {
      seen.add(
          new Seen(
              "Statistics of columns: counts, sums, histograms",
              form,
              open()
                  ? "How each column is distributed at each site."
                  : "How each column is distributed in all."));
    }
    if (!open()) {
      seen.add(
          new Seen(
              "Messages of the protocol for secure sums",
              own,
              "Who takes part; the values in them are masked."));
    }
    seen.add(
        new Seen(
            "Whether and when a site answered, and why it did not",
            own,
            "How fast and how reliable each site is."));
    seen.add(
        new Seen(
            "Processors, memory, load and speed of the machine",
            own,
            "How each site's machine is equipped."));
    return seen;
  }

  private String update() {
    if (!open()) {
      return "What the sites have in common. A sum over few sites tells more about each.";
    }
    return run.noised()
        ? "Facts about a site's rows are harder to infer from it; how hard, the noise decides."
        : "Facts about single rows can be inferred from it, such as whether somebody is among"
            + " them.";
  }
}

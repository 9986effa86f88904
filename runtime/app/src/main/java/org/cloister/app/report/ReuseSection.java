package org.cloister.app.report;

import org.cloister.app.record.RunFile;

/**
 * How to do it again, and what to do with the model.
 *
 * @param recorded the run
 */
record ReuseSection(Recorded recorded) {

  void write(Html html) {
    RunFile run = recorded.run();
    html.open("section", "id", "again").leaf("h2", "Doing it again, and using the model");
    html.leaf(
        "p",
        "The same job file, data and seed give the same model to the last bit, on the same Java"
            + " feature release and type of processor. The command was:");
    html.open("pre").open("code").data(run.command()).close().close();
    if (recorded.model().isPresent()) {
      html.leaf("p", "The model is in the folder model beside this file. To use it:");
      html.open("pre")
          .leaf("code", "cloister predict --model model DATA.csv --out PREDICTIONS.csv")
          .close();
      html.leaf(
          "p",
          "A model whose scaling is each site's own also needs --fit-on with training rows of the"
              + " place where it is used.",
          "class",
          "note");
    } else {
      html.leaf("p", "No model was published.", "class", "note");
    }
    html.leaf("p", "This report is made again from the recorded folder by:");
    html.open("pre").leaf("code", "cloister report DIR").close();
    html.close();
  }
}

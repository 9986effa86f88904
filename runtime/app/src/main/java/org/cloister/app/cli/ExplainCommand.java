package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cloister.app.explain.ErrorPage;
import org.cloister.app.explain.ErrorPages;
import org.cloister.app.record.Json;
import org.cloister.app.record.Names;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description = "Tells what an error code means and what to do; without a code, lists all.")
final class ExplainCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "CODE", arity = "0..1", description = "Such as CL-0401, or just 401.")
  private Optional<String> code = Optional.empty();

  @Mixin OutputForm form = new OutputForm();

  @Inject
  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (code.isPresent()) {
      ErrorPage page = ErrorPages.of(ErrorPages.named(code.get()));
      console.result(
          json(page).put("page", page.text()),
          page.text() + "\nWho can act: " + page.actor() + ".\n");
    } else {
      list();
    }
    return ExitCode.OK;
  }

  private void list() {
    ObjectNode json = Json.object();
    ArrayNode codes = json.putArray("codes");
    StringBuilder text = new StringBuilder();
    for (ErrorPage page : ErrorPages.all()) {
      codes.add(json(page));
      text.append(page.code().text()).append("  ").append(page.title()).append('\n');
    }
    console.result(json, text.toString());
  }

  private static ObjectNode json(ErrorPage page) {
    return Json.object()
        .put("code", page.code().text())
        .put("name", page.code().name())
        .put("kind", Names.of(page.code().kind()))
        .put("title", page.title());
  }
}

package org.cloister.app.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.cloister.model.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds the tree from the parser's events. Nothing is constructed by name, and the depth is bound
 * before anything recurses over the tree.
 */
final class YamlTree {

  private static final int MAX_DEPTH = 32;

  private final String file;
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable Yaml root;
  private int documents;

  YamlTree(String file) {
    this.file = file;
  }

  Yaml build(String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel("file").setCodePointLimit(YamlFile.MAX_BYTES).build();
    try {
      for (Event event : new Parse(settings).parseString(text)) {
        take(event);
      }
    } catch (MarkedYamlEngineException e) {
      throw refuse(e.getProblemMark(), "must be valid YAML: " + YamlAdvice.on(e.getProblem()));
    } catch (YamlEngineException e) {
      throw refuse(
          Optional.empty(),
          "must be valid YAML, has a character that is not allowed in it; remove control characters");
    }
    if (root == null) {
      throw refuse(Optional.empty(), "must not be empty; begin with \"cloister: 1\"");
    }
    return root;
  }

  private void take(Event event) {
    if (event instanceof DocumentStartEvent && ++documents > 1) {
      throw refuse(
          event.getStartMark(),
          "must be one document, a second one begins here; remove the line ---");
    }
    if (event instanceof AliasEvent) {
      throw refuse(event.getStartMark(), "must not use aliases (*name); write the value again");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw refuse(event.getStartMark(), "must not use anchors (&name); write the value again");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), event);
      add(new Yaml.Scalar(position(event.getStartMark()), scalar.getValue(), scalar.isPlain()));
    } else if (event instanceof CollectionStartEvent start) {
      refuseTag(start.getTag(), event);
      if (open.size() >= MAX_DEPTH) {
        throw refuse(
            event.getStartMark(), "must nest at most " + MAX_DEPTH + " levels; a job file needs 4");
      }
      boolean mapping = start instanceof MappingStartEvent;
      open.push(new Open(position(event.getStartMark()), mapping, new ArrayList<>()));
    } else if (event instanceof CollectionEndEvent) {
      add(closed(open.pop()));
    }
  }

  private void add(Yaml value) {
    Open parent = open.peek();
    if (parent == null) {
      root = value;
      return;
    }
    boolean isKey = parent.mapping && parent.items.size() % 2 == 0;
    if (isKey && !(value instanceof Yaml.Scalar)) {
      throw new ProblemsFound(
          List.of(problem(value.at(), "must have plain words as keys; write \"key: value\"")));
    }
    parent.items.add(value);
  }

  private static Yaml closed(Open open) {
    if (!open.mapping) {
      return new Yaml.Sequence(open.at, open.items);
    }
    List<Yaml.Entry> entries = new ArrayList<>();
    for (int i = 0; i + 1 < open.items.size(); i += 2) {
      entries.add(new Yaml.Entry((Yaml.Scalar) open.items.get(i), open.items.get(i + 1)));
    }
    return new Yaml.Mapping(open.at, entries);
  }

  private void refuseTag(Optional<String> tag, Event event) {
    // The mark "!" alone only says "text", but nobody needs it here.
    if (tag.isPresent()) {
      throw refuse(event.getStartMark(), "must not use tags (!name); quote a text instead");
    }
  }

  private ProblemsFound refuse(Optional<Mark> mark, String text) {
    return new ProblemsFound(List.of(problem(position(mark), text)));
  }

  private Problem problem(Position at, String text) {
    return new Problem(file, at, "", text, ErrorCode.JOB_UNREADABLE);
  }

  private static Position position(Optional<Mark> mark) {
    return mark.map(m -> new Position(m.getLine() + 1, m.getColumn() + 1)).orElse(Position.START);
  }

  private record Open(Position at, boolean mapping, List<Yaml> items) {}
}

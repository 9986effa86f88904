package org.cloister.app.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/**
 * The keys of one section on their way to a typed value. Each key is read once by its form; keys
 * that nobody read are unknown, and {@link #build} says so.
 */
public final class Fields {

  private final Yaml section;
  private final Place place;
  private final Map<String, Yaml.Entry> unread = new LinkedHashMap<>();
  private final List<String> known = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private boolean sound = true;

  private Fields(Yaml.Mapping section, Place place) {
    this.section = section;
    this.place = place;
    for (Yaml.Entry entry : section.entries()) {
      String name = entry.key().text();
      Yaml.Entry first = unread.putIfAbsent(name, entry);
      if (first != null) {
        Position at = first.key().at();
        refuse(
            entry, "must stand once, stands already in line " + at.line(), ErrorCode.JOB_INVALID);
      }
    }
  }

  /** The keys of {@code value}, or nothing and a complaint if it is no section. */
  public static Optional<Fields> of(Yaml value, Place place) {
    if (value instanceof Yaml.Mapping mapping) {
      return Optional.of(new Fields(mapping, place));
    }
    place.mustBe("a section of \"key: value\" lines", value, "");
    return Optional.empty();
  }

  /** A key that must be there. */
  public <T> Optional<T> required(String name, Form<T> form) {
    if (!has(name)) {
      known.add(name);
      sound = false;
      missing.add(name);
      return Optional.empty();
    }
    return take(name, form);
  }

  /** A key that may be left out for {@code fallback}. */
  public <T> Optional<T> optional(String name, Form<T> form, T fallback) {
    return has(name) ? take(name, form) : leave(name, Optional.of(fallback));
  }

  /** A key that may be left out. */
  public <T> Optional<T> optional(String name, Form<T> form) {
    return has(name) ? take(name, form) : leave(name, Optional.empty());
  }

  private <T> Optional<T> leave(String name, Optional<T> value) {
    known.add(name);
    return value;
  }

  private <T> Optional<T> take(String name, Form<T> form) {
    known.add(name);
    Yaml.Entry entry = unread.remove(name);
    Optional<T> value =
        entry == null ? Optional.empty() : form.read(entry.value(), place.key(name));
    sound &= value.isPresent();
    return value;
  }

  /** Whether the key is there and was not read yet. */
  public boolean has(String name) {
    return unread.containsKey(name);
  }

  /** Where the value of a key begins that was not read yet; the section if it is not there. */
  public Position at(String name) {
    Yaml.Entry entry = unread.get(name);
    return entry == null ? section.at() : entry.value().at();
  }

  /** Takes all keys that were not read, for a plugin that knows them. */
  public List<Yaml.Entry> rest() {
    settle();
    for (Yaml.Entry entry : List.copyOf(unread.values())) {
      known.stream()
          .filter(own -> Nearest.same(own, entry.key().text()))
          .findFirst()
          .ifPresent(own -> refuseUnknown(entry));
    }
    List<Yaml.Entry> rest = List.copyOf(unread.values());
    unread.clear();
    return rest;
  }

  /** Where the section begins. */
  public Position at() {
    return section.at();
  }

  /** Where the section is. */
  public Place place() {
    return place;
  }

  /** Complains about a key that was not read yet. */
  public void complain(String name, String text) {
    sound = false;
    place.key(name).complain(at(name), text, ErrorCode.JOB_INVALID);
  }

  /** Complains about the section as a whole. */
  public void complain(String text) {
    sound = false;
    place.complain(section.at(), text, ErrorCode.JOB_INVALID);
  }

  /** The value, if every key was good and none was unknown; its own checks may complain too. */
  public <T> Optional<T> build(Supplier<T> value) {
    settle();
    List.copyOf(unread.values()).forEach(this::refuseUnknown);
    return sound ? place.problems().attempt(section.at(), place.path(), value) : Optional.empty();
  }

  /** A key that is missing under its name and there under a similar one is one mistake, not two. */
  private void settle() {
    for (String name : missing) {
      Optional<Yaml.Entry> meant =
          unread.values().stream()
              .filter(
                  entry -> Nearest.to(entry.key().text(), known).filter(name::equals).isPresent())
              .findFirst();
      if (meant.isPresent()) {
        refuseUnknown(meant.get());
      } else {
        place
            .key(name)
            .complain(
                section.at(), "must be given; add \"" + name + ": ...\"", ErrorCode.JOB_INVALID);
      }
    }
    missing.clear();
  }

  private void refuseUnknown(Yaml.Entry entry) {
    String name = entry.key().text();
    unread.remove(name);
    refuse(
        entry,
        "must be a known key, was " + Quoted.of(name) + Nearest.among(name, known, "known are"),
        ErrorCode.SETTING_UNKNOWN);
  }

  private void refuse(Yaml.Entry entry, String text, ErrorCode code) {
    sound = false;
    place.key(entry.key().text()).complain(entry.key().at(), text, code);
  }
}

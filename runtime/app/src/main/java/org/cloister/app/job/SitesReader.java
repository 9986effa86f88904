package org.cloister.app.job;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.app.yaml.Fields;
import org.cloister.app.yaml.Form;
import org.cloister.app.yaml.Place;
import org.cloister.app.yaml.Yaml;

/** Reads the section {@code sites}; paths are relative to the folder of the job file. */
final class SitesReader {

  private final Path folder;

  SitesReader(Path folder) {
    this.folder = folder;
  }

  Optional<List<SiteEntry>> read(Yaml value, Place place) {
    return Fields.of(value, place).flatMap(fields -> sites(fields, value));
  }

  private Optional<List<SiteEntry>> sites(Fields fields, Yaml value) {
    List<SiteEntry> sites = new ArrayList<>();
    List<Yaml.Entry> entries = fields.rest();
    for (Yaml.Entry entry : entries) {
      site(entry, fields.place()).ifPresent(sites::add);
    }
    if (entries.isEmpty()) {
      fields.place().mustBe("at least one \"site: {data: file}\"", value, "");
    }
    return fields.build(() -> List.copyOf(sites)).filter(s -> s.size() == entries.size());
  }

  /** One entry of the section at {@code section}. */
  Optional<SiteEntry> site(Yaml.Entry entry, Place section) {
    Place place = section.key(entry.key().text());
    Optional<String> id = PluginForm.ID.read(entry.key(), place);
    Optional<Path> data =
        Fields.of(entry.value(), place)
            .flatMap(
                site -> {
                  Optional<Path> path = site.required("data", path());
                  return site.build(path::orElseThrow);
                });
    Origin origin = new Origin(place.path(), entry.value().at(), Map.of());
    return id.flatMap(name -> data.map(path -> new SiteEntry(name, path, origin)));
  }

  private Form<Path> path() {
    return Form.word("the path of a file", this::resolve);
  }

  private Optional<Path> resolve(String text) {
    try {
      return Optional.of(folder.resolve(text).normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}

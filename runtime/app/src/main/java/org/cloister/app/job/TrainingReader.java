package org.cloister.app.job;

import java.util.Optional;
import java.util.Set;
import org.cloister.app.yaml.Fields;
import org.cloister.app.yaml.Form;
import org.cloister.app.yaml.Place;
import org.cloister.app.yaml.Yaml;
import org.cloister.model.Settings;

/** Reads the section {@code training}. */
final class TrainingReader {

  /** The keys that are no settings of the trainer. */
  static final Set<String> OWN =
      Set.of("batch-size", "clip-norm", "episodes", "privacy", "steps", "epochs");

  private static final Form<Long> COUNT = Form.integer(1, Integer.MAX_VALUE);

  /** What the section says: the part that is the trainer's, and the amount of work a round. */
  record Found(TrainingSection section, Settings work) {}

  private record Episodes(PluginRef sampler, int count) {}

  private TrainingReader() {}

  static Optional<Found> read(Yaml value, Place place) {
    return Fields.of(value, place).flatMap(TrainingReader::section);
  }

  private static Optional<Found> section(Fields fields) {
    Optional<Long> batchSize = fields.required("batch-size", COUNT);
    Optional<Double> clipNorm =
        fields.optional("clip-norm", Form.positive(), Double.POSITIVE_INFINITY);
    Optional<Episodes> episodes = fields.optional("episodes", TrainingReader::episodes);
    Optional<PluginRef> privacy = fields.optional("privacy", PluginForm.REFERENCE);
    if (fields.has("steps") && fields.has("epochs")) {
      fields.complain("epochs", "must not stand beside steps; remove one of them");
    }
    Optional<Long> steps = fields.optional("steps", Form.integer(1, Long.MAX_VALUE));
    Optional<Double> epochs = fields.optional("epochs", Form.positive());
    Optional<PluginRef> trainer = PluginForm.rest(fields, "plugin");
    Settings work = steps.map(s -> Settings.of("steps", s.toString())).orElse(Settings.none());
    Settings all = epochs.map(e -> work.with("epochs", e.toString())).orElse(work);
    return trainer.map(
        t ->
            new Found(
                new TrainingSection(
                    t,
                    Math.toIntExact(batchSize.orElseThrow()),
                    clipNorm.orElseThrow(),
                    episodes.map(Episodes::sampler),
                    episodes.map(Episodes::count).orElse(1),
                    privacy),
                all));
  }

  private static Optional<Episodes> episodes(Yaml value, Place place) {
    return Fields.of(value, place)
        .flatMap(
            fields -> {
              Optional<Long> count = fields.required("count", COUNT);
              return PluginForm.rest(fields, "plugin")
                  .map(sampler -> new Episodes(sampler, Math.toIntExact(count.orElseThrow())));
            });
  }
}

package org.cloister.app.run;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cloister.app.archive.ArchiveKey;
import org.cloister.app.archive.RoundArchive;
import org.cloister.app.identity.FirstKeys;
import org.cloister.app.identity.RunIdentities;
import org.cloister.app.job.Job;
import org.cloister.app.job.SiteEntry;
import org.cloister.app.ledger.KeyFolder;
import org.cloister.app.ledger.LedgerOfRun;
import org.cloister.app.plugins.ReadyJob;
import org.cloister.app.plugins.Terms;
import org.cloister.app.record.Names;
import org.cloister.app.record.OutputFolder;
import org.cloister.app.state.ResumePoint;
import org.cloister.app.state.RunIdentity;
import org.cloister.app.state.RunState;
import org.cloister.app.state.SessionJournal;
import org.cloister.audit.RoundStore;
import org.cloister.engine.Resumption;
import org.cloister.engine.SiteMemory;
import org.cloister.model.Vectors;
import org.cloister.node.LocalFederation;
import org.cloister.node.StateSink;
import org.cloister.port.Assemblies;
import org.cloister.port.Assembly;
import org.cloister.spi.Event;

/** What a run leaves in a folder, and what it goes on from there; nothing without a folder. */
final class Recording implements AutoCloseable {

  private record Place(OutputFolder folder, RunState state) {}

  private final Optional<Place> place;
  private final Optional<ResumePoint> point;

  private Recording(Optional<Place> place, Optional<ResumePoint> point) {
    this.place = place;
    this.point = point;
  }

  static Recording none() {
    return new Recording(Optional.empty(), Optional.empty());
  }

  static Recording create(Path out, RunIdentity identity, Clock clock) {
    OutputFolder folder = OutputFolder.create(out, clock);
    try {
      RunState state = RunState.create(out, identity);
      return new Recording(Optional.of(new Place(folder, state)), Optional.empty());
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** Goes on with the run in {@code out}; whatever is refused leaves it as it was. */
  static Recording resume(
      Path out,
      RunIdentity identity,
      Assemblies plugins,
      Vectors vectors,
      Clock clock,
      Consumer<RunEvent> listener) {
    RunState state = RunState.open(out, identity);
    try {
      ResumePoint point = state.find(vectors);
      try (Assembly now = plugins.open()) {
        point.from().ifPresent(from -> from.requirePlugins(now.pins()));
      }
      OutputFolder folder =
          state.rewind(point, () -> OutputFolder.resume(out, point.head(), clock));
      listener.accept(
          new RunEvent.Resumed(
              point.from().stream().mapToInt(from -> from.checkpoint().round()).findFirst()));
      return new Recording(Optional.of(new Place(folder, state)), Optional.of(point));
    } catch (RuntimeException e) {
      state.close();
      throw e;
    }
  }

  /** The parties of the run: new ones, or those that it was begun with. */
  RunIdentities identities(Job job, FirstKeys first, Clock clock) {
    List<String> roster = job.sites().stream().map(SiteEntry::id).toList();
    if (place.isEmpty()) {
      return first.parties(job.name(), roster);
    }
    Path keys = KeyFolder.of(place.get().folder().path());
    if (point.isPresent() && KeyFolder.isComplete(keys)) {
      KeyFolder.Kept kept = KeyFolder.read(keys);
      return RunIdentities.of(kept.descriptor(), job.name(), kept.keys(), new SecureRandom());
    }
    RunIdentities fresh = first.parties(job.name(), roster);
    KeyFolder.write(keys, fresh.descriptor(), fresh.keys(), clock, new SecureRandom());
    return fresh;
  }

  /** The ledger of the run, which also keeps what the models of so many rounds were made from. */
  RecordedLedger ledger(
      RunIdentities identities, ReadyJob ready, Optional<Integer> keepRounds, Clock clock) {
    Job job = ready.job();
    return new RecordedLedger(
        place.map(
            in ->
                LedgerOfRun.open(
                    in.folder().path(),
                    new LedgerOfRun.Job(
                        identities.descriptor(),
                        identities::keys,
                        Terms.of(job),
                        Names.of(job.aggregation().route()),
                        ready.assemblies()::bundleName),
                    rounds(in.folder().path(), keepRounds),
                    clock,
                    new SecureRandom())));
  }

  private static RoundStore rounds(Path out, Optional<Integer> kept) {
    SecureRandom random = new SecureRandom();
    return kept.<RoundStore>map(
            count ->
                new RoundArchive(
                    out.resolve(RoundArchive.NAME), ArchiveKey.of(out, random), random, count))
        .orElseGet(RoundStore::none);
  }

  Optional<OutputFolder> folder() {
    return place.map(Place::folder);
  }

  Optional<Resumption> from() {
    return point.flatMap(ResumePoint::from);
  }

  /** The events of the run so far. */
  List<Event> past() {
    return from().map(Resumption::events).orElse(List.of());
  }

  SiteMemory memory(String site) {
    return point
        .map(ResumePoint::memories)
        .map(memories -> memories.getOrDefault(site, SiteMemory.blank()))
        .orElse(SiteMemory.blank());
  }

  /** What a party writes down in sessions, and while groups are drawn. */
  SessionJournal journal(String party) {
    if (place.isEmpty()) {
      return new LocalJournal();
    }
    RunState state = place.get().state();
    return party.equals(LocalFederation.COORDINATOR) ? state.journal() : state.journal(party);
  }

  /** How often the run was taken up again. */
  int resumed() {
    return place.map(in -> in.state().resumed()).orElse(0);
  }

  StateSink states(String party) {
    if (place.isEmpty()) {
      return StateSink.none();
    }
    RunState state = place.get().state();
    return party.equals(LocalFederation.COORDINATOR)
        ? state.coordinator(place.get().folder()::mark)
        : state.site(party);
  }

  /** The run is complete. */
  void end() {
    place.ifPresent(in -> in.state().end());
  }

  @Override
  public void close() {
    place.ifPresent(
        in -> {
          if (in.folder().used()) {
            in.state().close();
          } else {
            in.state().discard();
          }
          in.folder().close();
        });
  }
}

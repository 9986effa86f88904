package org.cloister.app.predict;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cloister.app.plugins.GuestWorker;
import org.cloister.app.plugins.HostStarter;
import org.cloister.app.plugins.ModelPlugins;
import org.cloister.app.record.ModelReader;
import org.cloister.app.record.StoredModel;
import org.cloister.app.run.Scratch;
import org.cloister.app.run.StopSwitch;
import org.cloister.host.PluginHost;
import org.cloister.model.Settings;
import org.cloister.node.FileVectors;
import org.cloister.port.Configured;
import org.cloister.spi.DataSource;
import org.cloister.spi.ModelArchitecture;

/** A stored model with its plugins, whole and ready; everything that it holds is given back. */
final class ModelAtWork implements AutoCloseable {

  private final Deque<Runnable> closing = new ArrayDeque<>();
  private final StoredModel stored;
  private final ModelPlugins plugins;
  private final GuestWorker guest;
  private final FileVectors vectors;
  private final Settings reading;
  private final Configured<DataSource> source;
  private final Configured<ModelArchitecture> architecture;
  private final WholeModel model;

  private ModelAtWork(
      HostStarter hosts,
      StopSwitch stop,
      Path folder,
      Optional<Path> fitOn,
      Map<String, String> settings,
      Consumer<String> progress) {
    boolean ready = false;
    try {
      Scratch scratch = closed(Scratch.create(), Scratch::close);
      vectors = closed(new FileVectors(scratch.resolve("vectors")), FileVectors::close);
      stored = ModelReader.read(folder, vectors);
      Place place = Place.checked(stored, fitOn);
      PluginHost host = closed(hosts.start(scratch.resolve("framework")), PluginHost::close);
      plugins = closed(new ModelPlugins(host, stored), ModelPlugins::close);
      guest = closed(new GuestWorker(), GuestWorker::close);
      stop.refuseIfStopped();
      stop.onStop(reason -> guest.stop());
      closing.push(stop::done);
      source = plugins.source();
      architecture = plugins.architecture();
      reading = with(source.settings(), settings);
      model =
          new AtPlace(stored, plugins, reading, guest, vectors, progress)
              .make(place, fitOn, source, architecture);
      plugins.notes().forEach(progress);
      ready = true;
    } finally {
      if (!ready) {
        close();
      }
    }
  }

  static ModelAtWork start(
      HostStarter hosts,
      StopSwitch stop,
      Path folder,
      Optional<Path> fitOn,
      Map<String, String> settings,
      Consumer<String> progress) {
    return new ModelAtWork(hosts, stop, folder, fitOn, settings, progress);
  }

  private <T> T closed(T thing, Consumer<T> close) {
    closing.push(() -> close.accept(thing));
    return thing;
  }

  private static Settings with(Settings stored, Map<String, String> others) {
    Settings all = stored;
    for (Map.Entry<String, String> other : others.entrySet()) {
      all = all.with(other.getKey(), other.getValue());
    }
    return all;
  }

  StoredModel stored() {
    return stored;
  }

  ModelPlugins plugins() {
    return plugins;
  }

  GuestWorker guest() {
    return guest;
  }

  FileVectors vectors() {
    return vectors;
  }

  /** The settings of the data source. */
  Settings reading() {
    return reading;
  }

  Configured<DataSource> source() {
    return source;
  }

  Configured<ModelArchitecture> architecture() {
    return architecture;
  }

  WholeModel model() {
    return model;
  }

  @Override
  public void close() {
    while (!closing.isEmpty()) {
      closing.pop().run();
    }
  }
}

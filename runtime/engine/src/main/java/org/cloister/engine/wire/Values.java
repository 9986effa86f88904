package org.cloister.engine.wire;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cloister.engine.groups.GroupCommitment;
import org.cloister.engine.groups.GroupOpening;
import org.cloister.model.Contribution;
import org.cloister.model.FloatVector;
import org.cloister.model.Parts;
import org.cloister.model.PluginPin;
import org.cloister.model.Resources;
import org.cloister.model.Settings;
import org.cloister.spi.ModelRef;
import org.cloister.spi.SiteTask;
import org.cloister.spi.protection.SessionMessage;

/** How the values inside messages are written and read; each pair stands together. */
final class Values {
  private Values() {}

  static void write(WireWriter out, Resources value) {
    out.field("cores").i32(value.cores());
    out.field("memoryBytes").i64(value.memoryBytes());
    out.field("load").f64(value.load());
    out.field("examples").i64(value.examples());
    out.field("stepsPerSecond").f64(value.stepsPerSecond());
  }

  static Resources resources(WireReader in) {
    return new Resources(in.i32(), in.i64(), in.f64(), in.i64(), in.f64());
  }

  static void write(WireWriter out, Parts value) {
    out.map(value.tensors(), WireWriter::floats);
    out.map(value.scalars(), (o, values) -> o.list(values, WireWriter::f64));
    out.map(value.counts(), (o, values) -> o.list(values, WireWriter::i64));
  }

  static Parts parts(WireReader in) {
    Map<String, FloatVector> tensors = in.map(WireReader::floats);
    Map<String, List<Double>> scalars = in.map(i -> i.list(WireReader::f64));
    Map<String, List<Long>> counts = in.map(i -> i.list(WireReader::i64));
    return new Parts(tensors, scalars, counts);
  }

  static void write(WireWriter out, Contribution value) {
    out.field("base").digest(value.base());
    out.field("weight").f64(value.weight());
    out.within("parts", o -> write(o, value.parts()));
  }

  static Contribution contribution(WireReader in) {
    return new Contribution(in.digest(), in.f64(), parts(in));
  }

  static void write(WireWriter out, Settings value) {
    out.map(value.values(), WireWriter::text);
  }

  static Settings settings(WireReader in) {
    return new Settings(in.map(WireReader::text));
  }

  static void write(WireWriter out, PluginPin value) {
    out.field("role").text(value.role());
    out.field("id").text(value.id());
    out.field("version").text(value.version());
    out.field("bundle").digest(value.bundle());
  }

  static PluginPin pin(WireReader in) {
    return new PluginPin(in.text(), in.text(), in.text(), in.digest());
  }

  static void write(WireWriter out, GroupCommitment value) {
    out.field("site").text(value.site());
    out.field("value").digest(value.value());
  }

  static GroupCommitment commitment(WireReader in) {
    return new GroupCommitment(in.text(), in.digest());
  }

  static void write(WireWriter out, GroupOpening value) {
    out.field("site").text(value.site());
    out.field("value").bytes(value.value());
  }

  static GroupOpening opening(WireReader in) {
    return new GroupOpening(in.text(), in.bytes());
  }

  static void write(WireWriter out, Duration value) {
    out.i64(value.toMillis());
  }

  static Duration duration(WireReader in) {
    long millis = in.i64();
    if (millis < 1) {
      throw WireReader.malformed("a deadline must be at least a millisecond");
    }
    return Duration.ofMillis(millis);
  }

  static void write(WireWriter out, SessionMessage value) {
    out.field("peer").text(value.peer());
    out.field("step").text(value.step());
    out.field("body").bytes(value.body());
    out.field("vector").optional(value.vector(), WireWriter::ints);
  }

  static SessionMessage sessionMessage(WireReader in) {
    return new SessionMessage(in.text(), in.text(), in.bytes(), in.optional(WireReader::ints));
  }

  static void write(WireWriter out, SiteTask value) {
    if (value instanceof SiteTask.Train train) {
      out.field("kind").u8(1);
      out.field("steps").i64(train.steps());
      out.field("epochs").f64(train.epochs());
      out.field("keepLate").flag(train.keepLate());
    } else if (value instanceof SiteTask.Query query) {
      out.field("kind").u8(2);
      out.field("query").text(query.query());
      out.within("settings", o -> write(o, query.settings()));
      out.field("rows").constant(query.rows());
      out.within("model", o -> write(o, query.model()));
    }
  }

  static SiteTask task(WireReader in) {
    return switch (in.u8()) {
      case 1 -> new SiteTask.Train(in.i64(), in.f64(), in.flag());
      case 2 ->
          new SiteTask.Query(
              in.text(), settings(in), in.constant(SiteTask.Rows.class), modelRef(in));
      default -> throw WireReader.malformed("there is no such task");
    };
  }

  private static void write(WireWriter out, ModelRef value) {
    if (value instanceof ModelRef.OfSite site) {
      out.field("kind").u8(5);
      out.field("site").text(site.site());
      out.field("trainNode").text(site.trainNode());
    } else {
      out.field("kind")
          .u8(
              value instanceof ModelRef.Current
                  ? 1
                  : value instanceof ModelRef.Candidate
                      ? 2
                      : value instanceof ModelRef.Personal ? 3 : 4);
    }
  }

  private static ModelRef modelRef(WireReader in) {
    return switch (in.u8()) {
      case 1 -> new ModelRef.Current();
      case 2 -> new ModelRef.Candidate();
      case 3 -> new ModelRef.Personal();
      case 4 -> new ModelRef.None();
      case 5 -> new ModelRef.OfSite(in.text(), in.text());
      default -> throw WireReader.malformed("there is no such model reference");
    };
  }
}

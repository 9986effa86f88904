package org.cloister.engine.wire;

import java.util.List;
import org.cloister.model.Preprocessing;
import org.cloister.model.Transform;

/** How a preprocessing is written and read. */
final class Steps {
  private Steps() {}

  static void write(WireWriter out, Preprocessing value) {
    out.field("scope").constant(value.scope());
    out.within("steps", o -> o.list(value.steps(), Steps::write));
  }

  static Preprocessing preprocessing(WireReader in) {
    Preprocessing.Scope scope = in.constant(Preprocessing.Scope.class);
    List<Transform> steps = in.list(Steps::step);
    return new Preprocessing(scope, steps);
  }

  private static void write(WireWriter out, Transform value) {
    if (value instanceof Transform.Missing t) {
      out.field("step").u8(1);
      out.field("column").text(t.column());
      out.within("values", o -> o.list(t.values(), WireWriter::f64));
    } else if (value instanceof Transform.Impute t) {
      out.field("step").u8(2);
      out.field("column").text(t.column());
      out.field("value").f64(t.value());
    } else if (value instanceof Transform.OneHot t) {
      out.field("step").u8(3);
      out.field("column").text(t.column());
      out.within("values", o -> o.list(t.values(), WireWriter::text));
      out.field("dropFirst").flag(t.dropFirst());
    } else if (value instanceof Transform.Standardise t) {
      out.field("step").u8(4);
      out.field("feature").text(t.feature());
      out.field("mean").f64(t.mean());
      out.field("standardDeviation").f64(t.standardDeviation());
    } else if (value instanceof Transform.HashText t) {
      out.field("step").u8(5);
      out.field("column").text(t.column());
      out.field("buckets").i32(t.buckets());
      out.field("maxNgram").i32(t.maxNgram());
    } else if (value instanceof Transform.ScaleImage t) {
      out.field("step").u8(6);
      out.field("column").text(t.column());
      out.field("mean").f64(t.mean());
      out.field("standardDeviation").f64(t.standardDeviation());
    }
  }

  private static Transform step(WireReader in) {
    return switch (in.u8()) {
      case 1 -> new Transform.Missing(in.text(), in.list(WireReader::f64));
      case 2 -> new Transform.Impute(in.text(), in.f64());
      case 3 -> new Transform.OneHot(in.text(), in.list(WireReader::text), in.flag());
      case 4 -> new Transform.Standardise(in.text(), in.f64(), in.f64());
      case 5 -> new Transform.HashText(in.text(), in.i32(), in.i32());
      case 6 -> new Transform.ScaleImage(in.text(), in.f64(), in.f64());
      default -> throw WireReader.malformed("there is no such step of a preprocessing");
    };
  }
}

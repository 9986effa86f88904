package org.cloister.tck;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Settings;
import org.cloister.model.Vectors;
import org.cloister.spi.SingleCompressor;

/**
 * The contract of {@link SingleCompressor}.
 *
 * <ul>
 *   <li>{@code compress_answers}: every vector has a body.
 *   <li>{@code compress_isDeterministic}: the same vector gives the same bytes.
 *   <li>{@code expand_restoresLength}: a body gives a vector of the announced length.
 *   <li>{@code expand_isFinite}: a body of finite values gives finite values.
 *   <li>{@code expand_refusesNoBytes}: an empty body is malformed.
 *   <li>{@code expand_refusesCutBodies}: a body that lacks its last byte or has one more is
 *       malformed.
 *   <li>{@code expand_refusesGarbage}: any other bytes are malformed or a vector of the announced
 *       length, and cost no more memory than that.
 * </ul>
 */
public final class SingleCompressorChecks {

  private static final int LENGTH = 53;

  private SingleCompressorChecks() {}

  /** The rules that {@code role} breaks with these settings. */
  public static List<Finding> check(SingleCompressor role, Settings settings) {
    return run(role, settings).findings();
  }

  static Checklist run(SingleCompressor role, Settings settings) {
    Checklist list = new Checklist(RoleNames.COMPRESSOR, role.id());
    FloatVector in = Samples.vector(LENGTH, 2, 5);
    Bytes body =
        list.answer(
            "compress_answers",
            "compress must give bytes for every vector.",
            () -> role.compress(in, settings));
    if (body == null) {
      return list;
    }
    list.rule(
        "compress_isDeterministic",
        "The same vector must give the same bytes.",
        () -> body.equals(role.compress(in, settings)));
    boolean whole =
        list.rule(
            "expand_restoresLength",
            "expand must give as many values as it is asked for.",
            () -> expand(role, settings, body).length() == LENGTH);
    if (whole) {
      list.rule(
          "expand_isFinite",
          "A body that compress made of finite values must give finite values.",
          () -> Fingerprint.finite(expand(role, settings, body)));
      hostile(list, role, settings, body.toArray());
    }
    return list;
  }

  private static void hostile(
      Checklist list, SingleCompressor role, Settings settings, byte[] body) {
    list.rule(
        "expand_refusesNoBytes",
        "An empty body must be refused with MESSAGE_MALFORMED.",
        () -> refused(role, settings, new byte[0]));
    list.rule(
        "expand_refusesCutBodies",
        "A body with a byte less or more must be refused with MESSAGE_MALFORMED.",
        () ->
            refused(role, settings, Arrays.copyOf(body, body.length - 1))
                && refused(role, settings, Arrays.copyOf(body, body.length + 1)));
    list.rule(
        "expand_refusesGarbage",
        "Other bytes must be refused with MESSAGE_MALFORMED or give as many values as were asked for; check counts and positions before they are used.",
        () -> garbage(role, settings, body));
  }

  private static boolean garbage(SingleCompressor role, Settings settings, byte[] body) {
    SplittableRandom random = new SplittableRandom(99);
    for (int i = 0; i < 40; i++) {
      byte[] hostile = new byte[i % 2 == 0 ? body.length : random.nextInt(1, 200)];
      random.nextBytes(hostile);
      if (!tolerable(role, settings, hostile)) {
        return false;
      }
    }
    // A valid body whose counts or positions are as large as they get.
    for (int start = 0; start < Math.min(16, body.length); start++) {
      for (byte value : new byte[] {(byte) 0xff, 0x7f}) {
        byte[] hostile = body.clone();
        Arrays.fill(hostile, start, Math.min(start + 4, body.length), value);
        if (!tolerable(role, settings, hostile)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean tolerable(SingleCompressor role, Settings settings, byte[] body) {
    try {
      return expand(role, settings, Bytes.of(body)).length() == LENGTH;
    } catch (CloisterException e) {
      return e.code() == ErrorCode.MESSAGE_MALFORMED;
    }
  }

  private static boolean refused(SingleCompressor role, Settings settings, byte[] body) {
    try {
      expand(role, settings, Bytes.of(body));
      return false;
    } catch (CloisterException e) {
      return e.code() == ErrorCode.MESSAGE_MALFORMED;
    }
  }

  private static FloatVector expand(SingleCompressor role, Settings settings, Bytes body) {
    return role.expand(body, LENGTH, settings, SingleCompressorChecks::bounded);
  }

  /** No body may make the host set aside more than the announced length. */
  private static org.cloister.model.VectorWriter bounded(long length) {
    if (length != LENGTH) {
      throw new IllegalArgumentException("a vector of another length than announced");
    }
    return Vectors.onHeap().create(length);
  }
}

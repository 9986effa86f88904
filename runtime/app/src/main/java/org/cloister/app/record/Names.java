package org.cloister.app.record;

import java.util.Locale;

/** Constants as people and files see them: {@code NOT_FINITE} is {@code not-finite}. */
public final class Names {

  private Names() {}

  /** The name of a constant. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name of a class: {@code SessionStep} is {@code session-step}. */
  static String dashed(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> E constant(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}

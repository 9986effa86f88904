package org.cloister.verifier;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of restricted JCS. */
sealed interface Value {

  /** An object, and where its bytes lie in the text that it was read from. */
  record Obj(Map<String, Value> members, int from, int to) implements Value {

    @Nullable Value member(String name) {
      return members.get(name);
    }

    boolean has(String name) {
      return members.containsKey(name);
    }

    String text(String name) throws Refused {
      if (member(name) instanceof Text text) {
        return text.value();
      }
      throw wrong(name, "a string");
    }

    long number(String name) throws Refused {
      if (member(name) instanceof Int number) {
        return number.value();
      }
      throw wrong(name, "a whole number");
    }

    /** A number of entries, a place or a round: not negative. */
    long count(String name) throws Refused {
      long value = number(name);
      if (value < 0) {
        throw wrong(name, "0 or more");
      }
      return value;
    }

    boolean truth(String name) throws Refused {
      if (member(name) == Literal.TRUE || member(name) == Literal.FALSE) {
        return member(name) == Literal.TRUE;
      }
      throw wrong(name, "true or false");
    }

    Obj object(String name) throws Refused {
      if (member(name) instanceof Obj object) {
        return object;
      }
      throw wrong(name, "an object");
    }

    List<Value> list(String name) throws Refused {
      if (member(name) instanceof Arr array) {
        return array.values();
      }
      throw wrong(name, "an array");
    }

    private Refused wrong(String name, String must) {
      String found = has(name) ? "is not" : "is missing, and must be";
      return new Refused(Code.ENTRY_INVALID, "the member \"" + name + "\" " + found + " " + must);
    }
  }

  /** An array. */
  record Arr(List<Value> values) implements Value {}

  /** A string. */
  record Text(String value) implements Value {}

  /** An integer from -(2^53 - 1) to 2^53 - 1. */
  record Int(long value) implements Value {}

  /** A literal. */
  enum Literal implements Value {
    TRUE,
    FALSE,
    NULL
  }
}

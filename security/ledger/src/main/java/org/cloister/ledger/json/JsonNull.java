package org.cloister.ledger.json;

/** The literal {@code null}. */
public record JsonNull() implements JsonValue {}

package org.cloister.ledger.json;

/**
 * A value of restricted JCS: no fractions, no exponents, no control characters. A value that cannot
 * be written cannot be made. Immutable.
 */
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonText, JsonInteger, JsonBoolean, JsonNull {}

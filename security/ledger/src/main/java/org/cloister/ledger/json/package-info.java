/**
 * JSON in one spelling: RFC 8785 (JCS) without its hard parts, so that a hash over the bytes is a
 * hash over the value.
 */
@NullMarked
package org.cloister.ledger.json;

import org.jspecify.annotations.NullMarked;

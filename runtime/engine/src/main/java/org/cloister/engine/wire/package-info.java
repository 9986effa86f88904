/**
 * Messages as bytes: a small header and the vectors beside it. Whatever comes from outside is
 * checked here before anything is made of it.
 */
@NullMarked
package org.cloister.engine.wire;

import org.jspecify.annotations.NullMarked;

/** Measurements, each with what it is measured against. */
@NullMarked
package org.cloister.benchmarks;

import org.jspecify.annotations.NullMarked;

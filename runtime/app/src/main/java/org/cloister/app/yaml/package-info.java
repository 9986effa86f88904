/**
 * Files that people write, read into typed values; every problem has a file, a line and a column.
 */
@NullMarked
package org.cloister.app.yaml;

import org.jspecify.annotations.NullMarked;

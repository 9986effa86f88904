/** Plugins: models. */
@NullMarked
package org.cloister.plugins.models;

import org.jspecify.annotations.NullMarked;

/** Every rule catches the plugin that breaks it, and no other rule does. */
@NullMarked
package org.cloister.tck;

import org.jspecify.annotations.NullMarked;

/** How sites draw the groups of the grouped route together, so that nobody chooses them. */
@NullMarked
package org.cloister.engine.groups;

import org.jspecify.annotations.NullMarked;

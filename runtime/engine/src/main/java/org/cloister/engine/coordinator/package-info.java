/** The coordinator: runs a workflow's agents, carries out their commands, makes the next model. */
@NullMarked
package org.cloister.engine.coordinator;

import org.jspecify.annotations.NullMarked;

/**
 * The engine: jobs as workflows of agents, rounds, sites. Pure state machines ({@link
 * org.cloister.engine.Machine}): no clock, no thread, no socket, no disk, no crypto library. Rooms:
 * {@code coordinator}, {@code site}, {@code data}, {@code wire}.
 */
@NullMarked
package org.cloister.engine;

import org.jspecify.annotations.NullMarked;

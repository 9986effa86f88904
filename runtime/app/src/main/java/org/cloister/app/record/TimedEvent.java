package org.cloister.app.record;

import java.time.Instant;
import java.util.Optional;
import org.cloister.spi.Event;

/**
 * An event and when it was recorded.
 *
 * @param at to the millisecond, by the clock of the machine that recorded it; never before the line
 *     above; empty in a history that was written without times
 * @param event what happened
 */
public record TimedEvent(Optional<Instant> at, Event event) {}

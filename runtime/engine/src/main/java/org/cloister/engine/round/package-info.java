/** What coordinator and site must agree on in a round: its parts, its model, its sessions. */
@NullMarked
package org.cloister.engine.round;

import org.jspecify.annotations.NullMarked;

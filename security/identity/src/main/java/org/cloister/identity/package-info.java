/**
 * Who is who: a party's keys in a file, the federation's signed descriptor, and signatures that are
 * bound to federation, job, sender, receiver and purpose and count once.
 */
@NullMarked
package org.cloister.identity;

import org.jspecify.annotations.NullMarked;

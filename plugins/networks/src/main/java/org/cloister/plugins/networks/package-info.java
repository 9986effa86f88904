/** The neural network {@code mlp}: dense layers whose matrix products run in ND4J. */
@NullMarked
package org.cloister.plugins.networks;

import org.jspecify.annotations.NullMarked;

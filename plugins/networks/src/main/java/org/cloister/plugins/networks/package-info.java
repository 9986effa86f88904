/** Plugins: neural networks. */
@NullMarked
package org.cloister.plugins.networks;

import org.jspecify.annotations.NullMarked;

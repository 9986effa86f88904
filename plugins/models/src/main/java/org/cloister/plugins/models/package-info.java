/**
 * Models whose scores are affine in the features: {@code linear}, {@code logistic}, {@code
 * softmax}.
 */
@NullMarked
package org.cloister.plugins.models;

import org.jspecify.annotations.NullMarked;

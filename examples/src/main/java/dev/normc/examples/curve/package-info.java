/**
 * The curve of a norm: a compiled norm comes in; one element of an output over one element of an input, with the
 * derivative from the generated backward, comes out as numbers and as a picture. All else that the norm reads stays
 * fixed, so that the curve of a norm that works element by element is the function itself. Nothing is judged here.
 * Start with {@link dev.normc.examples.curve.Curve}.
 */
@NullMarked
package dev.normc.examples.curve;

import org.jspecify.annotations.NullMarked;

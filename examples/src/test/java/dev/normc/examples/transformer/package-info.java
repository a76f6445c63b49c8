/** Tests of models, on small ones. */
@NullMarked
package dev.normc.examples.transformer;

import org.jspecify.annotations.NullMarked;

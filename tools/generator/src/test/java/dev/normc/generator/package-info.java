/** Tests of the generator: folders of programs, and what stands in the folders of sources afterwards. */
@NullMarked
package dev.normc.generator;

import org.jspecify.annotations.NullMarked;

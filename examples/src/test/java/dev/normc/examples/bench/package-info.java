/** Tests of the benchmark. Figures are made up or not looked at: no test depends on how fast the machine is. */
@NullMarked
package dev.normc.examples.bench;

import org.jspecify.annotations.NullMarked;

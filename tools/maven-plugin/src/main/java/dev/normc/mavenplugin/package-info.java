/**
 * The Maven plugin: a POM's configuration comes in as text; sources come out where Maven and IDEs look for them, and
 * what is wrong as lines that IDEs can follow. All work is the generator's. Start at
 * {@link dev.normc.mavenplugin.GenerateMojo}.
 */
@NullMarked
package dev.normc.mavenplugin;

import org.jspecify.annotations.NullMarked;

/** Tests of the plugin without a Maven around it; the projects in {@code src/it} are built by one. */
@NullMarked
package dev.normc.mavenplugin;

import org.jspecify.annotations.NullMarked;

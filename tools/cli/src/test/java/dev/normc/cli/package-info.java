/** Tests of the command, run inside this process: exit code, text, and what is left on disk. */
@NullMarked
package dev.normc.cli;

import org.jspecify.annotations.NullMarked;

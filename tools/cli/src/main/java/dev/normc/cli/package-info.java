/**
 * The command {@code normc}: arguments come in; text for people, or JSON for programs, and an exit code come out. A
 * command asks the modules below and shows what they answer; nothing is compiled, checked or computed here.
 */
@NullMarked
package dev.normc.cli;

import org.jspecify.annotations.NullMarked;

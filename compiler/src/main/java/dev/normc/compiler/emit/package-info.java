/**
 * Emission: {@code loop.Kernel}s become one readable Java class without dependencies.
 *
 * <p>No decision is left: every statement of the loop IR has one rendering, every operator says in its row how it is
 * written in Java. Nothing here looks inside the text that it made. The class compiles with javac and with Janino,
 * without a warning.
 *
 * <p>Start reading at {@link dev.normc.compiler.emit.Emission}.
 */
@NullMarked
package dev.normc.compiler.emit;

import org.jspecify.annotations.NullMarked;

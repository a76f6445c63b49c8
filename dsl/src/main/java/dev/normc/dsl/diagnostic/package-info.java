/**
 * The user's errors as values: code, position, message and hint, and the one place that renders them as text. Stages
 * collect diagnostics and return them; nothing here prints, and nothing here decides what is an error.
 */
@NullMarked
package dev.normc.dsl.diagnostic;

import org.jspecify.annotations.NullMarked;

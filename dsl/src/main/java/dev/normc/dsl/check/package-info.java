/**
 * Is the program one? A tree comes in; the user's errors about names, axes, kinds, states and outputs go out, all at
 * once. The last stage that reports an error of the user. Every mistake is reported once: what follows from it alone is
 * of an unknown type, and nothing is ever said about an unknown type. The tree is not changed, and later stages work
 * out axes by themselves. Start reading at {@link dev.normc.dsl.check.Checker}.
 */
@NullMarked
package dev.normc.dsl.check;

import org.jspecify.annotations.NullMarked;

/**
 * Where text stands: a program's text with the name it is reported under, and spans of offsets into it. Everything that
 * can be blamed carries a span from here. This package knows neither the grammar nor the tree.
 */
@NullMarked
package dev.normc.dsl.source;

import org.jspecify.annotations.NullMarked;

/**
 * The language: text comes in; a checked norm or a list of diagnostics comes out. Parsing, resolving names, axes and
 * kinds, the canonical layout and the shipped library of norms live here. Nothing is differentiated, planned or
 * compiled here, and nothing after this module reports an error of the user.
 */
@NullMarked
package dev.normc.dsl;

import org.jspecify.annotations.NullMarked;

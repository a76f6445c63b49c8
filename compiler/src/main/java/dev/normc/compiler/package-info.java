/**
 * The driver of the compiler: a checked norm and explicit options come in; Java source comes out, with every
 * intermediate form at hand for those who want to look. Each stage is a package of its own that meets the others only
 * at the graph, the plan and the loops; only this package knows their order. No source is compiled or run here.
 */
@NullMarked
package dev.normc.compiler;

import org.jspecify.annotations.NullMarked;

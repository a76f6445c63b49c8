/**
 * Planning: decides which values of the forward are kept for the backward, and which statistics are gathered in one
 * pass.
 *
 * <p>In comes a simplified {@code graph.JointGraph}, out goes a {@code plan.Plan}. The planner decides by bytes against
 * work; its two trivial relatives, which save all or recompute all, exist to test it against.
 */
@NullMarked
package dev.normc.compiler.planning;

import org.jspecify.annotations.NullMarked;

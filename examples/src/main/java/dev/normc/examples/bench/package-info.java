/**
 * The benchmark: norms, shapes and contenders come in; times with their errors, accuracies, bytes per call and times of
 * compilation come out, and what to think of them: ratios, the goals that are met or not, a report and a chart.
 *
 * <p>Four steps that know each other only by records. {@link dev.normc.examples.bench.Forks} measures in JVMs of their
 * own, {@link dev.normc.examples.bench.Bench} says what and in which order, {@link dev.normc.examples.bench.Judge}
 * computes ratios and verdicts and measures nothing, {@link dev.normc.examples.bench.Report} and
 * {@link dev.normc.examples.bench.BenchChart} show and judge nothing. Who takes part is a list,
 * {@link dev.normc.examples.bench.Entrants}; kernels of other projects come in as services,
 * {@link dev.normc.examples.bench.Opponent}. Start with {@link dev.normc.examples.bench.Bench}.
 */
@NullMarked
package dev.normc.examples.bench;

import org.jspecify.annotations.NullMarked;

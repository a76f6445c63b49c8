/**
 * The export bundle: a Maven project that holds the class of one norm, a test with golden numbers and central
 * differences, a benchmark, and a certificate of what was checked. In comes a norm with its options, out go the texts
 * of files by their paths. The same input gives the same bytes on every machine: no date, no path and no name of a
 * machine gets into them, and every number is computed by kernels. Start at {@link dev.normc.cli.bundle.Bundle}.
 */
@NullMarked
package dev.normc.cli.bundle;

import org.jspecify.annotations.NullMarked;

/**
 * What all pictures share: colors that everybody can tell apart, and charts as bytes of a file.
 *
 * <p>Nothing here knows what is drawn. Start with {@link dev.normc.examples.chart.Picture}.
 */
@NullMarked
package dev.normc.examples.chart;

import org.jspecify.annotations.NullMarked;

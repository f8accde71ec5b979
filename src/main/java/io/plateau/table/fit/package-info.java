/**
 * What passes over the training rows learn of the columns of a table.
 *
 * <p>The first pass gathers {@link io.plateau.table.fit.ColumnStatistics}, which merge in any order
 * to the same result. {@link io.plateau.table.fit.KindRule} decides what each {@link
 * io.plateau.table.RawColumn} is: a number, a category, a date, a vector, or nothing to learn from.
 * {@link io.plateau.table.fit.LabelGroups} tell identifiers among the numbers. A {@link
 * io.plateau.table.fit.SecondPass} measures what needs to know that, and {@link
 * io.plateau.table.fit.TableFit} makes a {@link io.plateau.table.FittedTable} of both:
 *
 * <pre>{@code
 * FittedTable table = fit.table(measured, centers);
 * }</pre>
 *
 * <p>Pure Java, without Spark or Hadoop; may depend only on {@code table} and {@code math}.
 */
package io.plateau.table.fit;

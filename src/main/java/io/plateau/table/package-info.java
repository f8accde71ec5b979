/**
 * Tables: from columns of every kind to one float a column.
 *
 * <p>A pass over the training rows gathers {@link io.plateau.table.ColumnStatistics}, which merge
 * in any order to the same result. {@link io.plateau.table.KindRule} decides what each {@link
 * io.plateau.table.RawColumn} is: a number, a category, a date, a vector, or nothing to learn from.
 * {@link io.plateau.table.TableFit} learns a {@link io.plateau.table.FittedTable}, the one function
 * from named values to the numbers of a row:
 *
 * <pre>{@code
 * FittedTable table = fit.table(measured, centers);
 * float[] row = table.row(Map.of("carat", 0.23, "cut", "Ideal"));
 * }</pre>
 *
 * <p>Pure Java, without Spark or Hadoop; may depend on {@code math} alone.
 */
package io.plateau.table;

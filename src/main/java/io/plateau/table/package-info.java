/**
 * Tables as a model carries them: from columns of every kind to one float a column.
 *
 * <p>A {@link io.plateau.table.RawColumn} is a column before anything is learned of its values. A
 * {@link io.plateau.table.FittedTable} of {@link io.plateau.table.FittedColumn}s, which {@code
 * table.fit} learns, is the one function from named values to the numbers of a row:
 *
 * <pre>{@code
 * float[] row = table.row(Map.of("carat", 0.23, "cut", "Ideal"));
 * }</pre>
 *
 * <p>Pure Java, without Spark or Hadoop; may depend only on {@code math}.
 */
package io.plateau.table;

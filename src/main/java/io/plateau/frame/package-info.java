/**
 * Data frames of Spark as Plateau reads them: columns by names with any characters, rows in Spark's
 * internal form, vectors as floats, types as a {@link io.plateau.table.ValueType}, times by the
 * clock of a zone, draws of rows by their content. Depends on Spark SQL, spark.ml's vectors, {@code
 * table}, {@code spec} for names that resemble others, and {@code math}.
 *
 * <pre>{@code
 * Dataset<Row> read = dataset.select(ColumnName.column("price.net"));
 * JavaRDD<InternalRow> rows = InternalRows.of(read);
 * }</pre>
 */
package io.plateau.frame;

/**
 * Data frames of Spark as Plateau reads them: columns by names with any characters, rows in Spark's
 * internal form, vectors as floats. Depends on Spark SQL, spark.ml's vectors, {@code spec} for
 * names that resemble others, and {@code math}.
 *
 * <pre>{@code
 * Dataset<Row> read = dataset.select(ColumnName.column("price.net"));
 * JavaRDD<InternalRow> rows = InternalRows.of(read);
 * }</pre>
 */
package io.plateau.frame;

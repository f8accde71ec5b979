/**
 * Columns that models append to the rows of a dataset: predictions, a block of rows at a time, and
 * the vectors of encoded tables. Depends on {@code ml.fit}, {@code scan}, {@code model} and what
 * lies below.
 *
 * <pre>{@code
 * SharedNetwork shared = new SharedNetwork(spark.sparkContext(), trained);
 * Dataset<Row> appended =
 *     AppendedColumns.to(
 *         dataset,
 *         schema,
 *         new int[] {3},
 *         new BatchTransform(shared, 3, "features", 1024, "error", outputs));
 * }</pre>
 */
package io.plateau.ml.predict;

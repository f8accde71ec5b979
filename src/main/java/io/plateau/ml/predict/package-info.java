/**
 * Predictions for rows of a dataset, a block of rows at a time, and permutation importance. The
 * only package that uses the internals of Spark's Catalyst. Depends on {@code ml.fit}, {@code nn}
 * and {@code math}.
 *
 * <pre>{@code
 * Dataset<Row> appended =
 *     AppendedColumns.to(dataset, schema, new BatchTransform(trained, 3, "features", 1024, "error", outputs));
 * }</pre>
 */
package io.plateau.ml.predict;

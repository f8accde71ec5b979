/**
 * Rows of a job, from the source to packed shards.
 *
 * <p>{@link io.plateau.data.source.Source} opens the source, {@link
 * io.plateau.data.column.JobColumns} finds labels, features and weight, {@link
 * io.plateau.data.TableScan} reads the rows once into cached {@link io.plateau.scan.ColumnBlock}s,
 * which {@link io.plateau.data.check.TableChecks} look at, {@link io.plateau.data.SplitRows} splits
 * them, {@link io.plateau.data.Preparation} learns from the training rows how an {@link
 * io.plateau.data.Encoder} turns columns into numbers, and {@link io.plateau.data.Prepared} makes a
 * pipeline that does the same to other rows. {@link io.plateau.data.JobData} does all of it in that
 * order:
 *
 * <pre>{@code
 * try (JobData data = JobData.read(spark, job.data(), job.spec())) {
 *   Prepared prepared = data.prepare();
 *   DealtRows rows = data.pack(SparkTraining.layout(plan, prepared.census()), stages);
 *   PipelineModel model = prepared.pipeline(network);
 * }
 * }</pre>
 *
 * <p>Whatever is wrong with the data is a {@link io.plateau.train.DataException} before the first
 * step. Depends on Spark SQL, spark.ml's feature transformers, {@code data.source}, {@code
 * data.column}, {@code data.check}, {@code job}, {@code spec}, {@code table}, {@code scan}, {@code
 * engine}, {@code ml}, {@code evaluation} and what these are made of.
 */
package io.plateau.data;

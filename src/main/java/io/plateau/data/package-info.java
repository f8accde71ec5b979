/**
 * From what a job says about its data to data frames a network can be trained on.
 *
 * <p>{@link io.plateau.data.Source} reads, {@link io.plateau.data.Columns} finds who is label,
 * feature and weight, {@link io.plateau.data.Profile} looks for what is missing, {@link
 * io.plateau.data.Splits} sets rows apart and {@link io.plateau.data.Preparation} makes vectors of
 * columns with Spark's own transformers. {@link io.plateau.data.JobData} does all of it in that
 * order:
 *
 * <pre>{@code
 * JobData data = JobData.read(spark, job.data(), job.spec());
 * Prepared prepared = data.prepare();
 * Dataset<Row> rows = prepared.frame(data.training()); // featuresColumn(), labelColumn(), …
 * PipelineModel model = prepared.pipeline(estimator.fit(rows));
 * }</pre>
 *
 * <p>Whatever is wrong with the data is a {@link io.plateau.train.DataException} before the first
 * step. Depends on Spark SQL, spark.ml's feature transformers and {@code job}.
 */
package io.plateau.data;

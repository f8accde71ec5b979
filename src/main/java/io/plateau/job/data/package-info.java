/**
 * From what a job says about its data to data frames a network can be trained on.
 *
 * <p>{@link io.plateau.job.data.Source} reads, {@link io.plateau.job.data.Columns} finds who is
 * label, feature and weight, {@link io.plateau.job.data.Profile} looks for what is missing, {@link
 * io.plateau.job.data.Splits} sets rows apart and {@link io.plateau.job.data.Preparation} makes
 * vectors of columns with Spark's own transformers. {@link io.plateau.job.data.JobData} does all of
 * it in that order:
 *
 * <pre>{@code
 * JobData data = JobData.read(spark, job.data(), job.loss(), job.seed());
 * Prepared prepared = data.prepare();
 * Dataset<Row> rows = prepared.frame(data.training()); // featuresColumn(), labelColumn(), …
 * PipelineModel model = prepared.pipeline(estimator.fit(rows));
 * }</pre>
 *
 * <p>Whatever is wrong with the data is a {@link io.plateau.engine.DataException} before the first
 * step. Depends on Spark SQL, spark.ml's feature transformers and {@code job.file}.
 */
package io.plateau.job.data;

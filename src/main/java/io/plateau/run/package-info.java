/**
 * The work of commands on Spark: training, evaluation and predictions of a job. Depends on {@code
 * run.folder}, {@code data}, {@code evaluation}, {@code ml} and what lies below; not on the command
 * line.
 *
 * <pre>{@code
 * try (Work work = new SparkWork(stages)) {
 *   work.predict(RunRows.of(run, "new.csv", List.of()), "predictions", false);
 * }
 * }</pre>
 */
package io.plateau.run;

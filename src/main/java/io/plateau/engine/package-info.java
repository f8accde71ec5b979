/**
 * A training on Spark, from its plan to its result: {@link io.plateau.engine.SparkTraining} runs
 * the loop of {@code train} over the rounds that {@link io.plateau.engine.PlanRounds} chooses for
 * the plan and the rows, {@link io.plateau.engine.TaskTrainings} runs many small ones inside tasks,
 * {@link io.plateau.engine.CycleTrials} finds the end of those that have too few rows to tell. A
 * network takes the {@link io.plateau.engine.LabelScale} and the {@link
 * io.plateau.engine.LabelRange} of its labels in once it is trained.
 *
 * <p>RDDs and Hadoop file systems; no SQL, no spark.ml. Depends on {@code engine.round}, {@code
 * engine.shard}, {@code engine.threads}, {@code spec} and what a plan is made of, {@code nn},
 * {@code optim}, {@code train} and {@code math}, and on {@code checkpoint}.
 *
 * <pre>{@code
 * ShardLayout layout = SparkTraining.layout(plan, census);
 * try (DealtRows rows = DealtRows.deal(training, Optional.empty(), layout, stages)) {
 *   float[] weights = SparkTraining.run(rows, plan, options).state().kept();
 * }
 * }</pre>
 */
package io.plateau.engine;

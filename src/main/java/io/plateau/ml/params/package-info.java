/**
 * Params of the spark.ml stages: declarations, getters, setters, and the plan they amount to.
 * Depends on {@code engine} and what lies below; reads no rows.
 *
 * <pre>{@code
 * TrainingPlan plan = new Planning(classifier, network, loss, true).plan();
 * }</pre>
 */
package io.plateau.ml.params;

/**
 * Params of the spark.ml stages: declarations, getters, setters, and the specification they hold.
 * Depends on {@code spec}, {@code engine} and the packages below them; reads no rows.
 *
 * <pre>{@code
 * TrainingSpec spec = ParamReader.spec(classifier);
 * }</pre>
 */
package io.plateau.ml.params;

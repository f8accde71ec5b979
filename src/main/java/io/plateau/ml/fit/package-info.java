/**
 * A fit of a spark.ml estimator: columns are selected, rows validated and measured, and examples
 * handed to the engine. Depends on {@code ml.params}, {@code frame}, {@code engine} and what lies
 * below.
 *
 * <pre>{@code
 * Fit.Outcome outcome =
 *     new Fit(spec, params, columns, factors, null, listener, control).run(dataset);
 * }</pre>
 */
package io.plateau.ml.fit;

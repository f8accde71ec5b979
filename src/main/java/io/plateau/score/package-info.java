/**
 * Predictions without Spark: reads a saved model and answers for a row or for many. Depends on
 * {@code model}, {@code nn}, {@code table} and {@code math}, and on nothing beyond the JDK.
 *
 * <pre>{@code
 * Scorer scorer = Scorer.load(Path.of("runs/adult"));
 * Score score = scorer.score(Map.of("age", 39, "education", "Bachelors"));
 * score.label(); // "<=50K"
 * score.probabilities(); // [0.83, 0.17]
 * }</pre>
 */
package io.plateau.score;

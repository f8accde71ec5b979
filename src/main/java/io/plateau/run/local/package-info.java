/**
 * Evaluation and predictions of a run's model on a csv file that one machine holds, sooner than
 * Spark would start. What is not plain is left to {@link io.plateau.run.Work}, whose results these
 * are.
 *
 * <pre>{@code
 * RunRows rows = RunRows.of(RunFolder.at("runs/letters", configuration), "new.csv", List.of());
 * boolean plain = LocalPredictions.write(rows, "predictions");
 * }</pre>
 */
package io.plateau.run.local;

/**
 * Evaluation of predictions, in numbers small enough for a page: metrics, confusion matrix, ROC and
 * precision-recall curves, calibration, residuals, activations of the layers, importance of
 * features, and a profile of the data. Sums over rows are made on the executors and added in the
 * order of the partitions, so that the same data give the same digits; rows of this process are
 * summed alike. Of the rows themselves only a small sample for the layers comes to the driver.
 *
 * <pre>{@code
 * Evaluation.ofClasses(List.of("A", "B")).metrics(predictions, columns).get("accuracy");
 * }</pre>
 */
package io.plateau.evaluation;

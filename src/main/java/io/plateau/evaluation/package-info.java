/**
 * How good predictions are, in numbers small enough for a page: confusion matrix, ROC and
 * precision-recall curves, calibration, residuals, what goes on inside the layers, and a profile of
 * the data. All of it is counted on the executors; no row comes to the driver. What is counted is
 * added in the order of the partitions, so that the same data give the same digits.
 *
 * <pre>{@code
 * ObjectNode test = Evaluation.ofClasses(predictions, columns, List.of("A", "B", …));
 * }</pre>
 */
package io.plateau.evaluation;

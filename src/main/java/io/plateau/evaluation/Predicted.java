package io.plateau.evaluation;

/**
 * One row with its true labels, its predictions and its weight.
 *
 * @param label the index of the class; or by label or output
 * @param prediction in the form of the label
 * @param probability by class, or of yes by label; null without
 * @param spread standard deviation over the members of a network: of each number or answer, or of
 *     the predicted class's probability; null without members
 */
public record Predicted(
    double[] label, double[] prediction, double[] probability, double[] spread, double weight) {}

package io.plateau.optim;

/**
 * Part of a parameter vector.
 *
 * @param from index of the first parameter
 * @param to index after the last one
 * @param rate factor of the learning rate, above 0
 * @param penalized whether penalties and weight decay shrink it
 */
public record Part(int from, int to, double rate, boolean penalized) {
  public Part {
    Require.positive("the factor of the learning rate", rate);
  }
}

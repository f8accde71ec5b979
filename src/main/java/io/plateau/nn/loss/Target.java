package io.plateau.nn.loss;

/** Kind of number that a loss takes as target. */
public enum Target {
  /** The index of a class, one number an example. */
  CLASS_INDEX(Link.SOFTMAX),
  /** A probability, one for each output. */
  PROBABILITY(Link.SIGMOID),
  /** A real number, one for each output. */
  REAL(Link.IDENTITY),
  /** A number of events, at least 0, one for each output. */
  COUNT(Link.EXP);

  private final Link link;

  Target(Link link) {
    this.link = link;
  }

  /** The canonical link, from outputs to the means of such targets. */
  public Link link() {
    return link;
  }

  /** Numbers that the target of an example has, for a network of {@code k} outputs. */
  public int width(int k) {
    return this == CLASS_INDEX ? 1 : k;
  }

  /** Whether predictions are probabilities of classes or labels. */
  public boolean isCategorical() {
    return this == CLASS_INDEX || this == PROBABILITY;
  }
}

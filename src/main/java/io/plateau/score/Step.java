package io.plateau.score;

/**
 * One step from features to outputs: a function of a few examples at a time, of which each is an
 * array of its own. A step holds weights alone; what it computes is in a {@link Memory}.
 */
interface Step {
  /**
   * The outputs of the step, in arrays of the memory that are valid until its next use.
   *
   * @param x an array for each example; may be overwritten unless it belongs to the caller
   * @param n number of examples, at least 1
   */
  float[][] run(float[][] x, int n, Memory memory);

  /** The number of arrays that the step gives for n examples. */
  default int examples(int n) {
    return n;
  }
}

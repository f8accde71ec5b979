package io.plateau.optim;

import java.util.Arrays;

/**
 * All an optimizer remembers. The arrays belong to whoever runs the optimizer and are overwritten
 * by each step.
 *
 * @param step steps made so far
 * @param slots parameter-sized memories, in the order of the rules of the chain
 * @param scalars other numbers, in the same order
 */
public record OptimizerState(long step, float[][] slots, double[] scalars) {
  /** A copy that shares no array with this one. */
  public OptimizerState copy() {
    float[][] copies = Arrays.stream(slots).map(float[]::clone).toArray(float[][]::new);
    return new OptimizerState(step, copies, scalars.clone());
  }
}

package io.plateau.train;

import io.plateau.optim.OptimizerState;

/**
 * The whole state of a run: continuing from a saved state gives the same bits as never having
 * stopped. Nobody overwrites the arrays of a state but the next epoch, where its {@link
 * StateSnapshot} lets it.
 *
 * @param weights after the last epoch
 * @param optimizer slots and steps
 * @param history every epoch so far
 * @param best the best epoch so far and its weights; without validation rows the last one where
 *     weights are averaged, else null
 * @param stop the end, or null while there is none
 */
public record TrainingState(
    float[] weights, OptimizerState optimizer, History history, Best best, Stop stop) {

  /** Before the first epoch. */
  public static TrainingState start(float[] weights, OptimizerState optimizer) {
    return new TrainingState(weights, optimizer, History.EMPTY, null, null);
  }

  /**
   * @param epoch from 1
   * @param value of the monitor
   * @param weights after that epoch, or their average
   */
  public record Best(int epoch, double value, float[] weights) {}

  /** Whether training continues. */
  public boolean unfinished() {
    return stop == null;
  }

  /** The weights to keep: of the best epoch where validation tells, else of the last. */
  public float[] kept() {
    return best == null ? weights : best.weights();
  }

  /** This state, at which training ends since a stop was asked for in the next epoch. */
  public TrainingState interrupted() {
    return interruptedIn("epoch " + (history.size() + 1));
  }

  /** This state, at which training ends since a stop was asked for in later work. */
  public TrainingState interruptedIn(String work) {
    String detail = "a stop was asked for in " + work;
    Stop asked = new Stop(Stop.Reason.INTERRUPTED, detail, history.size());
    return new TrainingState(weights, optimizer, history, best, asked);
  }

  /** The epoch the kept weights are of. */
  public int keptEpoch() {
    return best == null ? history.size() : best.epoch();
  }
}

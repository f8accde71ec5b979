package io.plateau.bench;

import io.plateau.nn.Network;
import io.plateau.nn.initial.Initialization;
import io.plateau.nn.initial.Initializer;
import io.plateau.nn.loss.Losses;
import io.plateau.optim.Clipping;
import io.plateau.optim.Parts;
import io.plateau.optim.Regularization;
import io.plateau.optim.Rules;
import io.plateau.optim.Schedules;
import io.plateau.spec.RoundsSpec;
import io.plateau.spec.Solver;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.Monitor;
import io.plateau.train.Rates;
import io.plateau.train.StoppingRule;

/** How the benchmarks train classifiers: Adam at one rate, for a number of epochs. */
final class AdamPlan {
  private AdamPlan() {}

  /**
   * A plan.
   *
   * @param batch rows of a step over all shards
   * @param localSteps 0 to follow from the job
   * @param shards 0 to follow from the rows
   */
  static TrainingPlan of(
      Network network,
      double rate,
      int batch,
      int localSteps,
      int shards,
      int epochs,
      Monitor monitor) {
    return new TrainingPlan(
        network,
        Initialization.of(Initializer.AUTO),
        Losses.named("softmaxCrossEntropy"),
        Losses.named("softmaxCrossEntropy").mainMetrics(),
        new Solver.Gradient(
            Rules.chain(
                Rules.named("adam"),
                Clipping.NONE,
                Regularization.NONE,
                Parts.penalized(network.penalized()),
                1),
            new Rates(rate, new Schedules.Constant(), null)),
        new RoundsSpec(batch, localSteps, shards),
        StoppingRule.maxEpochs(epochs),
        monitor,
        1);
  }
}

package io.plateau.ml;

import io.plateau.engine.TrainingResult;
import io.plateau.engine.TrainingTime;
import io.plateau.train.EpochRecord;
import io.plateau.train.History;
import io.plateau.train.Stop;

/** How a training went, beside what its model measures. */
public interface TrainingSummary {
  /** All of it, for programs. */
  TrainingResult result();

  /** Every epoch. */
  default History history() {
    return result().state().history();
  }

  /** Mean training loss of each epoch. */
  default double[] objectiveHistory() {
    return history().epochs().stream().mapToDouble(EpochRecord::trainLoss).toArray();
  }

  /** Mean loss on the validation rows after each epoch; empty without any. */
  default double[] validationHistory() {
    return history().epochs().stream()
        .filter(epoch -> epoch.validationLoss().isPresent())
        .mapToDouble(epoch -> epoch.validationLoss().getAsDouble())
        .toArray();
  }

  /** Epochs trained; with l-bfgs iterations. */
  default int totalIterations() {
    return history().size();
  }

  /** The epoch, from 1, whose weights the model has. */
  default int bestEpoch() {
    return result().state().keptEpoch();
  }

  /** Why training ended. */
  default Stop stop() {
    return result().state().stop();
  }

  /** Seconds all epochs took together. */
  default double seconds() {
    return history().seconds();
  }

  /** The seconds of the epochs made by this fit, split into compute, waiting and driver. */
  default TrainingTime time() {
    return result().time();
  }
}

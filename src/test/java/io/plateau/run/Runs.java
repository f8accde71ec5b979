package io.plateau.run;

import io.plateau.job.Job;
import io.plateau.job.JobReader;
import io.plateau.optim.OptimizerState;
import io.plateau.train.EpochRecord;
import io.plateau.train.History;
import io.plateau.train.Stop;
import io.plateau.train.TrainingState;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Small runs for tests. */
public final class Runs {
  private Runs() {}

  public static Job job(String output) {
    return JobReader.read(
        "letters.yaml",
        "data: {path: d.csv, label: y, split: {validation: 0.1}}\nstopping: {maxEpochs: 4}",
        List.of("output=" + output));
  }

  /** Epoch {@code epoch} of a training whose loss is {@code loss}. */
  public static EpochRecord epoch(int epoch, double loss) {
    return new EpochRecord(
        epoch,
        loss,
        OptionalDouble.of(loss + 0.25),
        Map.of("accuracy", 0.5),
        0.002,
        1.5,
        16_000,
        0.25,
        "");
  }

  /** After epochs of these losses; {@code stop} or null. */
  public static TrainingState state(Stop stop, double... losses) {
    History history = History.EMPTY;
    for (double loss : losses) {
      history = history.append(epoch(history.size() + 1, loss));
    }
    return new TrainingState(
        new float[0], new OptimizerState(0, new float[0][], new double[0]), history, null, stop);
  }
}

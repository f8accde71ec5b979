package io.plateau.run.folder;

import static io.plateau.run.folder.OutputFailedException.writing;

import io.plateau.train.EpochRecord;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * Recorder of each epoch's numbers for TensorBoard into the run's folder: {@code tensorboard
 * --logdir runs} shows all runs.
 */
public final class TensorBoardRecorder implements AutoCloseable {
  /** TensorBoard knows its files by {@code tfevents} in the name. */
  public static final String FILE = "events.out.tfevents.plateau";

  private final RunFolder run;
  private final Clock clock;
  private EventFile file;

  TensorBoardRecorder(RunFolder run, Clock clock) {
    this.run = run;
    this.clock = clock;
  }

  /** Writes an epoch; of a resumed run those before come again, as the older file is replaced. */
  void write(EpochRecord epoch) {
    double now = clock.millis() * 1e-3;
    writing(
        new Path(run.uri(), FILE),
        () -> {
          if (file == null) {
            file = new EventFile(run.open(FILE), now);
          }
          file.scalars(now, epoch.epoch(), values(epoch));
        });
  }

  /** By tag; what stands before the slash is the heading that charts are grouped under. */
  static Map<String, Double> values(EpochRecord epoch) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss/training", epoch.trainLoss());
    epoch.validationLoss().ifPresent(loss -> values.put("loss/validation", loss));
    epoch.metrics().forEach((name, value) -> values.put("validation/" + name, value));
    values.put("training/learningRate", epoch.learningRate());
    values.put("training/gradientNorm", epoch.gradientNorm());
    values.put("training/rowsPerSecond", epoch.rowsPerSecond());
    return values;
  }

  @Override
  public void close() {
    if (file != null) {
      writing(new Path(run.uri(), FILE), file::close);
    }
  }
}

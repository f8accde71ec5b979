package io.plateau.run;

import static io.plateau.run.OutputFailedException.writing;

import io.plateau.train.EpochRecord;
import io.plateau.train.HistoryListener;
import io.plateau.train.TrainingState;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * Recorder of each epoch's numbers for TensorBoard into the run's folder: {@code tensorboard
 * --logdir runs} shows all runs. Listens after {@link RunRecorder}, which makes the folder.
 */
public final class TensorBoardRecorder implements HistoryListener, AutoCloseable {
  /** TensorBoard knows its files by {@code tfevents} in the name. */
  public static final String FILE = "events.out.tfevents.plateau";

  private final RunFolder run;
  private final Clock clock;
  private EventFile file;

  public TensorBoardRecorder(RunFolder run, Clock clock) {
    this.run = run;
    this.clock = clock;
  }

  /** The epochs of the history are written again: the older file has some that are made anew. */
  @Override
  public void resumed(TrainingState state) {
    state.history().epochs().forEach(this::write);
  }

  @Override
  public void epoch(TrainingState state) {
    write(state.history().last());
  }

  private void write(EpochRecord epoch) {
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

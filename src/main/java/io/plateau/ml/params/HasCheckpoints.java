package io.plateau.ml.params;

import io.plateau.checkpoint.CheckpointPlan;
import io.plateau.engine.RunControl;
import io.plateau.train.StopRequest;
import java.util.Optional;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/** The params by which a fit survives its driver. */
public interface HasCheckpoints<E> extends NetworkSettings<E> {
  default Param<String> checkpointDir() {
    return declared().get("checkpointDir");
  }

  default IntParam checkpointInterval() {
    return declared().get("checkpointInterval");
  }

  default String getCheckpointDir() {
    return getOrDefault(checkpointDir());
  }

  default int getCheckpointInterval() {
    return (Integer) getOrDefault(checkpointInterval());
  }

  default E setCheckpointDir(String value) {
    return with(checkpointDir(), value);
  }

  default E setCheckpointInterval(int value) {
    return with(checkpointInterval(), value);
  }

  /** What the params say: resume from what is there, keep the newest three. */
  default RunControl controlByParams() {
    boolean none = !isDefined(checkpointDir()) || getCheckpointInterval() < 0;
    return new RunControl(
        none
            ? Optional.empty()
            : Optional.of(
                new CheckpointPlan(
                    getCheckpointDir(), getCheckpointInterval(), Optional.empty(), 3, true)),
        new StopRequest());
  }
}

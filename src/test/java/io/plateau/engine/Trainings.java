package io.plateau.engine;

import io.plateau.engine.shard.Counted;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.StopRequest;
import io.plateau.train.TrainingListener;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;

/** Trainings on rows that are packed for them alone. */
public final class Trainings {
  private Trainings() {}

  /** Random weights, without a listener and without checkpoints. */
  public static RunOptions options() {
    return toldTo(TrainingListener.NONE);
  }

  /** The same with a listener. */
  public static RunOptions toldTo(TrainingListener listener) {
    return new RunOptions(
        Optional.empty(), listener, new RunControl(Optional.empty(), new StopRequest()));
  }

  /** Trains without validation rows. */
  public static TrainingResult run(
      JavaRDD<Example> training, TrainingPlan plan, RunOptions options) {
    return run(training, Optional.empty(), plan, options);
  }

  /** Trains with validation rows, where there are any. */
  public static TrainingResult run(
      JavaRDD<Example> training,
      Optional<JavaRDD<Example>> validation,
      TrainingPlan plan,
      RunOptions options) {
    try (DealtRows rows =
        DealtRows.deal(
            training,
            validation,
            SparkTraining.layout(plan, Counted.of(training)),
            options.listener())) {
      return SparkTraining.run(rows, plan, options);
    }
  }
}

package io.plateau.job;

import io.plateau.job.file.Job;
import io.plateau.train.TrainingListener;
import java.util.Map;

/** The work done on Spark. The one place where commands meet the engine. */
final class SparkWork implements Work {
  @Override
  public Trained train(Job job, RunFolder run, TrainingListener listener) {
    throw new UnsupportedOperationException("train");
  }

  @Override
  public Map<String, Double> evaluate(RunFolder run, String data) {
    throw new UnsupportedOperationException("evaluate");
  }

  @Override
  public void predict(RunFolder run, String data, String output, boolean overwrite) {
    throw new UnsupportedOperationException("predict");
  }

  @Override
  public String check(Job job) {
    throw new UnsupportedOperationException("check");
  }
}

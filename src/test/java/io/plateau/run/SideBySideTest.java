package io.plateau.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.engine.SparkTraining;
import io.plateau.engine.shard.Census;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Example;
import io.plateau.job.Job;
import io.plateau.job.JobReader;
import io.plateau.math.Key;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.loss.LabelType;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.Stage;
import io.plateau.train.StageListener;
import io.plateau.train.StopRequest;
import io.plateau.train.TrainingListener;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.RepeatedTest;

class SideBySideTest {
  private static final int ROWS = 100;

  private static Job job(long seed) {
    String text = "recipe: tabular\nnetwork: {hidden: [4]}\ndata: {path: d, label: y}\n";
    return JobReader.read("j.yaml", text, List.of("output=run" + seed));
  }

  private static TrainingPlan plan(Job job) {
    Numbers columns = new Numbers(3);
    return job.spec().plan(List.of(columns), 1, LabelType.NUMBER, false);
  }

  private static DealtRows rows() {
    List<Integer> numbers = IntStream.range(0, ROWS).boxed().toList();
    JavaRDD<Example> rows =
        LocalSpark.context()
            .parallelize(numbers, 1)
            .map(
                i -> {
                  Key key = Key.of(5).with(i);
                  float[] x = {key.normal(0), key.normal(1), key.normal(2)};
                  return Example.dense(x, new float[] {key.normal(3)}, 1);
                });
    return DealtRows.deal(
        rows,
        Optional.empty(),
        SparkTraining.layout(plan(job(1)), new Census(ROWS, 3 * ROWS, 0)),
        TrainingListener.NONE);
  }

  /** Trials that were stopped have chosen no end, and the trainings are over before one looks. */
  @RepeatedTest(5) // the first in a cold process takes longer than a look at the request
  void noTrainingFollowsTrialsThatWereStopped() {
    StopRequest request = new StopRequest();
    StageListener stopping =
        new StageListener() {
          @Override
          public void stageBegins(Stage stage, String subject) {
            if (stage == Stage.CHOOSE) {
              request.make();
            }
          }
        };
    SideBySide sideBySide = new SideBySide();
    sideBySide.expect(List.of(job(1), job(2)));
    try (DealtRows rows = rows()) {
      Optional<SideBySide.Made> made =
          sideBySide.result(job(1), rows, job -> Optional.of(plan(job)), request, stopping);
      assertThat(request.made()).isTrue();
      assertThat(made.orElseThrow().result()).isEmpty();
    }
  }
}

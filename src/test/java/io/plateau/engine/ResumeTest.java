package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.checkpoint.CheckpointException;
import io.plateau.checkpoint.CheckpointPlan;
import io.plateau.engine.shard.Example;
import io.plateau.nn.loss.Losses;
import io.plateau.optim.Clipping;
import io.plateau.optim.Parts;
import io.plateau.optim.Regularization;
import io.plateau.optim.Rules;
import io.plateau.optim.Schedules;
import io.plateau.spec.RoundsSpec;
import io.plateau.spec.Solver;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.EpochRecord;
import io.plateau.train.Monitor;
import io.plateau.train.Rates;
import io.plateau.train.ReduceOnPlateau;
import io.plateau.train.Rounds;
import io.plateau.train.Stop;
import io.plateau.train.StopRequest;
import io.plateau.train.StoppingRule;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stopped after any epoch and resumed, a training comes to the same bits. */
class ResumeTest {
  private static final int ROWS = 150;
  private static final int EPOCHS = 4;

  @TempDir Path folder;

  /** Every way to train, and every rule and schedule, each at least once. */
  private static Map<String, TrainingPlan> plans() {
    Map<String, TrainingPlan> plans = new LinkedHashMap<>(Plans.all());
    int i = 0;
    for (String rule : Rules.names()) {
      String schedule = Schedules.names().get(i++ % Schedules.names().size());
      ReduceOnPlateau reduction =
          i % 2 == 0 ? null : new ReduceOnPlateau(Monitor.TRAIN_LOSS, 0.5, 0, 10, 0.01);
      Rates rates =
          new Rates(
              Rules.defaultRate(rule), Schedules.named(schedule, Map.of(), EPOCHS, 1), reduction);
      Solver solver =
          new Solver.Gradient(
              Rules.chain(
                  Rules.named(rule),
                  new Clipping(Double.POSITIVE_INFINITY, 5),
                  new Regularization(1e-4, 1e-3, Rules.defaultWeightDecay(rule)),
                  Parts.penalized(Plans.NETWORK.penalized()),
                  1),
              rates);
      plans.put(rule + ", " + schedule, Plans.plan(solver, 50, 1 + i % 3, 4));
    }
    return plans;
  }

  private static TrainingState train(
      TrainingPlan plan, CheckpointPlan checkpoints, StopRequest request, TrainingListener told) {
    JavaSparkContext spark = LocalSpark.context();
    return Trainings.run(
            Examples.classified(spark, ROWS, 2),
            Optional.of(Examples.classified(spark, 60, 1)),
            plan,
            new RunOptions(
                Optional.empty(), told, new RunControl(Optional.ofNullable(checkpoints), request)))
        .state();
  }

  private static TrainingState train(TrainingPlan plan, CheckpointPlan checkpoints) {
    return train(plan, checkpoints, new StopRequest(), TrainingListener.NONE);
  }

  private CheckpointPlan in(String name, boolean resume) {
    return new CheckpointPlan(folder.resolve(name).toString(), 1, Optional.empty(), 2, resume);
  }

  /** All but the seconds. */
  private static String bits(TrainingState state) {
    StringBuilder text = new StringBuilder();
    text.append(Arrays.toString(state.weights()));
    text.append(Arrays.deepToString(state.optimizer().slots()));
    text.append(Arrays.toString(state.optimizer().scalars()));
    text.append(state.optimizer().step());
    text.append(state.best() == null ? "" : Arrays.toString(state.best().weights()));
    for (EpochRecord e : state.history().epochs()) {
      text.append(
          new EpochRecord(
              e.epoch(),
              e.trainLoss(),
              e.validationLoss(),
              e.metrics(),
              e.learningRate(),
              e.gradientNorm(),
              e.rows(),
              0,
              e.weights()));
    }
    return text.append(state.stop()).toString();
  }

  /** Epochs that are made in one Spark job leave the checkpoints of rounds, to resume from each. */
  @ParameterizedTest
  @CsvSource({
    "one shard, 3, 9, 3 4",
    "one shard, 1, 2, 3 4",
    "full batch, 1, 9, 1 2 3 4",
    "l-bfgs, 2, 2, 2 4"
  })
  void aStretchOfEpochsLeavesTheCheckpointsOfThePlan(
      String name, int every, int keep, String expected) throws IOException {
    TrainingPlan plan = Plans.all().get(name);
    Path kept = folder.resolve("stretches");
    List<String> jobs =
        LocalSpark.descriptions(() -> train(plan, checkpoints(kept, every, keep, false)));
    assertThat(jobs).filteredOn(job -> job.startsWith("epoch")).contains("epochs from 1 on");
    List<String> epochs =
        Stream.of(expected.split(" ")).map(epoch -> "epoch-0000000" + epoch + "-0").toList();
    assertThat(folders(kept)).containsExactlyElementsOf(epochs);
    String through = bits(train(plan, null));
    for (int newest = epochs.size() - 1; newest > 0; newest--) {
      FileUtils.deleteDirectory(kept.resolve(epochs.get(newest)).toFile());
      Path copy = folder.resolve("resumed " + newest);
      FileUtils.copyDirectory(kept.toFile(), copy.toFile());
      assertThat(bits(train(plan, checkpoints(copy, every, keep, true)))).isEqualTo(through);
    }
  }

  /** Where checkpoints are due after a time, the state at the end of a stretch is looked at. */
  @Test
  void stretchesOfEpochsLeaveCheckpointsByTime() throws IOException {
    TrainingPlan plan = Plans.all().get("one shard");
    TrainingPlan endless = Plans.until(plan, StoppingRule.maxEpochs(1_000_000), plan.seed());
    Path kept = folder.resolve("by time");
    StopRequest request = new StopRequest();
    Set<float[]> ends = Collections.newSetFromMap(new IdentityHashMap<>());
    TrainingListener two =
        new TrainingListener() {
          @Override
          public void epoch(TrainingState state) {
            // All epochs of a stretch are told with the weights at its end
            ends.add(state.weights());
            if (ends.size() == 2) {
              request.make();
            }
          }

          @Override
          public boolean readsStates() {
            return false;
          }
        };
    List<String> jobs =
        LocalSpark.descriptions(() -> train(endless, byTime(kept, false), request, two));
    List<String> saved = folders(kept);
    assertThat(saved).hasSize(2);
    int first = Integer.parseInt(saved.get(0).split("-")[1]);
    int second = Integer.parseInt(saved.get(1).split("-")[1]);
    assertThat(jobs)
        .filteredOn(job -> job.startsWith("epoch"))
        .containsExactly("epochs from 1 on", "epochs from " + (first + 1) + " on");
    FileUtils.deleteDirectory(kept.resolve(saved.get(1)).toFile());
    TrainingPlan whole = Plans.until(plan, StoppingRule.maxEpochs(second), plan.seed());
    assertThat(bits(train(whole, byTime(kept, true)))).isEqualTo(bits(train(whole, null)));
  }

  private static CheckpointPlan byTime(Path folder, boolean resume) {
    return new CheckpointPlan(folder.toString(), 0, Optional.of(Duration.ofNanos(1)), 3, resume);
  }

  private static CheckpointPlan checkpoints(Path folder, int every, int keep, boolean resume) {
    return new CheckpointPlan(folder.toString(), every, Optional.empty(), keep, resume);
  }

  private static List<String> folders(Path kept) throws IOException {
    try (Stream<Path> all = Files.list(kept)) {
      return all.map(each -> each.getFileName().toString())
          .filter(name -> name.startsWith("epoch-"))
          .sorted()
          .toList();
    }
  }

  @TestFactory
  Iterable<DynamicTest> afterAnyEpoch() {
    return plans().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      TrainingPlan plan = entry.getValue();
                      String through = bits(train(plan, null));
                      boolean everyEpoch = Plans.all().containsKey(entry.getKey());
                      boolean resumes = false;
                      for (int stopped : everyEpoch ? new int[] {1, 3} : new int[] {2}) {
                        // Made longer, too, by two epochs and by one: parts are of fewer epochs.
                        TrainingPlan part =
                            Plans.until(plan, StoppingRule.maxEpochs(stopped), plan.seed());
                        assertThat(train(part, in(entry.getKey(), resumes)).history().size())
                            .isEqualTo(stopped);
                        resumes = true;
                      }
                      assertThat(bits(train(plan, in(entry.getKey(), true)))).isEqualTo(through);
                    }))
        .toList();
  }

  @Test
  void inTheMiddleOfAnEpoch() {
    TrainingPlan plan = Plans.all().get("mini-batches");
    StopRequest request = new StopRequest();
    int[] rounds = {0};
    TrainingState stopped =
        train(
            plan,
            in("middle", false),
            request,
            new TrainingListener() {
              @Override
              public void round(Rounds.Round round, Rounds.Outcome outcome) {
                if (++rounds[0] == 5) {
                  request.make();
                }
              }
            });
    assertThat(stopped.stop().reason()).isEqualTo(Stop.Reason.INTERRUPTED);
    assertThat(stopped.history().size()).isEqualTo(1);
    assertThat(bits(train(plan, in("middle", true)))).isEqualTo(bits(train(plan, null)));
  }

  @Test
  void aFinishedTrainingIsNotTrainedAgain() {
    TrainingPlan plan = Plans.all().get("local steps");
    TrainingState end = train(plan, in("finished", false));
    int[] epochs = {0};
    TrainingState again =
        train(
            plan,
            in("finished", true),
            new StopRequest(),
            new TrainingListener() {
              @Override
              public void epoch(TrainingState state) {
                epochs[0]++;
              }
            });
    assertThat(epochs[0]).isZero();
    assertThat(bits(again)).isEqualTo(bits(end));
  }

  @Test
  void anotherJobIsRefusedWithAllDifferences() {
    TrainingPlan plan = Plans.all().get("mini-batches");
    train(Plans.until(plan, StoppingRule.maxEpochs(1), plan.seed()), in("other", false));
    TrainingPlan other =
        new TrainingPlan(
            plan.network(),
            plan.initialization(),
            Losses.named("softmaxCrossEntropy"),
            Losses.named("softmaxCrossEntropy").mainMetrics(),
            Plans.gradient("rmsprop"),
            new RoundsSpec(32, 1, 8),
            plan.stopping(),
            plan.monitor(),
            18);
    assertThatThrownBy(() -> train(other, in("other", true)))
        .isInstanceOf(CheckpointException.OtherJob.class)
        .hasMessageContaining("batch size: the checkpoint has 64, this job 32")
        .hasMessageContaining("seed: the checkpoint has 17, this job 18")
        .hasMessageContaining("optimizer.3: the checkpoint has adam, this job rmsProp")
        .hasMessageNotContaining("training rows")
        .hasMessageNotContaining("loss:");
    assertThat(LocalSpark.context().getPersistentRDDs()).isEmpty();
  }

  @Test
  void otherRowsAreAnotherJob() {
    TrainingPlan plan = Plans.all().get("mini-batches");
    JavaSparkContext spark = LocalSpark.context();
    train(Plans.until(plan, StoppingRule.maxEpochs(1), plan.seed()), in("rows", false));
    assertThatThrownBy(
            () ->
                Trainings.run(
                    Examples.classified(spark, ROWS, 2)
                        .map(
                            row ->
                                row.values[0] == Examples.classified(77).values[0]
                                    ? Example.dense(
                                        new float[] {1, 2, 3, 4}, row.target, row.weight)
                                    : row),
                    Optional.of(Examples.classified(spark, 60, 1)),
                    plan,
                    new RunOptions(
                        Optional.empty(),
                        TrainingListener.NONE,
                        new RunControl(Optional.of(in("rows", true)), new StopRequest()))))
        .isInstanceOf(CheckpointException.OtherJob.class)
        .hasMessageContaining("training rows.fingerprint: the checkpoint has ");
  }
}

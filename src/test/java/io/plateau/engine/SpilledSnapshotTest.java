package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.engine.round.LocalStepsRounds;
import io.plateau.engine.round.SparkRound;
import io.plateau.engine.round.SynchronousRounds;
import io.plateau.engine.round.TrainingLoss;
import io.plateau.engine.shard.ShardLayout;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.math.Key;
import io.plateau.nn.Network;
import io.plateau.nn.initial.Initializer;
import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import io.plateau.spec.Solver;
import io.plateau.train.Rounds;
import io.plateau.train.StateSnapshot;
import io.plateau.train.Stop;
import io.plateau.train.StopRequest;
import io.plateau.train.StoppingRule;
import io.plateau.train.TrainerBuilder;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;

class SpilledSnapshotTest {
  private static final int N = 100_000;

  @BeforeEach
  void spark() {
    LocalSpark.context();
  }

  private static float[] filled(float value) {
    float[] array = new float[N];
    Arrays.fill(array, value);
    return array;
  }

  private static TrainingState state() {
    float[][] slots = {filled(2), filled(3)};
    return TrainingState.start(filled(1), new OptimizerState(7, slots, new double[] {0.5}));
  }

  /** What an epoch does to the arrays it is given. */
  private static void overwrite(StateSnapshot.Start start) {
    Arrays.fill(start.weights(), 9);
    Arrays.fill(start.optimizer().slots()[0], 9);
    Arrays.fill(start.optimizer().slots()[1], 9);
    Arrays.fill(start.optimizer().scalars(), 9);
  }

  private static void requireUnchanged(TrainingState state) {
    assertThat(state.weights()).isEqualTo(filled(1));
    assertThat(state.optimizer().step()).isEqualTo(7);
    assertThat(state.optimizer().slots()).isDeepEqualTo(new float[][] {filled(2), filled(3)});
    assertThat(state.optimizer().scalars()).containsExactly(0.5);
  }

  private static Set<String> filesOfBlocks() {
    Set<String> names = new TreeSet<>();
    for (File file :
        CollectionConverters.asJava(
            SparkEnv.get().blockManager().diskBlockManager().getAllFiles())) {
      if (file.getName().startsWith("temp_local_")) {
        names.add(file.getName());
      }
    }
    return names;
  }

  @Test
  void givesALargeStateBackFromDiskAndMakesNoCopyInMemory() {
    Set<String> before = filesOfBlocks();
    try (SpilledSnapshot undo = new SpilledSnapshot(3L * N * Float.BYTES - 1)) {
      TrainingState state = state();
      StateSnapshot.Start start = undo.of(state);
      assertThat(start.weights()).isSameAs(state.weights());
      assertThat(start.optimizer()).isSameAs(state.optimizer());
      assertThat(filesOfBlocks()).hasSize(before.size() + 3);
      overwrite(start);
      requireUnchanged(start.before().get());
    }
    assertThat(filesOfBlocks()).isEqualTo(before);
  }

  @Test
  void keepsTheLastStateOnly() {
    Set<String> before = filesOfBlocks();
    try (SpilledSnapshot undo = new SpilledSnapshot(0)) {
      overwrite(undo.of(state()));
      StateSnapshot.Start start = undo.of(state());
      assertThat(filesOfBlocks()).hasSize(before.size() + 3);
      overwrite(start);
      requireUnchanged(start.before().get());
    }
  }

  @Test
  void copiesASmallState() {
    Set<String> before = filesOfBlocks();
    try (SpilledSnapshot undo = new SpilledSnapshot(3L * N * Float.BYTES)) {
      TrainingState state = state();
      StateSnapshot.Start start = undo.of(state);
      assertThat(filesOfBlocks()).isEqualTo(before);
      overwrite(start);
      requireUnchanged(state);
      assertThat(start.before().get()).isSameAs(state);
    }
  }

  @Test
  void takesMemoryWhereTheDiskCannotBeWritten() throws IOException {
    File[] folders = SparkEnv.get().blockManager().diskBlockManager().localDirs();
    for (File folder : folders) {
      Files.move(folder.toPath(), aside(folder));
      Files.createFile(folder.toPath());
    }
    try (SpilledSnapshot undo = new SpilledSnapshot(0)) {
      TrainingState state = state();
      StateSnapshot.Start start = undo.of(state);
      overwrite(start);
      requireUnchanged(state);
      assertThat(start.before().get()).isSameAs(state);
    } finally {
      for (File folder : folders) {
        Files.delete(folder.toPath());
        Files.move(aside(folder), folder.toPath());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anEpochThatIsInterruptedLeavesWhatCopiesWouldHave(int localSteps) {
    JavaSparkContext spark = LocalSpark.context();
    ShardLayout layout = new ShardLayout(4, 1, 4, 1, false, 3);
    try (ShardedRows rows =
            ShardedRows.deal(Examples.classified(spark, 200, 2), layout, "training rows");
        SpilledSnapshot undo = new SpilledSnapshot(0)) {
      TrainingState copied = train(spark, rows, localSteps, 2, StateSnapshot.COPY);
      TrainingState undone = train(spark, rows, localSteps, 4, undo);
      assertThat(copied.stop().reason()).isEqualTo(Stop.Reason.MAX_EPOCHS);
      assertThat(undone.stop().reason()).isEqualTo(Stop.Reason.INTERRUPTED);
      assertThat(undone.history().size()).isEqualTo(2);
      assertThat(undone.weights()).isEqualTo(copied.weights());
      assertThat(undone.optimizer().step()).isEqualTo(copied.optimizer().step());
      assertThat(undone.optimizer().slots()).isDeepEqualTo(copied.optimizer().slots());
      assertThat(undone.optimizer().scalars()).isEqualTo(copied.optimizer().scalars());
    }
  }

  /** Trains by NAdam, which has slots and scalars, and stops in epoch 3. */
  private static TrainingState train(
      JavaSparkContext spark, ShardedRows rows, int localSteps, int epochs, StateSnapshot undo) {
    Solver.Gradient solver = Plans.gradient("nadam");
    Optimizer nadam = solver.optimizer();
    Network network = Plans.NETWORK;
    TrainingLoss loss =
        TrainingLoss.distributed(
            new SparkRound(spark.sc()), rows, Plans.plan(solver, 50, localSteps, 4));
    Rounds rounds =
        localSteps == 1
            ? new SynchronousRounds(loss, nadam, 6)
            : new LocalStepsRounds(loss, nadam, 6, localSteps);
    StopRequest request = new StopRequest();
    return TrainerBuilder.of(rounds, solver.rates(), StoppingRule.maxEpochs(epochs))
        .request(request)
        .build()
        .run(
            () ->
                TrainingState.start(
                    network.initialize(Initializer.AUTO, Key.of(1)),
                    nadam.start(network.parameters())),
            new TrainingListener() {
              @Override
              public void round(Rounds.Round round, Rounds.Outcome outcome) {
                if (round.epoch() == 3) {
                  request.make();
                }
              }
            },
            undo);
  }

  private static Path aside(File folder) {
    return folder.toPath().resolveSibling(folder.getName() + "-aside");
  }
}

package io.plateau.engine.round;

import io.plateau.engine.shard.TrainingShards;
import io.plateau.engine.threads.Cores;
import io.plateau.optim.OptimizerState;
import io.plateau.train.Rounds;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;

/**
 * Rounds of a training with one shard: all steps of an epoch and the measurement of the validation
 * rows in one Spark job of one task. The steps are those of rounds of one.
 *
 * @param shards of the training, in one task
 * @param stepsPerRound those of {@link ShardSteps#stepsPerRound}, but in tests
 * @param cores of an executor, at most so many threads share a step
 */
public record EpochRounds(
    SparkRound jobs, JavaRDD<TrainingShards> shards, ShardSteps steps, int stepsPerRound, int cores)
    implements Rounds {
  @Override
  public int stepsPerEpoch() {
    return steps.stepsPerEpoch();
  }

  @Override
  public float[] averaged(float[] weights, OptimizerState state) {
    return steps.optimizer().averaged(weights, state);
  }

  @Override
  public Outcome advance(Round round, float[] weights, OptimizerState state) {
    int last = round.firstStep() + round.steps().size();
    String description =
        round.steps().size() == stepsPerEpoch()
            ? "epoch " + round.epoch()
            : "epoch %d, steps %d-%d/%d"
                .formatted(round.epoch(), round.firstStep() + 1, last, stepsPerEpoch());
    RoundInput input = new RoundInput(RoundInput.arrays(weights, state), state.scalars());
    EpochTask task = new EpochTask(steps, round, state.step(), cores);
    Object[] message = jobs.run(description, input, shards, task).get(0);
    return EpochResult.of(message).into(weights, state);
  }

  /** Makes the steps on copies of what was sent, which tasks of one process share. */
  private record EpochTask(ShardSteps steps, Round round, long before, int cores)
      implements Function2<RoundInput, Iterator<TrainingShards>, Iterator<Object[]>> {
    @Override
    public Iterator<Object[]> call(RoundInput input, Iterator<TrainingShards> shards) {
      float[][] arrays = Arrays.stream(input.arrays()).map(float[]::clone).toArray(float[][]::new);
      float[][] slots = Arrays.copyOfRange(arrays, 1, arrays.length);
      OptimizerState state = new OptimizerState(before, slots, input.scalars().clone());
      try (Cores.Lent lent = Cores.lend(cores)) {
        Outcome outcome = steps.advance(round, shards.next(), arrays[0], state, lent.crew());
        return List.of(new Object[][] {new EpochResult(arrays, outcome).message()}).iterator();
      }
    }
  }
}

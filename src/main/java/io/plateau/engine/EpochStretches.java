package io.plateau.engine;

import io.plateau.checkpoint.Checkpoint;
import io.plateau.checkpoint.StateBytes;
import io.plateau.checkpoint.TaskAnswer;
import io.plateau.engine.round.RoundInput;
import io.plateau.engine.round.ShardRounds;
import io.plateau.engine.round.ShardSteps;
import io.plateau.engine.round.SparkRound;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.ShardPair;
import io.plateau.engine.threads.Cores;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.EpochRecord;
import io.plateau.train.History;
import io.plateau.train.Monitor;
import io.plateau.train.Rounds;
import io.plateau.train.RunIdentity;
import io.plateau.train.StopRequest;
import io.plateau.train.Trainer;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.Function2;

/**
 * A small training in stretches of epochs: one Spark job of one task makes epochs for half a
 * second, where a job an epoch would mostly wait. The whole state travels with the task and comes
 * back, so that the weights do not depend on where a stretch ends.
 *
 * @param jobs runs the stretches
 * @param shard the rows
 * @param identity of the training
 * @param every so many epochs a stretch ends, for its state to be kept; 0 for whenever it is
 */
record EpochStretches(
    SparkRound jobs, OneShard shard, TrainingPlan plan, RunIdentity identity, int every) {
  /** The time after which a stretch ends with its epoch: so long a stop or a display may wait. */
  private static final long NANOS = 500_000_000L;

  /**
   * Whether a training may be made so: none of its epochs is looked at in detail, and none takes
   * more than a round, for the end of which a stop may wait.
   *
   * @param rounds that would make the training otherwise
   */
  static boolean suit(DealtRows dealt, TrainingPlan plan, Rounds rounds, RunOptions options) {
    return TaskTrainings.fits(dealt, plan)
        && rounds.stepsPerRound() == rounds.stepsPerEpoch()
        && !options.listener().readsStates();
  }

  /**
   * The state at the end of the training.
   *
   * @param kept is told of the last epoch of each stretch, before the listener is of all
   */
  TrainingState run(
      TrainingState start, TrainingListener kept, TrainingListener listener, StopRequest request) {
    final ShardSteps steps = ShardSteps.of(plan, shard.rows());
    final int cores = Cores.ofExecutor(shard.pairs().context());
    TrainingState state = start;
    while (state.unfinished()) {
      if (request.made()) {
        return state.interrupted();
      }
      TrainingState before = state;
      byte[] sent = StateBytes.write(new Checkpoint(identity, before));
      Object[] result =
          jobs.run(
                  "epochs from " + (before.history().size() + 1) + " on",
                  RoundInput.of(new float[0]),
                  shard.pairs(),
                  new Stretch(plan, steps, sent, cores, every))
              .get(0);
      state = TaskAnswer.read((byte[]) result[0]).state();
      kept.epoch(state);
      tell(listener, plan.monitor(), before, state);
    }
    return state;
  }

  /** Tells of the epochs between two states, all with the weights of the later one. */
  static void tell(
      TrainingListener listener, Monitor monitor, TrainingState before, TrainingState end) {
    List<EpochRecord> epochs = end.history().epochs();
    TrainingState.Best best = before.best();
    for (int done = before.history().size() + 1; done < epochs.size(); done++) {
      EpochRecord epoch = epochs.get(done - 1);
      if (epoch.validationLoss().isPresent()) {
        best = monitor.better(best, epoch, end.weights());
      }
      History history = new History(epochs.subList(0, done));
      listener.epoch(new TrainingState(end.weights(), end.optimizer(), history, best, null));
    }
    listener.epoch(end);
  }

  private record Stretch(TrainingPlan plan, ShardSteps steps, byte[] before, int cores, int every)
      implements Function2<RoundInput, Iterator<ShardPair>, Iterator<Object[]>> {
    @Override
    public Iterator<Object[]> call(RoundInput none, Iterator<ShardPair> pairs) {
      final long end = System.nanoTime() + NANOS;
      Checkpoint start = StateBytes.read(before);
      Iterator<TrainingState> states =
          trainer(plan, new ShardRounds(pairs.next(), steps, cores))
              .from(start.state(), TrainingListener.NONE);
      byte[] answer = TaskAnswer.of(() -> new Checkpoint(start.identity(), until(end, states)));
      return List.of(new Object[][] {{answer}}).iterator();
    }

    /** The first state that is made after a time or is to be kept, or the last of all. */
    private TrainingState until(long end, Iterator<TrainingState> states) {
      TrainingState last = states.next();
      while (states.hasNext() && System.nanoTime() < end && !isKept(last)) {
        last = states.next();
      }
      return last;
    }

    private boolean isKept(TrainingState state) {
      return every > 0 && state.history().size() % every == 0;
    }
  }

  /** The trainer of a plan within a task. */
  static Trainer trainer(TrainingPlan plan, ShardRounds rounds) {
    return new Trainer(
        rounds,
        plan.solver().rates(),
        plan.stopping(),
        Optional.empty(),
        plan.monitor(),
        System::nanoTime,
        new StopRequest());
  }
}

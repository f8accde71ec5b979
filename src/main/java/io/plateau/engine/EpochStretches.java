package io.plateau.engine;

import io.plateau.checkpoint.Checkpoint;
import io.plateau.checkpoint.CheckpointPlan;
import io.plateau.checkpoint.StateBytes;
import io.plateau.checkpoint.TaskAnswer;
import io.plateau.engine.round.RoundInput;
import io.plateau.engine.round.SparkRound;
import io.plateau.engine.shard.TrainingShards;
import io.plateau.engine.threads.Cores;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.EpochRecord;
import io.plateau.train.History;
import io.plateau.train.Monitor;
import io.plateau.train.Rounds;
import io.plateau.train.RunIdentity;
import io.plateau.train.StopRequest;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.Function2;

/**
 * A small training in stretches of epochs: one Spark job of one task makes epochs for half a
 * second, where a job an epoch would mostly wait. The whole state is broadcast to the task and
 * comes back, so that the weights do not depend on where a stretch ends.
 *
 * @param jobs runs the stretches
 * @param rows of the training
 * @param identity of the training
 * @param checkpoints whose states come back as well, if any
 */
record EpochStretches(
    SparkRound jobs,
    TaskRows rows,
    TrainingPlan plan,
    RunIdentity identity,
    Optional<CheckpointPlan> checkpoints) {
  /** The time after which a stretch ends with its epoch: so long a stop or a display may wait. */
  private static final long NANOS = 500_000_000L;

  /** Bytes of the vectors of the states that come back, beside the last. */
  private static final long LARGEST = 48L << 20;

  /** States that come back, beside the last: each has its whole history. */
  private static final int MOST = 16;

  /**
   * Whether a training whose rows a task holds may be made so: its state can be sent, none of its
   * epochs is looked at in detail, and none takes more than a round, for the end of which a stop
   * may wait.
   *
   * @param rounds that would make the training otherwise
   */
  static boolean suit(TrainingPlan plan, Rounds rounds, RunOptions options) {
    return TaskTrainings.canSend(plan)
        && rounds.stepsPerRound() == rounds.stepsPerEpoch()
        && !options.listener().readsStates();
  }

  /**
   * The state at the end of the training.
   *
   * @param kept is told of the epochs of a stretch that are due for a checkpoint which would not be
   *     deleted within it, and of the last, before the listener is of all
   */
  TrainingState run(
      TrainingState start, TrainingListener kept, TrainingListener listener, StopRequest request) {
    final int cores = Cores.ofExecutor(rows.shards().context());
    final Due due = due();
    TrainingState state = start;
    while (state.unfinished()) {
      if (request.made()) {
        return state.interrupted();
      }
      TrainingState before = state;
      List<Object> states =
          List.of(
              jobs.run(
                      "epochs from " + (before.history().size() + 1) + " on",
                      RoundInput.of(StateBytes.write(new Checkpoint(identity, before))),
                      rows.shards(),
                      new Stretch(plan, cores, due))
                  .get(0));
      for (Object made : states) {
        state = TaskAnswer.read((byte[]) made).state();
        kept.epoch(state);
      }
      tell(listener, plan.monitor(), before, state);
    }
    return state;
  }

  private Due due() {
    return new Due(
        checkpoints.map(CheckpointPlan::everyEpochs).orElse(0),
        checkpoints.map(CheckpointPlan::keep).orElse(0),
        (int) Math.max(1, Math.min(MOST, LARGEST / TaskTrainings.stateBytes(plan))));
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

  /**
   * Rule of the states that are due for a checkpoint and come back with the last of their stretch.
   *
   * @param every epochs between them; 0 for none
   * @param keep how many there are at most: older ones would be deleted
   * @param most how many may be held; a stretch ends before it would hold more, unless that is
   *     {@code keep} or more
   */
  private record Due(int every, int keep, int most) implements Serializable {
    boolean is(TrainingState state) {
      return every > 0 && state.history().size() % every == 0;
    }

    /** <em>Adds</em> a state that is due, and takes out one that would be deleted. */
    void add(TrainingState state, Deque<TrainingState> held) {
      if (is(state)) {
        held.add(state);
        if (held.size() > keep) {
          held.remove();
        }
      }
    }

    boolean isFull(Deque<TrainingState> held) {
      return held.size() >= most && most < keep;
    }
  }

  private record Stretch(TrainingPlan plan, int cores, Due due)
      implements Function2<RoundInput, Iterator<TrainingShards>, Iterator<Object[]>> {
    @Override
    public Iterator<Object[]> call(RoundInput before, Iterator<TrainingShards> shards) {
      final long end = System.nanoTime() + NANOS;
      Checkpoint start = StateBytes.read(before.bytes());
      Iterator<TrainingState> states =
          TaskRows.trainer(plan, shards.next(), cores).from(start.state(), TrainingListener.NONE);
      Deque<TrainingState> held = new ArrayDeque<>();
      byte[] last = TaskAnswer.of(() -> new Checkpoint(start.identity(), last(states, end, held)));
      Stream<byte[]> others =
          held.stream().map(state -> TaskAnswer.of(() -> new Checkpoint(start.identity(), state)));
      return List.<Object[]>of(Stream.concat(others, Stream.of(last)).toArray()).iterator();
    }

    /**
     * The first state that is made after a time, or the last of all.
     *
     * @param held to which states before it are added that are due
     */
    private TrainingState last(
        Iterator<TrainingState> states, long end, Deque<TrainingState> held) {
      TrainingState last = states.next();
      while (states.hasNext() && System.nanoTime() < end && !due.isFull(held)) {
        due.add(last, held);
        last = states.next();
      }
      due.add(last, held);
      held.removeLastOccurrence(last);
      return last;
    }
  }
}

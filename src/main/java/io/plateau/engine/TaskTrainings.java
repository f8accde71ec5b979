package io.plateau.engine;

import io.plateau.checkpoint.Checkpoint;
import io.plateau.checkpoint.CheckpointedRun;
import io.plateau.checkpoint.TaskAnswer;
import io.plateau.engine.round.SparkRound;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.engine.shard.TaskBytes;
import io.plateau.engine.shard.TrainingShards;
import io.plateau.engine.threads.Cores;
import io.plateau.math.Blas;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.RunIdentity;
import io.plateau.train.StopRequest;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.FutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Function1;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.immutable.Range$;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;
import scala.runtime.BoxedUnit;

/**
 * Whole trainings of small networks on the same rows, side by side: one Spark job, each task of
 * which makes one training from its first epoch to its last. Nobody sees an epoch before all are
 * done; the weights are those of {@link SparkTraining#run}, bit by bit.
 */
public final class TaskTrainings {
  /** Bytes of a state that a task may send. */
  private static final long LARGEST = 16L << 20;

  private TaskTrainings() {}

  /** Whether a plan's training on these rows fits into a task. */
  public static boolean fits(DealtRows dealt, TrainingPlan plan) {
    return TaskRows.suits(dealt, plan) && canSend(plan);
  }

  /** Whether a task may send the states of a plan. */
  static boolean canSend(TrainingPlan plan) {
    return stateBytes(plan) <= LARGEST;
  }

  /** Bytes of the largest state of a plan: weights, those of the best epoch, optimizer memory. */
  static long stateBytes(TrainingPlan plan) {
    int parameters = plan.network().parameters();
    return 2L * Float.BYTES * parameters + plan.solver().stateBytes(parameters);
  }

  /**
   * Trains all plans until their stopping rules give a reason.
   *
   * @param dealt rows that {@link #fits} each plan; they stay open
   * @param request ends all of them
   * @param progress is told which fraction of the trainings is done
   * @return in the order of the plans, each of which gives the result or throws the {@link
   *     io.plateau.train.DataException} of its training; empty where the request was made
   */
  public static Optional<List<Supplier<TrainingResult>>> run(
      DealtRows dealt, List<TrainingPlan> plans, StopRequest request, DoubleConsumer progress) {
    SparkRound jobs = new SparkRound(dealt.training().rdd().context());
    List<byte[]> trainings = new ArrayList<>();
    for (TrainingPlan plan : plans) {
      float[] weights = PlanRounds.start(plan, Optional.empty(), jobs, dealt.training()).weights();
      RunIdentity identity = PlanIdentity.of(plan, Optional.empty(), dealt);
      trainings.add(TaskBytes.write(new Training(plan, weights, identity.facts())));
    }
    try (TaskRows rows = TaskRows.of(dealt, plans.get(0))) {
      byte[][] answers = new byte[plans.size()][];
      FutureAction<Void> job = submitted(trainings, rows.shards(), answers, progress);
      boolean done = false;
      try {
        done = await(job, request);
      } finally {
        if (!done) {
          job.cancel();
        }
      }
      if (!done) {
        return Optional.empty();
      }
      return Optional.of(
          Arrays.stream(answers)
              .<Supplier<TrainingResult>>map(answer -> () -> result(answer, dealt.training()))
              .toList());
    }
  }

  /**
   * The job of all trainings, which <em>overwrites</em> the answer of each that is done.
   *
   * @param trainings are elements of an RDD, so that each is sent to its own task alone
   */
  private static FutureAction<Void> submitted(
      List<byte[]> trainings,
      JavaRDD<TrainingShards> shards,
      byte[][] answers,
      DoubleConsumer progress) {
    SparkContext spark = shards.context();
    JavaPairRDD<byte[], TrainingShards> each =
        JavaSparkContext.fromSparkContext(spark)
            .parallelize(trainings, answers.length)
            .cartesian(shards);
    AtomicInteger over = new AtomicInteger();
    InTask task = new InTask(Cores.ofExecutor(spark));
    return JobDescription.during(
        spark,
        answers.length + " trainings side by side",
        () ->
            spark.submitJob(
                each.rdd(),
                task,
                Range$.MODULE$.apply(0, answers.length),
                (partition, answer) -> {
                  answers[(Integer) partition] = answer;
                  progress.accept((double) over.incrementAndGet() / answers.length);
                  return BoxedUnit.UNIT;
                },
                () -> null));
  }

  /** The state of a training that was asked to stop while it was in a task: nothing is kept. */
  public static TrainingState stopped(TrainingPlan plan) {
    float[] weights = new float[plan.network().parameters()];
    return TrainingState.start(weights, plan.solver().start(weights.length))
        .interruptedIn("a task");
  }

  /**
   * Tells a listener of a training that is over what it would have heard of one in rounds, epochs
   * without their weights; and keeps its last state as a checkpoint where that is asked for.
   */
  public static void tell(
      TrainingResult result, TrainingPlan plan, RunOptions options, Configuration hadoop) {
    TrainingListener listener = options.listener();
    TrainingState end = result.state();
    listener.begin(result.identity());
    if (options.control().checkpoints().isPresent()) {
      try (CheckpointedRun saved =
          CheckpointedRun.open(options.control().checkpoints().get(), hadoop, result.identity())) {
        saved.finish(end);
      }
    }
    EpochStretches.tell(
        listener, plan.monitor(), TrainingState.start(end.weights(), end.optimizer()), end);
  }

  /** Whether the job came to its end; else a stop was asked for. */
  private static boolean await(FutureAction<Void> job, StopRequest request) {
    while (true) {
      try {
        Await.result(job, Duration.create(100, TimeUnit.MILLISECONDS));
        return true;
      } catch (TimeoutException e) {
        if (request.made()) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  /** One training: a pure function of its rows. */
  private record Training(TrainingPlan plan, float[] weights, Map<String, String> facts)
      implements Serializable {
    Checkpoint on(TrainingShards rows, int cores) {
      TrainingState start = TrainingState.start(weights, plan.solver().start(weights.length));
      TrainingState end = TaskRows.trainer(plan, rows, cores).run(start, TrainingListener.NONE);
      return new Checkpoint(new RunIdentity(facts), end);
    }
  }

  /** What a task does: its training, to the state at the end, with its identity. */
  private record InTask(int cores)
      implements Function1<Iterator<Tuple2<byte[], TrainingShards>>, byte[]>, Serializable {
    @Override
    public byte[] apply(Iterator<Tuple2<byte[], TrainingShards>> each) {
      Tuple2<byte[], TrainingShards> one = each.next();
      Training training = TaskBytes.read(one._1());
      return TaskAnswer.of(() -> training.on(one._2(), cores));
    }
  }

  private static TrainingResult result(byte[] answer, ShardedRows rows) {
    Checkpoint end = TaskAnswer.read(answer);
    TrainingState state = end.state();
    double seconds = state.history().seconds();
    return new TrainingResult(
        state,
        rows.rows(),
        rows.shards(),
        Blas.get().description(),
        end.identity(),
        new TrainingTime(seconds, 0, 0, state.history().size(), Optional.empty()));
  }
}

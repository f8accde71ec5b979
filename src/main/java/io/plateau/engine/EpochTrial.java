package io.plateau.engine;

import io.plateau.engine.round.EpochRounds;
import io.plateau.engine.round.LocalStepsRounds;
import io.plateau.engine.round.Partial;
import io.plateau.engine.round.RoundInput;
import io.plateau.engine.round.ShardSteps;
import io.plateau.engine.round.SparkRound;
import io.plateau.engine.round.StepRows;
import io.plateau.engine.round.TaskWorkspace;
import io.plateau.engine.shard.DealtRows;
import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.engine.threads.Cores;
import io.plateau.engine.threads.ProcessorTime;
import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import io.plateau.optim.Sgd;
import io.plateau.spec.RoundsSpec;
import io.plateau.spec.Solver;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.Rates;
import io.plateau.train.Rounds;
import io.plateau.train.StoppingRule;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.function.Function2;

/**
 * Estimate of the seconds of an epoch, from some of the same work: gradients of some rows where
 * they lie, updates, and rounds of one step. All of it is thrown away, and the training stays as it
 * was; the code that it makes Java compile is that of the training.
 *
 * @param dealt rows of the training
 * @param plan of the training
 * @param training its rounds
 * @param stretches whether one job makes many epochs
 */
record EpochTrial(DealtRows dealt, TrainingPlan plan, Rounds training, boolean stretches) {
  /** Operations of a gradient of the trial: one core does them in some hundredths of a second. */
  private static final double OPERATIONS = 1e9;

  /**
   * The share of a training for which gradients, and updates, are measured: the longer it is, the
   * more seconds its estimate can be wrong by, and the more of them it takes Java to compile.
   */
  private static final double SHARE = 0.02;

  /** Seconds for which either is measured, at most. */
  private static final double LONGEST = 1;

  /** Seconds of rounds, and the least number of them. */
  private static final double ROUNDS = 0.08;

  private static final int FEWEST = 3;

  /** The fraction of the operations of a gradient that the outputs alone take. */
  private static final double FORWARD = 1.0 / 3;

  /**
   * Seconds of an epoch; empty where copies of the state would take much memory.
   *
   * @param start weights before the first step, which are not changed
   * @param jobs of the trial alone
   * @param inTask rows that one executor holds, or null
   */
  OptionalDouble seconds(float[] start, SparkRound jobs, TaskRows inTask) {
    Solver.Gradient solver =
        plan.solver()
            .match(
                gradient -> gradient,
                lbfgs -> new Solver.Gradient(new Optimizer(List.of(new Sgd())), lbfgs.rates()));
    if ((long) Float.BYTES * start.length + solver.stateBytes(start.length)
        > SpilledSnapshot.LARGE) {
      return OptionalDouble.empty();
    }
    double validation = dealt.validation().map(rows -> (double) rows.rows()).orElse(0.0);
    double rows = (dealt.training().rows() + FORWARD * validation) / busyCores();
    return OptionalDouble.of(
        rowSeconds(start, rows, jobs) * rows
            + updateSeconds(start.clone(), solver) * updates()
            + (stretches ? 0 : roundSeconds(start.clone(), solver, jobs, inTask) * jobs()));
  }

  /**
   * Seconds of one core for a row's gradient.
   *
   * @param each rows of an epoch, of each core that is busy
   */
  private double rowSeconds(float[] start, double each, SparkRound jobs) {
    int together = training instanceof EpochRounds ? ShardSteps.SLICE : StepRows.CHUNK;
    double rows = Math.min(together, stepRows() / dealt.training().shards());
    Gradients trial =
        new Gradients(
            new StepRows(plan.network(), plan.loss(), 1, training.stepsPerEpoch(), plan.seed()),
            (int) Math.ceil(Math.min(rows, fewRows())),
            enough(each).times(Math.min(1, (double) cores() / partitions())));
    return jobs
        .run("estimate of gradients", RoundInput.of(start), dealt.training().rdd(), trial)
        .stream()
        .mapToDouble(seconds -> seconds)
        .average()
        .orElse(0);
  }

  /** Enough of what an epoch does so many times, one after the other. */
  Enough enough(double each) {
    StoppingRule stopping = plan.stopping();
    return new Enough(SHARE * each * stopping.most(), Math.min(LONGEST, SHARE * stopping.budget()));
  }

  /**
   * For how long a part of a training is measured.
   *
   * @param times that it is worth to do it
   * @param most seconds
   */
  record Enough(double times, double most) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Seconds, where it takes so many once. */
    double seconds(double once) {
      return Math.min(most, once * times);
    }

    /** A part of it, where others measure the same before or afterwards. */
    Enough times(double part) {
      return new Enough(part * times, part * most);
    }
  }

  /** Seconds of an update. <em>Overwrites</em> the weights, with themselves at a rate of 0. */
  private double updateSeconds(float[] weights, Solver.Gradient solver) {
    float[] gradient = new float[weights.length];
    OptimizerState state = solver.start(weights.length);
    return ProcessorTime.fastest(
        enough(updates())::seconds, () -> solver.optimizer().update(weights, gradient, state, 0));
  }

  /** Seconds of a round beside its gradient. <em>Overwrites</em> the weights, as an update does. */
  private double roundSeconds(
      float[] weights, Solver.Gradient solver, SparkRound jobs, TaskRows inTask) {
    int rows = (int) Math.ceil(Math.min(stepRows(), fewRows()));
    RoundsSpec division = new RoundsSpec(rows, training.stepsPerRound(), plan.rounds().shards());
    Rounds rounds = PlanRounds.of(dealt, inTask, plan.with(solver, division), jobs);
    Rounds.Round round = new Rounds.Round(1, 0, List.of(new Rates.Step(0, 1, 1)));
    OptimizerState state = solver.start(weights.length);
    double least = Double.POSITIVE_INFINITY;
    final long began = System.nanoTime();
    for (int made = 0; made < FEWEST || System.nanoTime() - began < 1e9 * ROUNDS; made++) {
      double computed = jobs.computing();
      long started = System.nanoTime();
      state = rounds.advance(round, weights, state).state();
      double took = (System.nanoTime() - started) * 1e-9;
      least = Math.min(least, took - (jobs.computing() - computed));
    }
    return least;
  }

  /** Spark jobs of an epoch: its rounds, and one for validation rows that no round measures. */
  private int jobs() {
    int rounds = (training.stepsPerEpoch() - 1) / training.stepsPerRound() + 1;
    return training instanceof EpochRounds || dealt.validation().isEmpty() ? rounds : rounds + 1;
  }

  /** Updates of an epoch that follow one another; each shard of local steps makes its own. */
  private double updates() {
    double each =
        training instanceof LocalStepsRounds ? dealt.training().shards() / busyCores() : 1;
    return each * training.stepsPerEpoch();
  }

  /** The mean number of cores at work on gradients. */
  private double busyCores() {
    if (stretches && !(training instanceof EpochRounds)) {
      ShardedRows rows = dealt.training();
      return Math.min(Cores.ofExecutor(rows.rdd().context()), rows.shards());
    }
    if (training instanceof EpochRounds) {
      double slices = Math.ceil(stepRows() / ShardSteps.SLICE);
      return slices / Math.ceil(slices / cores());
    }
    return Math.min(cores(), partitions());
  }

  private int cores() {
    SparkContext spark = dealt.training().rdd().context();
    return training instanceof EpochRounds ? Cores.ofExecutor(spark) : spark.defaultParallelism();
  }

  private int partitions() {
    return dealt.training().rdd().getNumPartitions();
  }

  private double stepRows() {
    return (double) dealt.training().rows() / training.stepsPerEpoch();
  }

  /** So many rows that a gradient of them takes some hundredths of a second. */
  private double fewRows() {
    return Math.max(1, OPERATIONS / plan.network().operations());
  }

  /**
   * Task of the trial: seconds of one core for a row's gradient, from the first shard of a
   * partition.
   *
   * @param steps in whose order rows are taken
   * @param rows of a gradient, at most
   * @param enough seconds, of a row that one core takes so many of
   */
  private record Gradients(StepRows steps, int rows, Enough enough)
      implements Function2<RoundInput, Iterator<Shard>, Iterator<Double>> {

    @Override
    public Iterator<Double> call(RoundInput input, Iterator<Shard> shards) {
      return shards.hasNext()
          ? List.of(rowSeconds(input.weights(), shards.next())).iterator()
          : List.<Double>of().iterator();
    }

    private double rowSeconds(float[] theta, Shard shard) {
      int count = Math.min(rows, shard.rows());
      StepRows.Rows some = steps.of(shard, 0, 1).part(0, count);
      Partial partial = new Partial(shard.id(), new float[theta.length]);
      return TaskWorkspace.with(
          scratch ->
              ProcessorTime.fastest(
                      once -> enough.seconds(once / count),
                      () -> steps.addAtOnce(some, theta, partial, scratch))
                  / count);
    }
  }
}

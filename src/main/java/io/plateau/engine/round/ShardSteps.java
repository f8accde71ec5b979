package io.plateau.engine.round;

import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardGroup;
import io.plateau.engine.shard.TrainingShards;
import io.plateau.engine.threads.Crew;
import io.plateau.engine.threads.ParallelMap;
import io.plateau.nn.Network;
import io.plateau.nn.loss.Loss;
import io.plateau.optim.Optimizer;
import io.plateau.optim.OptimizerState;
import io.plateau.spec.Solver;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.Rates;
import io.plateau.train.Rounds;
import io.plateau.train.Validation;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.TaskContext;

/**
 * Steps over the rows of one shard, in memory and wherever the shard is: in a task of a round, or
 * in one that makes a whole training.
 *
 * <p>The rows of a step are cut into slices of a fixed number of rows. Each slice has a gradient of
 * its own, and the gradients are added in the order of the slices: threads may share the slices and
 * change no bit.
 *
 * @param scores of the validation rows
 * @param seed of the order of rows and of dropout
 */
public record ShardSteps(
    Network network,
    Loss loss,
    ShardScores scores,
    Optimizer optimizer,
    int stepsPerEpoch,
    long seed)
    implements Serializable {
  /** Rows of a slice: enough for products to be efficient, few enough for a batch to have two. */
  public static final int SLICE = 128;

  /** Operations of a round that one core does in about two seconds: so long a stop may wait. */
  private static final double LONGEST = 1e11;

  /** Slices whose gradients are held at a time. */
  private static final int MOST = 16;

  /** Parameters from which it pays that threads share a pass over them. */
  private static final int SHARED = 1 << 14;

  /**
   * The steps of a plan in mini-batches.
   *
   * @param rows of the shard
   * @throws IllegalArgumentException where the plan takes all rows at each step
   */
  public static ShardSteps of(TrainingPlan plan, long rows) {
    if (!(plan.solver() instanceof Solver.Gradient gradient) || plan.rounds().batchSize() == 0) {
      throw new IllegalArgumentException("steps on one shard are of mini-batches");
    }
    return new ShardSteps(
        plan.network(),
        plan.loss(),
        new ShardScores(plan.network(), plan.measured()),
        gradient.optimizer(),
        plan.rounds().stepsPerEpoch(rows),
        plan.seed());
  }

  /**
   * Steps of a round: an epoch, unless it takes so long that nobody could stop it. An epoch's loss
   * is a sum of those of its rounds, so all trainings of the same rows make the same rounds.
   *
   * @param rows of the shard
   */
  public int stepsPerRound(long rows) {
    double stepRows = (double) rows / stepsPerEpoch;
    return (int) Math.max(1, Math.min(stepsPerEpoch, LONGEST / (network.operations() * stepRows)));
  }

  /**
   * Makes the steps of a round, and measures the validation rows after the last step of an epoch.
   * <em>Overwrites</em> {@code theta} and the arrays of {@code state}, also where loss or gradient
   * are not finite.
   */
  Rounds.Outcome advance(
      Rounds.Round round, TrainingShards shards, float[] theta, OptimizerState state, Crew crew) {
    TaskContext context = TaskContext.get();
    StepRows rows = new StepRows(network, loss, round.epoch(), stepsPerEpoch, seed);
    Shard shard = shards.training().shards().get(0);
    // Once: a training beside this one may ask the same shard for another order
    int[] order = rows.order(shard);
    Slices slices = new Slices(rows, theta, crew, new float[theta.length], new ArrayList<>());
    double lossSum = 0;
    double weight = 0;
    long count = 0;
    double norm = 0;
    OptimizerState now = state;
    int steps = round.steps().size();
    for (int s = 0; s < steps && Double.isFinite(lossSum); s++) {
      ParallelMap.requireAlive(context);
      Rates.Step its = round.steps().get(s);
      Partial step =
          slices.meanGradient(rows.of(shard, order, round.firstStep() + s, its.dropout()));
      count += step.rows;
      if (step.weight > 0) {
        lossSum += step.loss + step.weight * optimizer.penalty(theta);
        weight += step.weight;
        norm = s == steps - 1 ? step.vectorNorm() : 0;
        now = optimizer.update(theta, step.sum, now, its.rate(), its.decay());
      }
    }
    Rounds.Outcome outcome = Rounds.Outcome.of(lossSum, weight, count, norm, now);
    boolean ends = round.firstStep() + steps == stepsPerEpoch;
    return ends && outcome.finite() && shards.validation().isPresent()
        ? outcome.scored(score(optimizer.averaged(theta, now), shards.validation().get(), crew))
        : outcome;
  }

  private Validation.Score score(float[] theta, ShardGroup validation, Crew crew) {
    return scores.score(scores.sums(theta, validation.shards(), crew), validation.weight());
  }

  /**
   * The slices of one step after the other.
   *
   * @param sum memory for the gradient of a step
   * @param gradients memory for those of slices
   */
  private record Slices(
      StepRows rows, float[] theta, Crew crew, float[] sum, List<float[]> gradients) {
    /** Loss, weight and rows of a step, and the mean gradient, which is valid until the next. */
    Partial meanGradient(StepRows.Rows of) {
      Partial total = new Partial(of.shard().id(), sum);
      int slices = (of.to() - of.from() + SLICE - 1) / SLICE;
      for (int first = 0; first < slices; first += MOST) {
        List<Partial> parts = parts(total, first, Math.min(MOST, slices - first));
        int start = of.from() + first * SLICE;
        crew.each(parts.size(), part -> gradient(of, start + part * SLICE, parts.get(part)));
        add(total, parts, first + parts.size() == slices);
      }
      return total;
    }

    /** Where slices are added into: the first of all into the sum itself. */
    private List<Partial> parts(Partial total, int first, int count) {
      List<Partial> parts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        if (first + i == 0) {
          parts.add(total);
        } else {
          while (gradients.size() <= i) {
            gradients.add(new float[theta.length]);
          }
          parts.add(new Partial(total.first, gradients.get(i)));
        }
      }
      return parts;
    }

    private void gradient(StepRows.Rows of, int start, Partial part) {
      Arrays.fill(part.sum, 0);
      int end = Math.min(of.to(), start + SLICE);
      TaskWorkspace.with(
          scratch -> {
            rows.addAtOnce(of.part(start, end), theta, part, scratch);
            return part;
          });
    }

    /** <em>Adds into</em> the total the other parts, and divides it after the last of them. */
    private void add(Partial total, List<Partial> parts, boolean last) {
      for (Partial part : parts) {
        if (part != total) {
          total.loss += part.loss;
          total.weight += part.weight;
          total.rows += part.rows;
        }
      }
      float scale = last && total.weight > 0 ? (float) (1 / total.weight) : 1;
      int ranges = sum.length < SHARED ? 1 : crew.threads();
      crew.each(
          ranges,
          range -> {
            int from = (int) ((long) sum.length * range / ranges);
            int to = (int) ((long) sum.length * (range + 1) / ranges);
            for (Partial part : parts) {
              if (part != total) {
                add(part.sum, from, to);
              }
            }
            if (scale != 1) {
              for (int i = from; i < to; i++) {
                sum[i] *= scale;
              }
            }
          });
    }

    private void add(float[] gradient, int from, int to) {
      for (int i = from; i < to; i++) {
        sum[i] += gradient[i];
      }
    }
  }
}

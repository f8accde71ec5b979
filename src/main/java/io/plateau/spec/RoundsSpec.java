package io.plateau.spec;

import java.io.Serializable;
import java.util.List;

/**
 * Division of the work into rounds.
 *
 * @param batchSize rows of a step over all shards, or 0 for all rows
 * @param localSteps steps each shard makes on its own in a round, or 0 for a number that follows
 *     from the job
 * @param shards number of shards, or 0 for a number that follows from the network and the rows
 */
public record RoundsSpec(int batchSize, int localSteps, int shards) implements Serializable {
  public static final Setting<Integer> BATCH_SIZE =
      new Setting<>(
          new Setting.Name("training.batchSize", "batchSize"),
          Domain.integer(1).or("all", 0),
          new Setting.Derived<>(
              "256, with recipe tabular 64 below 1,000 rows, 512 from 30,000 rows and 1,024 from"
                  + " 100,000 rows on; all with l-bfgs",
              RoundsSpec::defaultBatchSize),
          "rows of a step, over all shards");

  public static final Setting<Integer> LOCAL_STEPS =
      new Setting<>(
          new Setting.Name("training.localSteps", "localSteps"),
          Domain.integer(1).or("auto", 0),
          new Setting.Derived<>(
              "auto; 1 with recipe plain or l-bfgs",
              v -> Recipe.isTabular(v) && !OptimizerSpec.isQuasiNewton(v) ? 0 : 1),
          "steps that each shard takes on its own in a round; a single shard takes"
              + " an epoch of steps");

  public static final Setting<Integer> SHARDS =
      Setting.of(
          new Setting.Name("training.shards", "shards"),
          Domain.integer(1).or("auto", 0),
          0,
          "shards that the rows are partitioned into; auto is one for small trainings, else follows from rows and batch");

  static final List<Setting<?>> SETTINGS = List.of(BATCH_SIZE, LOCAL_STEPS, SHARDS);

  public RoundsSpec {
    atLeast0("batchSize", batchSize);
    atLeast0("localSteps", localSteps);
    atLeast0("shards", shards);
  }

  private static int defaultBatchSize(Values values) {
    if (OptimizerSpec.isQuasiNewton(values)) {
      return 0;
    }
    DataFacts facts = values.facts();
    boolean tabular = Recipe.isTabular(values);
    if (tabular && facts.areFew()) {
      return 64;
    }
    long rows = tabular ? facts.rows() : 0;
    return 256 << DataFacts.LARGE.stream().filter(large -> rows >= large).count();
  }

  /** Steps that an epoch over so many rows takes. */
  public int stepsPerEpoch(long rows) {
    return batchSize == 0 ? 1 : Math.toIntExact((rows + batchSize - 1) / batchSize);
  }

  private static void atLeast0(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must be at least 0, got " + value);
    }
  }

  static RoundsSpec of(Values values) {
    return new RoundsSpec(values.get(BATCH_SIZE), values.get(LOCAL_STEPS), values.get(SHARDS));
  }
}

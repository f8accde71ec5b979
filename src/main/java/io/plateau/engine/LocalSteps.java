package io.plateau.engine;

import java.util.Optional;

/** The number of steps that shards make alone, where the plan leaves it open. */
final class LocalSteps {
  /** Seconds that a Spark job takes beside its work, in one process. */
  private static final double JOB = 0.01;

  /** Bytes a second between driver and executors. */
  private static final double BYTES = 1e9;

  /** Floating-point operations a second of one core in small matrix products. */
  private static final double FLOPS = 5e10;

  /** The fraction of a round that may be lost to all but arithmetic. */
  private static final double OVERHEAD = 0.1;

  /** Beyond this, more steps save little and drift further apart. */
  private static final int MOST = 64;

  /** Times an epoch that the shards meet at least. */
  private static final int MEETINGS = 4;

  private LocalSteps() {}

  /**
   * A power of two that follows from the job alone, never from a clock or the cluster, since it
   * decides the weights: as many steps as bring the cost of a round below a tenth of its
   * arithmetic, but at most 64, and so few that the shards still meet four times an epoch.
   *
   * @param parameters of the network
   * @param slots of the optimizer
   * @param shardRows rows of a shard in one step
   * @param steps of an epoch
   */
  static int auto(int parameters, int slots, double shardRows, int steps) {
    if (!fit(parameters, slots)) {
      return 1;
    }
    double round = JOB + 2.0 * Float.BYTES * parameters * (1 + slots) / BYTES;
    double step = 6.0 * parameters * shardRows / FLOPS;
    double wanted = Math.min(MOST, round / (OVERHEAD * step));
    return Integer.highestOneBit((int) Math.max(1, Math.min(wanted, steps / MEETINGS)));
  }

  /**
   * Fails where rounds of several steps, whose shards send weights and optimizer memory in one
   * array, are longer than an array can be.
   */
  static void require(int localSteps, int parameters, int slots) {
    if (localSteps > 1 && !fit(parameters, slots)) {
      throw new IllegalArgumentException(
          "localSteps must be 1 with %d parameters, each with %d numbers of the optimizer, got %d"
              .formatted(parameters, slots, localSteps));
    }
  }

  private static boolean fit(int parameters, int slots) {
    return (long) parameters * (1 + slots) <= Integer.MAX_VALUE - 8;
  }

  /**
   * What would help rounds that wait longer than they compute: so many local steps, doubled within
   * the bounds of {@link #auto}, that waiting falls below a quarter of the arithmetic.
   *
   * @param compute seconds of the rounds
   * @param waiting seconds of the rounds otherwise
   * @param localSteps of a round
   * @param steps of an epoch
   * @return as in {@code localSteps: 16 would cut 61 %}, or empty where there is nothing to advise
   */
  static Optional<String> advice(double compute, double waiting, int localSteps, int steps) {
    int advised = localSteps;
    while (waiting * localSteps > compute / 4 * advised
        && 2 * advised <= Math.min(MOST, steps / MEETINGS)) {
      advised *= 2;
    }
    if (waiting <= compute || advised == localSteps) {
      return Optional.empty();
    }
    double cut = waiting * (advised - localSteps) / advised / (compute + waiting);
    return Optional.of("localSteps: %d would cut %d %%".formatted(advised, Math.round(100 * cut)));
  }
}

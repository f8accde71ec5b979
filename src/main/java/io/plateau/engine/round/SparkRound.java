package io.plateau.engine.round;

import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.TaskResults;
import io.plateau.engine.threads.WorkTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;

/**
 * Runner of rounds, one Spark job each: broadcast, map over the shards, collect, destroy the
 * broadcast. Adds up the time of the rounds it ran, for people.
 */
public final class SparkRound {

  private final SparkContext spark;
  private long count;
  private long spent;
  private long computing;

  public SparkRound(SparkContext spark) {
    this.spark = spark;
  }

  /** Rounds made. */
  public long count() {
    return count;
  }

  /** Seconds in which the slowest executor of each round worked. */
  public double computing() {
    return computing * 1e-9;
  }

  /** Seconds of the rounds otherwise. */
  public double waiting() {
    return (spent - computing) * 1e-9;
  }

  /**
   * Runs {@code work} on every partition of shards; its results in the order of the partitions.
   *
   * @param <R> of Java's own types, such as arrays of arrays: Spark reads results where the classes
   *     of a session's jars are not known
   * @param description as Spark's UI shows it
   * @param input what every task is to know
   */
  @SuppressWarnings("unchecked") // by the task below
  public <T, R> List<R> run(
      String description,
      RoundInput input,
      JavaRDD<T> shards,
      Function2<RoundInput, Iterator<T>, Iterator<R>> work) {
    return JobDescription.during(
        spark,
        description,
        () -> {
          final long started = System.nanoTime();
          Broadcast<Object[]> broadcast = input.broadcast(spark);
          try {
            List<List<R>> parts =
                new ArrayList<>(Collections.nCopies(shards.getNumPartitions(), List.of()));
            List<WorkTime> times = new ArrayList<>();
            TaskResults.each(
                shards,
                Object[].class,
                new OnPartition<>(broadcast, work),
                (result, partition) -> {
                  parts.set(partition, (ArrayList<R>) result[0]);
                  long[] time = (long[]) result[2];
                  times.add(new WorkTime((String) result[1], time[0], time[1]));
                });
            computing += WorkTime.longest(times);
            List<R> inOrder = new ArrayList<>();
            parts.forEach(inOrder::addAll);
            return inOrder;
          } finally {
            broadcast.destroy();
            spent += System.nanoTime() - started;
            count++;
          }
        });
  }

  /**
   * Runs a round of several stages, all of whose time counts as waiting.
   *
   * @param stages give the sum, or null
   */
  public Partial described(String description, Function<SparkContext, Partial> stages) {
    final long started = System.nanoTime();
    Partial sum = JobDescription.during(spark, description, () -> stages.apply(spark));
    spent += System.nanoTime() - started;
    count++;
    return sum;
  }

  /** What a task does: its results, its executor, and when it worked. */
  private record OnPartition<T, R>(
      Broadcast<Object[]> broadcast, Function2<RoundInput, Iterator<T>, Iterator<R>> work)
      implements TaskResults.Task<T, Object[]> {
    @Override
    public Object[] of(Iterator<T> shards) {
      try {
        RoundInput input = RoundInput.of(broadcast);
        final long started = System.nanoTime();
        ArrayList<R> results = TaskResults.list(work.call(input, shards));
        return new Object[] {
          results, SparkEnv.get().executorId(), new long[] {started, System.nanoTime()}
        };
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

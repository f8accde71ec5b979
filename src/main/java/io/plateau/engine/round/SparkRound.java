package io.plateau.engine.round;

import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.threads.WorkTime;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

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
            Results<R> results = new Results<>(shards.getNumPartitions());
            spark.runJob(
                shards.rdd(),
                new OnPartition<>(broadcast, work),
                results,
                ClassTag$.MODULE$.apply(Object[].class));
            computing += WorkTime.longest(results.times);
            return results.inOrder();
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

  /**
   * What a task does: its results, its executor, and when it worked. A class with a name, since
   * Spark reads the bytecode of each lambda it is given, and of the lambdas that {@code
   * mapPartitions} and {@code collect} make, anew in every job: several milliseconds a round.
   */
  private static final class OnPartition<T, R>
      extends AbstractFunction2<TaskContext, scala.collection.Iterator<T>, Object[]>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Broadcast<Object[]> broadcast;
    private final Function2<RoundInput, Iterator<T>, Iterator<R>> work;

    OnPartition(
        Broadcast<Object[]> broadcast, Function2<RoundInput, Iterator<T>, Iterator<R>> work) {
      this.broadcast = broadcast;
      this.work = work;
    }

    @Override
    public Object[] apply(TaskContext context, scala.collection.Iterator<T> shards) {
      try {
        RoundInput input = RoundInput.of(broadcast);
        final long started = System.nanoTime();
        ArrayList<R> results = new ArrayList<>();
        work.call(input, CollectionConverters.asJava(shards)).forEachRemaining(results::add);
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

  /** Takes what tasks send, in whatever order they finish, and gives it in that of partitions. */
  private static final class Results<R> extends AbstractFunction2<Object, Object[], BoxedUnit> {
    private final List<List<R>> parts;
    private final List<WorkTime> times = new ArrayList<>();

    Results(int partitions) {
      parts = new ArrayList<>(Collections.nCopies(partitions, List.of()));
    }

    @Override
    @SuppressWarnings("unchecked")
    public BoxedUnit apply(Object partition, Object[] result) {
      parts.set((Integer) partition, (ArrayList<R>) result[0]);
      long[] time = (long[]) result[2];
      times.add(new WorkTime((String) result[1], time[0], time[1]));
      return BoxedUnit.UNIT;
    }

    List<R> inOrder() {
      List<R> all = new ArrayList<>();
      parts.forEach(all::addAll);
      return all;
    }
  }
}

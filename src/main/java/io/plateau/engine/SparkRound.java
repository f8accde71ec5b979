package io.plateau.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** One round is one Spark job: broadcast, map over the shards, collect, destroy the broadcast. */
final class SparkRound {
  private static final String DESCRIPTION = "spark.job.description";

  private SparkRound() {}

  /**
   * Runs {@code work} on every partition of the shards; its results in the order of the partitions.
   *
   * @param description as Spark's UI shows it
   * @param floats what every task is to know
   */
  static <R> List<R> run(
      JavaSparkContext spark,
      String description,
      Floats floats,
      ShardedRows rows,
      Function2<Floats, Iterator<Shard>, Iterator<R>> work) {
    return described(
        spark,
        description,
        () -> {
          Broadcast<Floats> broadcast = spark.broadcast(floats);
          try {
            Results<R> results = new Results<>(rows.rdd().getNumPartitions());
            spark
                .sc()
                .runJob(
                    rows.rdd().rdd(),
                    new OnPartition<>(broadcast, work),
                    results,
                    ClassTag$.MODULE$.apply(ArrayList.class));
            return results.inOrder();
          } finally {
            broadcast.destroy();
          }
        });
  }

  /** Runs jobs under a description, and puts back the one before. */
  static <R> R described(JavaSparkContext spark, String description, Supplier<R> jobs) {
    String before = spark.getLocalProperty(DESCRIPTION);
    spark.setLocalProperty(DESCRIPTION, description);
    try {
      return jobs.get();
    } finally {
      spark.setLocalProperty(DESCRIPTION, before);
    }
  }

  /**
   * What a task does. A class with a name, since Spark reads the bytecode of each lambda it is
   * given, and of the lambdas that {@code mapPartitions} and {@code collect} make, anew in every
   * job: several milliseconds a round.
   */
  private static final class OnPartition<R>
      extends AbstractFunction2<TaskContext, scala.collection.Iterator<Shard>, ArrayList<R>>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Broadcast<Floats> broadcast;
    private final Function2<Floats, Iterator<Shard>, Iterator<R>> work;

    OnPartition(Broadcast<Floats> broadcast, Function2<Floats, Iterator<Shard>, Iterator<R>> work) {
      this.broadcast = broadcast;
      this.work = work;
    }

    @Override
    public ArrayList<R> apply(TaskContext context, scala.collection.Iterator<Shard> shards) {
      try {
        ArrayList<R> results = new ArrayList<>();
        work.call(broadcast.value(), CollectionConverters.asJava(shards))
            .forEachRemaining(results::add);
        return results;
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Takes what tasks send, in whatever order they finish, and gives it in that of partitions. */
  private static final class Results<R> extends AbstractFunction2<Object, ArrayList<R>, BoxedUnit> {
    private final List<List<R>> parts = new ArrayList<>();

    Results(int partitions) {
      for (int i = 0; i < partitions; i++) {
        parts.add(List.of());
      }
    }

    @Override
    public BoxedUnit apply(Object partition, ArrayList<R> result) {
      parts.set((Integer) partition, result);
      return BoxedUnit.UNIT;
    }

    List<R> inOrder() {
      List<R> all = new ArrayList<>();
      parts.forEach(all::addAll);
      return all;
    }
  }
}

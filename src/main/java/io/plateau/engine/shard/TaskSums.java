package io.plateau.engine.shard;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Sums over partitions, added in their order. Tasks add those of a few neighbors where there are
 * many, and then sums of these, so that neither the driver nor a task holds those of a thousand
 * partitions.
 */
public final class TaskSums {
  /** Sums that the driver adds by itself. */
  public static final int AT_ONCE = 32;

  /** Sums that a task adds, all of which it holds; more take several steps. */
  private static final int IN_TASK = 4;

  private TaskSums() {}

  /** Adds the sum over other rows into a sum, which is modified. */
  @FunctionalInterface
  public interface Add<T> extends Serializable {
    void add(T into, T other);
  }

  /**
   * <em>Adds into</em> a sum those of all partitions.
   *
   * @param partial sum of a partition
   * @return the sum
   */
  public static <E, T> T addInto(
      T sum, JavaRDD<E> rows, TaskResults.Task<E, T> partial, Add<T> add) {
    return addInto(sum, rows, partial, add, AT_ONCE);
  }

  /**
   * <em>Adds into</em> a sum those of all partitions.
   *
   * @param partial sum of a partition
   * @param most sums that reach the driver, fewer where one may be large
   * @return the sum
   */
  public static <E, T> T addInto(
      T sum, JavaRDD<E> rows, TaskResults.Task<E, T> partial, Add<T> add, int most) {
    for (byte[] part : few(rows, partial, add, most)) {
      add.add(sum, TaskBytes.read(part)); // one at a time, since each may be large
    }
    return sum;
  }

  /** Sums that are left to be added, in the order of the partitions. */
  private static <E, T> List<byte[]> few(
      JavaRDD<E> rows, TaskResults.Task<E, T> partial, Add<T> add, int most) {
    int partitions = rows.getNumPartitions();
    if (partitions <= most) {
      return List.of(TaskResults.written(rows, partial));
    }
    JavaRDD<Tuple2<Integer, byte[]>> sums =
        TaskRdds.mapPartitionsWithIndex(
            rows,
            (index, part) ->
                List.of(new Tuple2<>(index, TaskBytes.write(partial.of(part)))).iterator());
    for (int left = partitions; left > most; ) {
      int neighbors = Math.min(IN_TASK, (left + most - 1) / most);
      left = (left + neighbors - 1) / neighbors;
      // The partition of a number has the sums of its neighbors.
      sums =
          TaskRdds.mapPartitionsWithIndex(
              JavaPairRDD.fromJavaRDD(
                      TaskRdds.map(sums, part -> new Tuple2<>(part._1() / neighbors, part)))
                  .partitionBy(new HashPartitioner(left)),
              (index, parts) ->
                  List.of(new Tuple2<>(index, TaskBytes.write(sum(parts, add)))).iterator());
    }
    byte[][] parts = new byte[sums.getNumPartitions()][];
    TaskResults.each(
        sums, byte[].class, part -> part.next()._2(), (bytes, part) -> parts[part] = bytes);
    return List.of(parts);
  }

  private static <T> T sum(Iterator<Tuple2<Integer, Tuple2<Integer, byte[]>>> parts, Add<T> add) {
    List<Tuple2<Integer, byte[]>> ordered = new ArrayList<>();
    parts.forEachRemaining(part -> ordered.add(part._2()));
    ordered.sort(Comparator.comparing(Tuple2::_1));
    T sum = TaskBytes.read(ordered.get(0)._2());
    for (Tuple2<Integer, byte[]> part : ordered.subList(1, ordered.size())) {
      add.add(sum, TaskBytes.read(part._2()));
    }
    return sum;
  }
}

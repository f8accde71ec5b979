package io.plateau.evaluation;

import io.plateau.engine.shard.TaskBytes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Sums over partitions, added in their order, without a row or a thousand parts at the driver. */
final class OrderedSum {
  /** Parts that the driver adds by itself. */
  private static final int AT_ONCE = 32;

  private OrderedSum() {}

  /** Makes empty sums. */
  interface Zero<T> extends Serializable {
    T get();
  }

  /** The sums over all partitions. */
  static <T extends Sums> T of(JavaRDD<Predicted> rows, Zero<T> zero) {
    if (rows.getNumPartitions() <= AT_ONCE) {
      return ofEach(List.of(rows), zero).get(0);
    }
    T sum = zero.get();
    inOrder(TaskBytes.collect(joined(rows, zero))).forEach(part -> sum.add(part._2()));
    return sum;
  }

  /** The sums over several parts of the rows, in one job where few partitions have a sum. */
  static <T extends Sums> List<T> ofEach(List<JavaRDD<Predicted>> parts, Zero<T> zero) {
    if (parts.stream().anyMatch(part -> part.getNumPartitions() > AT_ONCE)) {
      return parts.stream().map(part -> of(part, zero)).toList();
    }
    JavaRDD<T> all = null;
    for (JavaRDD<Predicted> part : parts) {
      JavaRDD<T> own = part.mapPartitions(rows -> List.of(counted(zero, rows)).iterator());
      all = all == null ? own : all.union(own);
    }
    Iterator<T> each = TaskBytes.collect(all).iterator();
    List<T> sums = new ArrayList<>();
    for (JavaRDD<Predicted> part : parts) {
      T sum = zero.get();
      for (int i = 0; i < part.getNumPartitions(); i++) {
        sum.add(each.next());
      }
      sums.add(sum);
    }
    return sums;
  }

  /** The sums over rows of this process, added as those of one partition are. */
  static <T extends Sums> T of(Iterator<Predicted> rows, Zero<T> zero) {
    T sum = zero.get();
    sum.add(counted(zero, rows));
    return sum;
  }

  private static <T extends Sums> T counted(Zero<T> zero, Iterator<Predicted> rows) {
    T sum = zero.get();
    sum.count(rows);
    return sum;
  }

  /** The sums of each so many neighbors, one shuffle later. */
  private static <T extends Sums> JavaRDD<Tuple2<Integer, T>> joined(
      JavaRDD<Predicted> rows, Zero<T> zero) {
    int each = (rows.getNumPartitions() + AT_ONCE - 1) / AT_ONCE;
    return rows.mapPartitionsWithIndex(
            (index, part) -> List.of(new Tuple2<>(index, counted(zero, part))).iterator(), true)
        .mapToPair(part -> new Tuple2<>(part._1() / each, part))
        .groupByKey(AT_ONCE)
        .map(
            group -> {
              List<Tuple2<Integer, T>> ordered = inOrder(group._2());
              T sum = ordered.get(0)._2();
              ordered.subList(1, ordered.size()).forEach(part -> sum.add(part._2()));
              return new Tuple2<>(group._1(), sum);
            });
  }

  private static <T> List<Tuple2<Integer, T>> inOrder(Iterable<Tuple2<Integer, T>> parts) {
    List<Tuple2<Integer, T>> ordered = new ArrayList<>();
    parts.forEach(ordered::add);
    ordered.sort((a, b) -> Integer.compare(a._1(), b._1()));
    return ordered;
  }
}

package io.plateau.evaluation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Sums over partitions, added in their order, without a row or a thousand parts at the driver. */
final class OrderedSum {
  /** Parts that the driver adds by itself. */
  private static final int AT_ONCE = 32;

  private OrderedSum() {}

  /** A sum that others of its kind are added into; a final class, which Kryo can take. */
  interface Tally<T> extends Serializable {
    /** <em>Adds into</em> this. */
    void add(T other);
  }

  /** Counts the rows of a partition. */
  interface Counting<R, T> extends Serializable {
    T count(Iterator<R> rows);
  }

  /** The sum over all partitions; <em>adds into</em> {@code zero}. */
  static <R, T extends Tally<T>> T of(JavaRDD<R> rows, T zero, Counting<R, T> counting) {
    int each = Math.max(1, (rows.getNumPartitions() + AT_ONCE - 1) / AT_ONCE);
    JavaRDD<Tuple2<Integer, T>> parts =
        rows.mapPartitionsWithIndex(
            (index, part) -> List.of(new Tuple2<>(index, counting.count(part))).iterator(), true);
    List<Tuple2<Integer, T>> few = each == 1 ? parts.collect() : joined(parts, each).collect();
    inOrder(few).forEach(part -> zero.add(part._2()));
    return zero;
  }

  /** Makes an empty sum. */
  interface Zero<T> extends Serializable {
    T get();
  }

  /** The sums over several parts of the rows, in one job where few partitions have a sum. */
  static <R, T extends Tally<T>> List<T> ofEach(
      List<JavaRDD<R>> parts, Zero<T> zero, Counting<R, T> counting) {
    if (parts.stream().anyMatch(part -> part.getNumPartitions() > AT_ONCE)) {
      return parts.stream().map(part -> of(part, zero.get(), counting)).toList();
    }
    List<Integer> counts = parts.stream().map(JavaRDD::getNumPartitions).toList();
    JavaRDD<T> all = null;
    for (JavaRDD<R> part : parts) {
      JavaRDD<T> own = part.mapPartitions(rows -> List.of(counting.count(rows)).iterator());
      all = all == null ? own : all.union(own);
    }
    List<T> each = all.collect();
    List<T> sums = new ArrayList<>();
    int at = 0;
    for (int count : counts) {
      T sum = zero.get();
      each.subList(at, at + count).forEach(sum::add);
      sums.add(sum);
      at += count;
    }
    return sums;
  }

  /** The sums of each so many neighbors, one shuffle later. */
  private static <T extends Tally<T>> JavaRDD<Tuple2<Integer, T>> joined(
      JavaRDD<Tuple2<Integer, T>> parts, int each) {
    JavaPairRDD<Integer, Tuple2<Integer, T>> grouped =
        parts.mapToPair(part -> new Tuple2<>(part._1() / each, part));
    return grouped
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

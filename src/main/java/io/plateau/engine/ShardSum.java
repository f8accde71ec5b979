package io.plateau.engine;

import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardedRows;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Sums over all shards, along one fixed tree. Short vectors go to the driver, which adds them. Long
 * ones are cut into slices that the executors exchange and add, so that the driver receives one
 * vector however many tasks there are. Every number is added along the same tree in both ways.
 */
record ShardSum(SparkRound jobs, ShardedRows rows) {
  /** Vectors of more numbers than this (16 MB) are added on the executors. */
  private static final int LONG = 4 << 20;

  /** Numbers of a slice: 4 MB. */
  private static final int SLICE = 1 << 20;

  /** Slices that a task adds at least, and sends: few, since the driver receives four at a time. */
  private static final int SLICES = 2;

  /**
   * The sum over all shards, or null where none adds anything.
   *
   * @param length of the vectors
   * @param task gives the partial sums of a partition's shards
   */
  Partial of(
      String description,
      RoundInput input,
      int length,
      Function2<RoundInput, Iterator<Shard>, Iterator<Partial>> task) {
    if (length > LONG && rows.rdd().getNumPartitions() > 1) {
      return sliced(description, input, length, SLICE, task);
    }
    return PairwiseSum.total(jobs.run(description, input, rows.rdd(), task), rows.shards());
  }

  /** The same sum, added in slices on the executors. */
  Partial sliced(
      String description,
      RoundInput input,
      int length,
      int slice,
      Function2<RoundInput, Iterator<Shard>, Iterator<Partial>> task) {
    // The task takes them along, not this record.
    int shards = rows.shards();
    JavaRDD<Shard> dealt = rows.rdd();
    int partitions = dealt.getNumPartitions();
    int slices = (length - 1) / slice + 1;
    int adders = Math.min(slices, Math.max(partitions, slices / SLICES));
    return jobs.described(
        description,
        spark -> {
          Broadcast<RoundInput> broadcast = spark.broadcast(input);
          try {
            JavaRDD<Tuple2<Integer, Partial>> sums =
                dealt
                    .mapPartitionsToPair(all -> cut(task.call(broadcast.value(), all), slice))
                    .repartitionAndSortWithinPartitions(new HashPartitioner(adders))
                    .mapPartitions(pieces -> added(pieces, shards));
            Joined joined = new Joined(length, slice);
            spark
                .sc()
                .runJob(
                    sums.rdd(), new Drained(), joined, ClassTag$.MODULE$.apply(ArrayList.class));
            return joined.sum();
          } finally {
            broadcast.destroy();
          }
        });
  }

  /** Each partial sum in slices, one after the other; its other numbers go with the first. */
  private static Iterator<Tuple2<Integer, Partial>> cut(Iterator<Partial> sums, int slice) {
    return new Iterator<>() {
      private Partial sum;
      private int from;

      @Override
      public boolean hasNext() {
        return from > 0 || sums.hasNext();
      }

      @Override
      public Tuple2<Integer, Partial> next() {
        if (from == 0) {
          sum = sums.next();
        }
        int to = from + Math.min(slice, sum.sum.length - from);
        float[] part = Arrays.copyOfRange(sum.sum, from, to);
        Tuple2<Integer, Partial> piece =
            new Tuple2<>(from / slice, from == 0 ? sum.with(part) : sum.bare(part));
        from = to < sum.sum.length ? to : 0;
        return piece;
      }
    };
  }

  /** The pieces of each slice, which come one slice after the other, added along the tree. */
  private static Iterator<Tuple2<Integer, Partial>> added(
      Iterator<Tuple2<Integer, Partial>> pieces, int shards) {
    List<Tuple2<Integer, Partial>> sums = new ArrayList<>();
    List<Partial> ofOne = new ArrayList<>();
    int number = -1;
    while (pieces.hasNext()) {
      Tuple2<Integer, Partial> piece = pieces.next();
      if (piece._1() != number && !ofOne.isEmpty()) {
        sums.add(new Tuple2<>(number, PairwiseSum.total(ofOne, shards)));
        ofOne.clear();
      }
      number = piece._1();
      ofOne.add(piece._2());
    }
    if (!ofOne.isEmpty()) {
      sums.add(new Tuple2<>(number, PairwiseSum.total(ofOne, shards)));
    }
    return sums.iterator();
  }

  /** What a task sends: the sums of its slices. */
  private static final class Drained
      extends AbstractFunction2<
          TaskContext,
          scala.collection.Iterator<Tuple2<Integer, Partial>>,
          ArrayList<Tuple2<Integer, Partial>>>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public ArrayList<Tuple2<Integer, Partial>> apply(
        TaskContext context, scala.collection.Iterator<Tuple2<Integer, Partial>> sums) {
      ArrayList<Tuple2<Integer, Partial>> all = new ArrayList<>();
      while (sums.hasNext()) {
        all.add(sums.next());
      }
      return all;
    }
  }

  /** Puts slices where they belong as they come, so that the driver never holds them twice. */
  private static final class Joined
      extends AbstractFunction2<Object, ArrayList<Tuple2<Integer, Partial>>, BoxedUnit> {
    private final float[] whole;
    private final int slice;
    private Partial first;

    Joined(int length, int slice) {
      this.whole = new float[length];
      this.slice = slice;
    }

    @Override
    public BoxedUnit apply(Object partition, ArrayList<Tuple2<Integer, Partial>> sums) {
      for (Tuple2<Integer, Partial> one : sums) {
        float[] part = one._2().sum;
        System.arraycopy(part, 0, whole, one._1() * slice, part.length);
        if (one._1() == 0) {
          first = one._2();
        }
      }
      return BoxedUnit.UNIT;
    }

    Partial sum() {
      return first == null ? null : first.with(whole);
    }
  }
}

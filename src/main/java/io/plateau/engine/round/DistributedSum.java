package io.plateau.engine.round;

import io.plateau.engine.shard.Shard;
import io.plateau.engine.shard.ShardPartitioner;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.engine.shard.TaskRdds;
import io.plateau.engine.shard.TaskResults;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Sums over the shards of a cluster, one Spark job each. Short vectors go to the driver, which adds
 * them. Long ones are cut into slices that the executors exchange and add, so that the driver
 * receives one vector however many tasks there are. Every number is added along the same tree in
 * both ways.
 */
record DistributedSum(SparkRound jobs, ShardedRows shards) implements ShardSum {
  /** Vectors of more numbers than this (16 MB) are added on the executors. */
  private static final int LONG = 4 << 20;

  /** Numbers of a slice: 4 MB. */
  private static final int SLICE = 1 << 20;

  /** Slices that a task adds at least, and sends: few, since the driver receives four at a time. */
  private static final int SLICES = 2;

  @Override
  public Partial of(String description, RoundInput input, int length, ShardWork work) {
    if (length > LONG && shards.rdd().getNumPartitions() > 1) {
      return sliced(description, input, length, SLICE, work);
    }
    List<Object[]> messages =
        jobs.run(
            description, input, shards.rdd(), new Messages(new Sums(work, shards.partitioner())));
    List<Partial> parts = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      // Freed once read, so that the driver does not hold all vectors twice.
      parts.add(Partial.of(messages.set(i, null)));
    }
    return PairwiseSum.total(parts, shards.shards());
  }

  /** The same sum, added in slices on the executors. */
  Partial sliced(String description, RoundInput input, int length, int slice, ShardWork work) {
    // The task takes them along, not this record.
    final Sums task = new Sums(work, shards.partitioner());
    final int all = shards.shards();
    JavaRDD<Shard> dealt = shards.rdd();
    int partitions = dealt.getNumPartitions();
    int slices = (length - 1) / slice + 1;
    int adders = Math.min(slices, Math.max(partitions, slices / SLICES));
    return jobs.described(
        description,
        spark -> {
          Broadcast<Object[]> broadcast = input.broadcast(spark);
          try {
            JavaRDD<Tuple2<Integer, Object[]>> sums =
                TaskRdds.mapPartitions(
                    JavaPairRDD.fromJavaRDD(
                            TaskRdds.mapPartitions(
                                dealt, some -> cut(task.of(RoundInput.of(broadcast), some), slice)))
                        .repartitionAndSortWithinPartitions(new HashPartitioner(adders)),
                    pieces -> added(pieces, all));
            return joined(sums, length, slice);
          } finally {
            broadcast.destroy();
          }
        });
  }

  /** The sums of the largest subtrees that the shards of a partition make up. */
  private record Sums(ShardWork work, ShardPartitioner partitioner) implements Serializable {
    Iterator<Partial> of(RoundInput input, Iterator<Shard> shards) {
      return PairwiseSum.ofPartition(
          shards, partitioner, (shard, workspace) -> work.of(input, shard, workspace));
    }
  }

  /** What a task sends: the messages of its sums. */
  private record Messages(Sums sums)
      implements Function2<RoundInput, Iterator<Shard>, Iterator<Object[]>> {
    @Override
    public Iterator<Object[]> call(RoundInput input, Iterator<Shard> shards) {
      List<Object[]> messages = new ArrayList<>();
      sums.of(input, shards).forEachRemaining(sum -> messages.add(sum.message()));
      return messages.iterator();
    }
  }

  /** Each partial sum in slices, one after the other, each with its other numbers. */
  private static Iterator<Tuple2<Integer, Object[]>> cut(Iterator<Partial> sums, int slice) {
    return new Iterator<>() {
      private Partial sum;
      private int from;

      @Override
      public boolean hasNext() {
        return from > 0 || sums.hasNext();
      }

      @Override
      public Tuple2<Integer, Object[]> next() {
        if (from == 0) {
          sum = sums.next();
        }
        int to = from + Math.min(slice, sum.sum.length - from);
        float[] part = Arrays.copyOfRange(sum.sum, from, to);
        Tuple2<Integer, Object[]> numbered = new Tuple2<>(from / slice, sum.message(part));
        from = to < sum.sum.length ? to : 0;
        return numbered;
      }
    };
  }

  /** The pieces of each slice, which come one slice after the other, added along the tree. */
  private static Iterator<Tuple2<Integer, Object[]>> added(
      Iterator<Tuple2<Integer, Object[]>> pieces, int shards) {
    List<Tuple2<Integer, Object[]>> sums = new ArrayList<>();
    List<Partial> ofOne = new ArrayList<>();
    int number = -1;
    while (pieces.hasNext()) {
      Tuple2<Integer, Object[]> piece = pieces.next();
      if (piece._1() != number && !ofOne.isEmpty()) {
        sums.add(new Tuple2<>(number, PairwiseSum.total(ofOne, shards).message()));
        ofOne.clear();
      }
      number = piece._1();
      ofOne.add(Partial.of(piece._2()));
    }
    if (!ofOne.isEmpty()) {
      sums.add(new Tuple2<>(number, PairwiseSum.total(ofOne, shards).message()));
    }
    return sums.iterator();
  }

  /** The whole sum, or null: slices are put where they belong as they come, never held twice. */
  private static Partial joined(JavaRDD<Tuple2<Integer, Object[]>> sums, int length, int slice) {
    float[] whole = new float[length];
    Partial[] first = new Partial[1];
    TaskResults.each(
        sums,
        ArrayList.class,
        TaskResults::list,
        (some, partition) -> {
          for (Tuple2<Integer, Object[]> one : some) {
            Partial part = Partial.of(one._2());
            System.arraycopy(part.sum, 0, whole, one._1() * slice, part.sum.length);
            if (one._1() == 0) {
              first[0] = part;
              part.sum = whole;
            }
          }
        });
    return first[0];
  }
}

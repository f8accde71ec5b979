package io.plateau.engine.shard;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.immutable.Nil$;
import scala.collection.immutable.Seq;

/**
 * The partitions of another RDD, computed or found in the cache by tasks of the driver's own
 * process.
 *
 * <p>A task carries the number of its partition alone. Otherwise Spark serializes with each task
 * the partitions its own is made of, and with each job all RDDs behind it: for rows that are read
 * once and used in every round that is most of what the start of a round takes. The other RDD stays
 * whole, so that partitions that are dropped from the cache are computed again.
 */
final class InProcessRdd<T> extends RDD<T> {
  private static final long serialVersionUID = 1L;

  /** Drawn when the class is loaded; tasks of a class loader of their own have another. */
  private static final String LOADED = UUID.randomUUID().toString();

  /** Whether tasks see what this class holds; null until one has been asked. */
  private static Boolean seen;

  /** The other RDDs of this process, by their ids. */
  private static final Map<Integer, WeakReference<RDD<?>>> SOURCES = new ConcurrentHashMap<>();

  /** Keeps the other RDD as long as this one is kept. */
  private final transient RDD<T> kept;

  private final int source;
  private final int partitions;

  private record Numbered(int index) implements Partition {}

  /**
   * Whether tasks run in this process and with this very class. With a local master that is so,
   * unless the jar came as an artifact of a Connect session. A first job of no size tells.
   */
  static synchronized boolean fits(SparkContext spark) {
    if (!spark.isLocal()) {
      return false;
    }
    if (seen == null) {
      seen =
          JobDescription.during(
              spark,
              "looking for this process",
              () ->
                  TaskResults.of(
                          JavaSparkContext.fromSparkContext(spark).parallelize(List.of(0), 1),
                          none -> LOADED)
                      .equals(List.of(LOADED)));
    }
    return seen;
  }

  /**
   * The partitions of an RDD of which a job has been run, so that the shuffles before it are done,
   * where {@link #fits} says so.
   */
  InProcessRdd(RDD<T> source) {
    super(source.context(), none(), source.elementClassTag());
    this.kept = source;
    this.source = source.id();
    this.partitions = source.getNumPartitions();
    SOURCES.values().removeIf(held -> held.get() == null);
    SOURCES.put(this.source, new WeakReference<>(source));
  }

  @SuppressWarnings("unchecked")
  private static <D> Seq<D> none() {
    return (Seq<D>) Nil$.MODULE$;
  }

  @Override
  public Partition[] getPartitions() {
    return IntStream.range(0, partitions).mapToObj(Numbered::new).toArray(Partition[]::new);
  }

  @Override
  @SuppressWarnings("unchecked") // put there by the constructor
  public Iterator<T> compute(Partition split, TaskContext context) {
    RDD<T> of = (RDD<T>) SOURCES.get(source).get();
    return of.iterator(of.partitions()[split.index()], context);
  }
}

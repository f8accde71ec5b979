package io.plateau.engine.shard;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import scala.Function2;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/** Results of tasks, one of each partition, in the order of the partitions. */
public final class TaskResults {
  private TaskResults() {}

  /** What a task makes of a partition's elements; an object that Java can serialize. */
  @FunctionalInterface
  public interface Task<T, R> extends Serializable {
    R of(Iterator<T> elements);
  }

  /** The result of each partition. */
  public static <T, R> List<R> of(JavaRDD<T> rdd, Task<T, R> task) {
    return Stream.of(written(rdd, task)).map(TaskBytes::<R>read).toList();
  }

  public static <T> List<T> elements(JavaRDD<T> rdd) {
    return of(rdd, TaskResults::list).stream().flatMap(List::stream).toList();
  }

  /** The number of all elements, once each has been computed. */
  public static long count(JavaRDD<?> rdd) {
    return of(rdd, TaskResults::count).stream().mapToLong(Long::longValue).sum();
  }

  /** The results as {@link TaskBytes} writes them. */
  static <T> byte[][] written(JavaRDD<T> rdd, Task<T, ?> task) {
    byte[][] all = new byte[rdd.getNumPartitions()][];
    each(
        rdd,
        byte[].class,
        elements -> TaskBytes.write(task.of(elements)),
        (bytes, partition) -> all[partition] = bytes);
    return all;
  }

  /**
   * Gives each result to a receiver as it comes, in whatever order tasks finish.
   *
   * @param type of the results, of Java's own: Spark reads them where the classes of a session's
   *     jars are not known
   * @param receiver is also told the partition
   */
  public static <T, R> void each(
      JavaRDD<T> rdd, Class<? super R> type, Task<T, R> task, ObjIntConsumer<R> receiver) {
    rdd.context()
        .runJob(
            rdd.rdd(),
            new Call<>(task),
            (partition, result) -> {
              receiver.accept(result, (Integer) partition);
              return BoxedUnit.UNIT;
            },
            ClassTag$.MODULE$.<R>apply(type));
  }

  /** The elements of a partition. */
  public static <T> ArrayList<T> list(Iterator<T> elements) {
    ArrayList<T> all = new ArrayList<>();
    elements.forEachRemaining(all::add);
    return all;
  }

  private static <T> long count(Iterator<T> elements) {
    long count = 0;
    for (; elements.hasNext(); count++) {
      elements.next();
    }
    return count;
  }

  /** A task as Spark calls it: a class with a name, as those of {@link TaskRdds}. */
  private record Call<T, R>(Task<T, R> task)
      implements Function2<TaskContext, scala.collection.Iterator<T>, R>, Serializable {
    @Override
    public R apply(TaskContext context, scala.collection.Iterator<T> elements) {
      return task.of(CollectionConverters.asJava(elements));
    }
  }
}

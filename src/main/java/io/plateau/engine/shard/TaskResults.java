package io.plateau.engine.shard;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;

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

  /** All elements. */
  public static <T> List<T> elements(JavaRDD<T> rdd) {
    return of(rdd, TaskResults::list).stream().flatMap(List::stream).toList();
  }

  /** The results as {@link TaskBytes} writes them. */
  static <T> byte[][] written(JavaRDD<T> rdd, Task<T, ?> task) {
    return (byte[][])
        rdd.context()
            .runJob(rdd.rdd(), new Write<>(task), ClassTag$.MODULE$.<byte[]>apply(byte[].class));
  }

  private static <T> ArrayList<T> list(Iterator<T> elements) {
    ArrayList<T> all = new ArrayList<>();
    elements.forEachRemaining(all::add);
    return all;
  }

  /**
   * A task as Spark calls it. A class with a name, since Spark reads the bytecode of each lambda it
   * is given, and of the lambdas that {@code mapPartitions} and {@code collect} make, anew in every
   * job: several milliseconds each.
   */
  private static final class Write<T>
      extends AbstractFunction2<TaskContext, scala.collection.Iterator<T>, byte[]>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Task<T, ?> task;

    Write(Task<T, ?> task) {
      this.task = task;
    }

    @Override
    public byte[] apply(TaskContext context, scala.collection.Iterator<T> elements) {
      return TaskBytes.write(task.of(CollectionConverters.asJava(elements)));
    }
  }
}

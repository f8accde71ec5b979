package io.plateau.engine.shard;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaRDDLike;
import org.apache.spark.rdd.RDD;
import scala.Function1;
import scala.Function2;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * RDDs that tasks make of others, as the methods of {@link JavaRDD} do. Those wrap each function in
 * lambdas of Scala, and Spark reads the bytecode of the classes around these whenever it is given
 * one: for one to several milliseconds. Objects of classes with names it leaves as they are. A
 * function that Java cannot serialize fails the first job.
 */
public final class TaskRdds {
  private TaskRdds() {}

  /** What a task makes of an element; an object that Java can serialize. */
  @FunctionalInterface
  public interface Each<T, R> extends Serializable {
    R of(T element);
  }

  /** What a task makes of the elements of a partition, whose number it is told. */
  @FunctionalInterface
  public interface Indexed<T, R> extends Serializable {
    Iterator<R> of(int partition, Iterator<T> elements);
  }

  /** What a task makes of the elements of two partitions. */
  @FunctionalInterface
  public interface Both<T, U, R> extends Serializable {
    Iterator<R> of(Iterator<T> elements, Iterator<U> others);
  }

  /** One element of each. */
  public static <T, R> JavaRDD<R> map(JavaRDD<T> rdd, Each<T, R> each) {
    return java(rdd.rdd().map(new Mapped<>(each), TaskRdds.<R>tag()));
  }

  /** Those elements that are kept. */
  public static <T> JavaRDD<T> filter(JavaRDD<T> rdd, Each<T, Boolean> keeps) {
    return java(rdd.rdd().filter(new Filtered<>(keeps)));
  }

  /** Any number of elements of each, in their order. */
  public static <T, R> JavaRDD<R> flatMap(JavaRDD<T> rdd, Each<T, Iterator<R>> each) {
    return java(rdd.rdd().flatMap(new Flattened<>(each), TaskRdds.<R>tag()));
  }

  /** Elements of those of each partition. */
  public static <T, R> JavaRDD<R> mapPartitions(
      JavaRDDLike<T, ?> rdd, TaskResults.Task<T, Iterator<R>> task) {
    return java(rdd.rdd().mapPartitions(new Part<>(task), false, TaskRdds.<R>tag()));
  }

  /** Elements of those of each partition and its number. */
  public static <T, R> JavaRDD<R> mapPartitionsWithIndex(
      JavaRDDLike<T, ?> rdd, Indexed<T, R> task) {
    return java(
        rdd.rdd().mapPartitionsWithIndex(new IndexedPart<>(task), false, TaskRdds.<R>tag()));
  }

  /**
   * Elements of those of each partition and of the partition of the same number of another RDD,
   * which has as many.
   */
  public static <T, U, R> JavaRDD<R> zipPartitions(
      JavaRDD<T> rdd, JavaRDD<U> other, Both<T, U, R> task) {
    return java(
        rdd.rdd()
            .zipPartitions(
                other.rdd(), false, new Parts<>(task), TaskRdds.<U>tag(), TaskRdds.<R>tag()));
  }

  private static <R> JavaRDD<R> java(RDD<R> rdd) {
    return new JavaRDD<>(rdd, TaskRdds.<R>tag());
  }

  /** That of all objects, as {@link JavaRDD} has it. */
  @SuppressWarnings("unchecked")
  private static <R> ClassTag<R> tag() {
    return (ClassTag<R>) ClassTag$.MODULE$.AnyRef();
  }

  private record Mapped<T, R>(Each<T, R> each) implements Function1<T, R>, Serializable {
    @Override
    public R apply(T element) {
      return each.of(element);
    }
  }

  private record Filtered<T>(Each<T, Boolean> keeps) implements Function1<T, Object>, Serializable {
    @Override
    public Object apply(T element) {
      return keeps.of(element);
    }
  }

  private record Flattened<T, R>(Each<T, Iterator<R>> each)
      implements Function1<T, scala.collection.IterableOnce<R>>, Serializable {
    @Override
    public scala.collection.IterableOnce<R> apply(T element) {
      return CollectionConverters.asScala(each.of(element));
    }
  }

  private record Part<T, R>(TaskResults.Task<T, Iterator<R>> task)
      implements Function1<scala.collection.Iterator<T>, scala.collection.Iterator<R>>,
          Serializable {
    @Override
    public scala.collection.Iterator<R> apply(scala.collection.Iterator<T> elements) {
      return CollectionConverters.asScala(task.of(CollectionConverters.asJava(elements)));
    }
  }

  private record IndexedPart<T, R>(Indexed<T, R> task)
      implements Function2<Object, scala.collection.Iterator<T>, scala.collection.Iterator<R>>,
          Serializable {
    @Override
    public scala.collection.Iterator<R> apply(
        Object partition, scala.collection.Iterator<T> elements) {
      return CollectionConverters.asScala(
          task.of((Integer) partition, CollectionConverters.asJava(elements)));
    }
  }

  private record Parts<T, U, R>(Both<T, U, R> task)
      implements Function2<
              scala.collection.Iterator<T>,
              scala.collection.Iterator<U>,
              scala.collection.Iterator<R>>,
          Serializable {
    @Override
    public scala.collection.Iterator<R> apply(
        scala.collection.Iterator<T> elements, scala.collection.Iterator<U> others) {
      return CollectionConverters.asScala(
          task.of(CollectionConverters.asJava(elements), CollectionConverters.asJava(others)));
    }
  }
}

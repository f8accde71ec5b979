package io.plateau.engine.shard;

import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * RDD whose elements are cached as objects of the library, and as {@link TaskBytes} on disk and on
 * their way to other executors where Spark's serializer would not find their classes. Unpersisting
 * it frees the cached elements.
 */
public final class CachedRdd<T> extends JavaRDD<T> {
  private static final long serialVersionUID = 1L;

  private final JavaRDD<Object> cached;

  private CachedRdd(JavaRDD<Object> cached, JavaRDD<T> elements) {
    super(elements.rdd(), elements.classTag());
    this.cached = cached;
  }

  /**
   * Caches the elements of an RDD once they are asked for.
   *
   * @param name as Spark's UI shows it
   */
  public static <T> CachedRdd<T> of(JavaRDD<T> rdd, String name, StorageLevel level) {
    JavaRDD<Object> cached = TaskRdds.map(rdd, new Cache<T>()).setName(name).persist(level);
    return new CachedRdd<>(cached, TaskRdds.map(cached, new Uncache<T>()));
  }

  @Override
  public JavaRDD<T> unpersist(boolean blocking) {
    cached.unpersist(blocking);
    return this;
  }

  @Override
  public JavaRDD<T> unpersist() {
    return unpersist(false);
  }

  /** An element in the cache. */
  private static final class Cached implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Object element;

    Cached(Object element) {
      this.element = element;
    }

    private Object writeReplace() {
      // As bytes it would be in memory twice, so only where nothing else works.
      return Library.isKnown() ? this : TaskBytes.write(element);
    }
  }

  private record Cache<T>() implements TaskRdds.Each<T, Object> {
    @Override
    public Object of(T element) {
      return new Cached(element);
    }
  }

  private record Uncache<T>() implements TaskRdds.Each<Object, T> {
    @Override
    @SuppressWarnings("unchecked")
    public T of(Object stored) {
      return stored instanceof Cached cached ? (T) cached.element : TaskBytes.read((byte[]) stored);
    }
  }
}

package io.plateau.engine.threads;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkContext;

/**
 * Cores of an executor that steps on one shard share with each other. They decide how long a step
 * takes and nothing else.
 */
public final class Cores {
  private static final Pattern LOCAL = Pattern.compile("local\\[(\\*|\\d+)(,.*)?\\]");

  /** Threads of this process that work on steps. */
  private static final AtomicInteger BUSY = new AtomicInteger();

  private Cores() {}

  /** The cores of one executor, as far as the driver can tell. */
  public static int ofExecutor(SparkContext spark) {
    if (spark.isLocal()) {
      Matcher local = LOCAL.matcher(spark.master());
      if (!local.matches()) {
        return 1;
      }
      return local.group(1).equals("*")
          ? Runtime.getRuntime().availableProcessors()
          : Integer.parseInt(local.group(1));
    }
    int executors = Math.max(1, spark.getExecutorMemoryStatus().size() - 1);
    return spark
        .getConf()
        .getInt("spark.executor.cores", Math.max(1, spark.defaultParallelism() / executors));
  }

  /**
   * A crew of the cores that no other crew of this process has; of one thread where there are none.
   * Closing gives them back.
   */
  public static Lent lend(int cores) {
    return lend(cores, Crew::new);
  }

  /**
   * @param crews of a number of threads, which the system may refuse to start
   */
  static Lent lend(int cores, IntFunction<Crew> crews) {
    while (true) {
      int busy = BUSY.get();
      int threads = Math.max(1, cores - busy);
      if (BUSY.compareAndSet(busy, busy + threads)) {
        try {
          return new Lent(crews.apply(threads));
        } catch (Throwable e) {
          BUSY.addAndGet(-threads);
          throw e;
        }
      }
    }
  }

  /** A crew for a while. */
  public record Lent(Crew crew) implements AutoCloseable {
    @Override
    public void close() {
      crew.close();
      BUSY.addAndGet(-crew.threads());
    }
  }
}

package io.plateau.engine.threads;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/**
 * Cores of an executor that steps on one shard share with each other. They decide how long a step
 * takes and nothing else.
 */
public final class Cores {
  private static final Pattern LOCAL = Pattern.compile("local\\[(\\*|\\d+)(,.*)?\\]");

  /** Clusters whose executors take all cores of a worker by default; those of others take one. */
  private static final Pattern TAKES_ALL = Pattern.compile("spark://|local-cluster\\[");

  /** Threads of this process that work on steps. */
  private static final AtomicInteger BUSY = new AtomicInteger();

  private Cores() {}

  /** The cores of one executor, as far as the driver can tell. */
  public static int ofExecutor(SparkContext spark) {
    int executors = spark.getExecutorMemoryStatus().size() - 1;
    return ofExecutor(spark.getConf(), spark.defaultParallelism(), executors);
  }

  /**
   * @param parallelism of Spark's own, which is the number of all cores unless it is set
   */
  static int ofExecutor(SparkConf conf, int parallelism, int executors) {
    String master = conf.get("spark.master");
    if (master.equals("local") || master.startsWith("local[")) {
      Matcher local = LOCAL.matcher(master);
      if (!local.matches()) {
        return 1;
      }
      return local.group(1).equals("*") ? ofMachine() : Integer.parseInt(local.group(1));
    }
    int unsaid =
        !conf.contains("spark.default.parallelism")
            ? Math.max(1, parallelism / Math.max(1, executors))
            : TAKES_ALL.matcher(master).lookingAt() ? ofMachine() : 1;
    return conf.getInt("spark.executor.cores", unsaid);
  }

  private static int ofMachine() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * A crew of the cores that no other crew of this process has, at most those of this machine; of
   * one thread where there are none. Closing gives them back.
   */
  public static Lent lend(int cores) {
    return lend(Math.min(cores, ofMachine()), Crew::new);
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

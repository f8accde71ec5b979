package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.BlockId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.collection.Iterator;

/** Fitting again and again leaves nothing behind in a session. */
class ManyFitsTest {
  private static final long MEGABYTE = 1 << 20;

  /**
   * Spark remembers the last thousand jobs and stages and the last hundred thousand tasks for its
   * pages; with less to remember, its memory is full before the first look at the heap.
   */
  private static final Map<String, String> FORGETFUL =
      Map.of(
          "spark.ui.retainedJobs", "10",
          "spark.ui.retainedStages", "10",
          "spark.ui.retainedTasks", "50",
          "spark.sql.ui.retainedExecutions", "10");

  @BeforeEach
  void begin() {
    LocalSpark.session().stop();
    FORGETFUL.forEach(System::setProperty);
  }

  @AfterEach
  void end() {
    LocalSpark.session().stop();
    FORGETFUL.keySet().forEach(System::clearProperty);
  }

  @Test
  void leaveNeitherCachedRowsNorBroadcastsNorHeap() throws InterruptedException, JMException {
    Dataset<Row> rows = Frames.labeled(Frames.blobs(6)).cache();
    rows.count();
    fit(rows, 10);
    int broadcasts = settled(0);
    long heap = usedHeap();
    long objects = ownObjects();
    fit(rows, 50);
    assertThat(LocalSpark.context().getPersistentRDDs()).as("the rows themselves").hasSize(1);
    assertThat(settled(broadcasts)).isLessThanOrEqualTo(broadcasts);
    assertThat(usedHeap() - heap).as("bytes kept by 50 fits").isLessThan(26 * MEGABYTE);
    assertThat(ownObjects() - objects).as("objects kept by 50 fits").isLessThan(50);
    rows.unpersist();
  }

  /**
   * A model is 262 147 numbers, a megabyte: were each kept, 50 would weigh more than 52 MB. Half of
   * that is far above what a session's own memory wavers by.
   */
  private static void fit(Dataset<Row> rows, int times) {
    for (int i = 0; i < times; i++) {
      new NeuralNetworkClassifier()
          .setHiddenLayers(new int[] {32768})
          .setSolver(i % 2 == 0 ? "adam" : "l-bfgs")
          .setMaxIter(1)
          .setSeed(i)
          .fit(rows);
    }
  }

  /**
   * How many blocks of broadcasts there are, once Spark's cleaner, which follows the garbage
   * collector, has taken those of Spark's own tasks: when they are few enough, or stay as many.
   */
  private static int settled(int enough) throws InterruptedException {
    int last = broadcastBlocks();
    for (int still = 0; last > enough && still < 10; ) {
      if (still % 5 == 0) {
        System.gc();
      }
      Thread.sleep(100);
      int now = broadcastBlocks();
      still = now == last ? still + 1 : 0;
      last = now;
    }
    return last;
  }

  private static int broadcastBlocks() {
    Iterator<BlockId> blocks =
        SparkEnv.get().blockManager().getMatchingBlockIds(BlockId::isBroadcast).iterator();
    int count = 0;
    while (blocks.hasNext()) {
      blocks.next();
      count++;
    }
    return count;
  }

  /** Without what is softly reachable, such as the values of broadcasts that Spark has known. */
  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    try {
      // Before the JVM gives up on an array as large as the heap, it clears all soft references
      long[] all =
          new long[(int) Math.min(Integer.MAX_VALUE - 8, runtime.maxMemory() / Long.BYTES)];
      throw new IllegalStateException("there is room for " + all.length + " numbers");
    } catch (OutOfMemoryError expected) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** How many reachable objects of this library's classes there are, by the JVM's histogram. */
  private static long ownObjects() throws JMException {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[] {}},
                    new String[] {String[].class.getName()});
    return histogram
        .lines()
        .map(line -> line.trim().split("\\s+"))
        .filter(line -> line.length > 3 && line[3].startsWith("io.plateau."))
        .mapToLong(line -> Long.parseLong(line[1]))
        .sum();
  }
}

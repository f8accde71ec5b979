package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.BlockId;
import org.junit.jupiter.api.Test;
import scala.collection.Iterator;

/** Fitting again and again leaves nothing behind in a session. */
class HundredFitsTest {
  private static final long MEGABYTE = 1 << 20;

  @Test
  void leaveNeitherCachedRowsNorBroadcastsNorHeap() throws InterruptedException {
    Dataset<Row> rows = Frames.labelled(Frames.blobs(60)).cache();
    rows.count();
    int cached = LocalSpark.context().getPersistentRDDs().size();
    fit(rows, 10);
    settle();
    int broadcasts = broadcastPieces();
    long heap = usedHeap();
    fit(rows, 100);
    settle();
    assertThat(LocalSpark.context().getPersistentRDDs()).hasSize(cached);
    assertThat(broadcastPieces()).isLessThanOrEqualTo(broadcasts);
    assertThat(usedHeap() - heap).as("bytes kept by 100 fits").isLessThan(20 * MEGABYTE);
    rows.unpersist();
  }

  private static void fit(Dataset<Row> rows, int times) {
    for (int i = 0; i < times; i++) {
      String solver = i % 2 == 0 ? "adam" : "l-bfgs";
      new NeuralNetworkClassifier()
          .setHiddenLayers(new int[] {64})
          .setSolver(solver)
          .setMaxIter(2)
          .setSeed(i)
          .fit(rows);
    }
  }

  /** Lets Spark's cleaner take what Spark's own task closures broadcast. */
  private static void settle() throws InterruptedException {
    int before = Integer.MAX_VALUE;
    for (int i = 0; i < 50 && (before > 0 || i < 3); i++) {
      System.gc();
      Thread.sleep(100);
      before = broadcastPieces();
    }
  }

  private static int broadcastPieces() {
    Iterator<BlockId> blocks =
        SparkEnv.get().blockManager().getMatchingBlockIds(BlockId::isBroadcast).iterator();
    int pieces = 0;
    while (blocks.hasNext()) {
      blocks.next();
      pieces++;
    }
    return pieces;
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

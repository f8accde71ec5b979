package io.plateau;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The one local session that the tests of a JVM share. Ask for it where it is used, not in a static
 * field: a test that needs a cluster of its own stops it, and the next to ask gets a new one.
 */
public final class LocalSpark {
  private LocalSpark() {}

  /** A running session with two task slots. */
  public static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("tests")
        .config("spark.ui.enabled", false)
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse")
        .getOrCreate();
  }

  /** Its context. */
  public static JavaSparkContext context() {
    return new JavaSparkContext(session().sparkContext());
  }

  /** Runs something on a cluster of its own, in place of the shared session. */
  public static <R> R on(String master, java.util.function.Function<JavaSparkContext, R> work) {
    session().stop();
    SparkSession.Builder builder =
        SparkSession.builder()
            .master(master)
            .appName("tests on " + master)
            .config("spark.ui.enabled", false)
            .config("spark.executor.memory", "512m")
            .config("spark.executorEnv.SPARK_SCALA_VERSION", "2.13")
            .config(
                "spark.executor.extraJavaOptions",
                System.getProperty("plateau.test.jvmOptions", ""));
    SparkSession session = builder.getOrCreate();
    try {
      return work.apply(new JavaSparkContext(session.sparkContext()));
    } finally {
      session.stop();
    }
  }
}

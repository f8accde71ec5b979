package io.plateau.bench;

import java.io.File;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Executors in processes of their own, which a standalone master and its workers start. */
final class BenchCluster {
  private BenchCluster() {}

  /**
   * Starts one, in place of what the JVM had before.
   *
   * @param cores of an executor
   * @param megabytes of an executor's heap
   */
  static JavaSparkContext start(String name, int executors, int cores, int megabytes) {
    File home = new File("target/tmp/spark-home");
    new File(home, "jars").mkdirs();
    System.setProperty("spark.testing", "true");
    System.setProperty("spark.test.home", home.getAbsolutePath());
    return new JavaSparkContext(
        new SparkConf()
            .setMaster("local-cluster[%d,%d,%d]".formatted(executors, cores, megabytes))
            .setAppName(name)
            .set("spark.executor.memory", megabytes + "m")
            .set("spark.executorEnv.SPARK_SCALA_VERSION", "2.13"));
  }
}

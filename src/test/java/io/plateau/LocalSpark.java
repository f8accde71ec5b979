package io.plateau;

import io.plateau.cluster.ChildJvm;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.SparkSession;

/**
 * The one local session that the tests of a JVM share. Ask for it where it is used, not in a static
 * field: a test that needs a cluster of its own stops it, and the next to ask gets a new one.
 */
public final class LocalSpark {
  private LocalSpark() {}

  /** A running session with two task slots, and the serializer of {@code conf/local}. */
  public static SparkSession session() {
    SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .appName("tests")
            .config("spark.ui.enabled", false)
            .config("spark.serializer", KryoSerializer.class.getName())
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse")
            .getOrCreate();
    // Else each RDD, job and broadcast walks the stack, deep under a test, for its place in it.
    session.sparkContext().setLocalProperty("callSite.short", "tests");
    session.sparkContext().setLocalProperty("callSite.long", "tests");
    return session;
  }

  /** Its context. */
  public static JavaSparkContext context() {
    return new JavaSparkContext(session().sparkContext());
  }

  /** The number of jobs that some work takes. */
  public static int jobs(Runnable work) {
    return descriptions(work).size();
  }

  /** The descriptions of the jobs that some work takes, empty where one has none. */
  public static List<String> descriptions(Runnable work) {
    List<String> jobs = new CopyOnWriteArrayList<>();
    listening(
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            jobs.add(start.properties().getProperty("spark.job.description", ""));
          }
        },
        work);
    return jobs;
  }

  /** Tells a listener of all that Spark does for some work, and of that alone. */
  public static void listening(SparkListener listener, Runnable work) {
    SparkContext context = session().sparkContext();
    try {
      context.listenerBus().waitUntilEmpty();
      context.addSparkListener(listener);
      work.run();
      context.listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    } finally {
      context.removeSparkListener(listener);
    }
  }

  /**
   * Runs something on a master of its own, in place of the shared session.
   *
   * @param master such as {@code local[4]} or {@code local-cluster[2,1,512]}
   */
  public static <R> R on(String master, Function<JavaSparkContext, R> work) {
    return on(master, Map.of(), work);
  }

  /** The same, with further properties of Spark. */
  public static <R> R on(
      String master, Map<String, String> properties, Function<JavaSparkContext, R> work) {
    session().stop();
    // What executors in processes of their own need to find the classes of this one.
    File home = new File(System.getProperty("java.io.tmpdir"), "spark-home");
    new File(home, "jars").mkdirs();
    System.setProperty("spark.testing", "true");
    System.setProperty("spark.test.home", home.getAbsolutePath());
    SparkSession.Builder builder =
        SparkSession.builder()
            .master(master)
            .appName("tests on " + master)
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.executor.memory", "512m")
            .config("spark.executor.extraJavaOptions", String.join(" ", ChildJvm.SHORT_LIVED))
            .config("spark.executorEnv.SPARK_SCALA_VERSION", "2.13");
    properties.forEach(builder::config);
    SparkSession session = builder.getOrCreate();
    try {
      return work.apply(new JavaSparkContext(session.sparkContext()));
    } finally {
      session.stop();
      System.clearProperty("spark.testing");
      System.clearProperty("spark.test.home");
    }
  }
}

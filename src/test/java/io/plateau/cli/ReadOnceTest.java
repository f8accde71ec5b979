package io.plateau.cli;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.ml.ClassificationSummary;
import io.plateau.ml.RegressionSummary;
import io.plateau.ml.TabularClassifier;
import io.plateau.ml.TabularRegressor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StorageStatistics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** How often a job or a measure reads its rows, and how many Spark jobs run beside the rounds. */
class ReadOnceTest {
  /** What is read to tell the header of a file. */
  private static final long HEADER = 1 << 17;

  @TempDir private Path folder;

  /** Local files that count the bytes read of them. */
  public static final class CountingFiles extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("counting:///");
    }

    @Override
    public String getScheme() {
      return "counting";
    }

    static long bytes() {
      StorageStatistics known = FileSystem.getGlobalStorageStatistics().get("counting");
      return known == null ? 0 : known.getLong("bytesRead");
    }
  }

  /** Names of the RDDs that stages cache, by their numbers. */
  private static final class CachedRows extends SparkListener {
    final Map<Integer, String> names = new ConcurrentHashMap<>();

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted stage) {
      CollectionConverters.asJava(stage.stageInfo().rddInfos()).stream()
          .filter(rdd -> rdd.storageLevel().isValid())
          .forEach(rdd -> names.put(rdd.id(), rdd.name()));
    }
  }

  @Test
  void aJobReadsItsSourceForTheSchemaAndOnceMore() throws Exception {
    CommandLineRuns commands = new CommandLineRuns(folder);
    SparkSession spark = counting(commands);
    Path file = Path.of(commands.file("sizes.csv", sizes()));
    String job =
        commands.file(
            "job.yaml",
            """
            output: @/run
            data:
              path: counting://@/sizes.csv
              options: {header: true, inferSchema: true}
              label: size
              split: {test: last 1000, validation: 0.1}
            network: {hidden: [8]}
            training: {batchSize: 500}
            stopping: {maxEpochs: 2}
            """);
    long before = CountingFiles.bytes();
    List<String> jobs = LocalSpark.descriptions(() -> commands.train(job));
    long size = Files.size(file);
    assertThat(size).isGreaterThan(8 * HEADER);
    assertThat(CountingFiles.bytes() - before).isBetween(size, 2 * size + HEADER);
    List<String> others = jobs.stream().filter(name -> !name.startsWith("epoch")).toList();
    assertThat(others)
        .hasSizeLessThanOrEqualTo(14)
        .contains("looking for identifiers", "calibration");
    assertThat(jobs).hasSizeGreaterThan(others.size()).doesNotContain("");
    assertThat(spark.sparkContext().getPersistentRDDs().isEmpty()).isTrue();

    before = CountingFiles.bytes();
    String data = "counting://" + file;
    CachedRows cached = new CachedRows();
    spark.sparkContext().addSparkListener(cached);
    assertThat(commands.run("evaluate", commands.path("run"), "--data", data).status()).isZero();
    spark.sparkContext().listenerBus().waitUntilEmpty();
    spark.sparkContext().removeSparkListener(cached);
    assertThat(CountingFiles.bytes() - before).isLessThan(2 * size + HEADER);
    assertThat(cached.names).hasSize(1);
  }

  private static SparkSession counting(CommandLineRuns commands) {
    SparkSession spark = commands.spark();
    spark
        .sparkContext()
        .hadoopConfiguration()
        .set("fs.counting.impl", CountingFiles.class.getName());
    return spark;
  }

  @Test
  void measuresOfAModelReadItsRowsOnce() throws Exception {
    CommandLineRuns commands = new CommandLineRuns(folder);
    SparkSession spark = counting(commands);
    Path file = Path.of(commands.file("sizes.csv", sizes()));
    Dataset<Row> rows =
        spark
            .read()
            .option("header", true)
            .schema("size string, x double, y double, z int")
            .csv("counting://" + file);
    Dataset<Row> few = rows.limit(100);
    ClassificationSummary classes =
        new TabularClassifier().setLabelCol("size").setMaxIter(1).fit(few).evaluate(rows);
    RegressionSummary numbers =
        new TabularRegressor().setLabelCol("z").setMaxIter(1).fit(few).evaluate(rows);
    for (DoubleSupplier measures :
        List.<DoubleSupplier>of(
            () -> classes.accuracy() + classes.weightedRecall() + classes.weightedFMeasure(),
            () -> numbers.r2() + numbers.rootMeanSquaredError() + numbers.explainedVariance())) {
      long before = CountingFiles.bytes();
      assertThat(LocalSpark.jobs(measures::getAsDouble)).isEqualTo(1);
      assertThat(CountingFiles.bytes() - before)
          .isBetween(Files.size(file), Files.size(file) + HEADER);
    }
  }

  @Test
  void jobsOfARefusedTrainingAreDescribed() throws Exception {
    CommandLineRuns commands = new CommandLineRuns(folder);
    commands.file("gaps.csv", "a,b,y\n1,,1\n,2,0\n");
    String job =
        commands.file(
            "job.yaml", "{output: @/run, data: {path: @/gaps.csv, label: y, missing: skip}}");
    List<String> jobs =
        LocalSpark.descriptions(
            () ->
                assertThat(commands.run("train", job).err())
                    .startsWith("data.missing: skip leaves out all 2 rows"));
    assertThat(jobs).isNotEmpty().doesNotContain("");
  }

  @Test
  void columnsThatAreNoFeaturesMayHaveBackticksInTheirNames() throws IOException {
    CommandLineRuns commands = new CommandLineRuns(folder);
    commands
        .spark()
        .range(8)
        .selectExpr("cast(id as double) x", "id % 2 = 0 as y", "array(1D, 2D) as v")
        .withColumn("v`w", array_to_vector(col("v")))
        .drop("v")
        .write()
        .parquet(commands.path("odd"));
    String job =
        commands.file(
            "job.yaml",
            """
            output: @/run
            data: {path: @/odd, format: parquet, label: y, features: [x], split: {test: 0.3}}
            network: {hidden: [4]}
            training: {batchSize: all}
            stopping: {maxEpochs: 1}
            """);
    commands.train(job);
    String output = commands.path("predicted");
    CommandLineRuns.Outcome predicted =
        commands.run(
            "predict", commands.path("run"), "--data", commands.path("odd"), "--output", output);
    assertThat(predicted.err()).isEmpty();
    assertThat(predicted.status()).isZero();
    assertThat(commands.spark().read().parquet(output).columns()).contains("v`w", "prediction");
  }

  private static List<String> sizes() {
    List<String> lines = new ArrayList<>(List.of("size,x,y,z"));
    for (int i = 0; i < 40_000; i++) {
      double x = i * 37 % 101 / 50.0 - 1;
      double y = i * 53 % 97 / 48.0 - 1;
      String size = x + y < -0.5 ? "small" : x + y < 0.5 ? "middle" : "large";
      lines.add(String.format(Locale.ROOT, "%s,%.9f,%.9f,%d", size, x, y, i));
    }
    return lines;
  }
}

package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.LocalSpark;
import io.plateau.cluster.LocalHdfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.DFSTestUtil;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs by the command line whose data and runs are on HDFS alone. */
class HdfsJobTest {
  private static final int EPOCHS = 12;
  private static final String ROWS = "/data/letters.parquet";

  @TempDir static Path disk;
  private static MiniDFSCluster cluster;
  private static DistributedFileSystem hdfs;
  private static String before;
  private static List<String> expected;

  /** Paths without a scheme are HDFS's, for Spark and for the run's folder. */
  @BeforeAll
  static void start() throws IOException {
    cluster = LocalHdfs.start(disk, 2);
    hdfs = cluster.getFileSystem();
    SparkSession spark = LocalSpark.session();
    String csv = Path.of("jobs/data/letter-recognition.csv.gz").toUri().toString();
    spark
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(csv)
        .limit(2000)
        .repartition(3)
        .write()
        .parquet(hdfs.getUri() + ROWS);
    before = LocalSpark.context().hadoopConfiguration().get("fs.defaultFS");
    defaultFileSystem();
    CommandLineRuns.Outcome outcome = run(train(disk.toUri() + "undisturbed"));
    assertThat(outcome.status()).as(outcome.err()).isZero();
    expected = ResumedRunTest.history(disk.resolve("undisturbed"));
    expected = new ArrayList<>(expected);
    expected.add(ResumedRunTest.weights(disk.resolve("undisturbed")).get("weights.bin"));
  }

  @BeforeEach
  void again() {
    defaultFileSystem();
  }

  private static void defaultFileSystem() {
    System.setProperty("spark.hadoop.fs.defaultFS", hdfs.getUri().toString());
    LocalSpark.context().hadoopConfiguration().set("fs.defaultFS", hdfs.getUri().toString());
  }

  @AfterAll
  static void stop() {
    System.clearProperty("spark.hadoop.fs.defaultFS");
    LocalSpark.context().hadoopConfiguration().set("fs.defaultFS", before);
    cluster.shutdown();
  }

  private static CommandLineRuns.Outcome run(List<String> words) {
    return new CommandLineRuns(disk).run(words.toArray(String[]::new));
  }

  private static List<String> train(String output) {
    return train(output, ROWS);
  }

  private static List<String> train(String output, String data) {
    return List.of(
        "train",
        Path.of("jobs/letters.yaml").toUri().toString(),
        "output=" + output,
        "data.path=" + data,
        "data.format=parquet",
        "data.options={}",
        "data.split={validation: 0.2}",
        "network.hidden=[16]",
        // Rounds in jobs of their own, so that there is a middle.
        "training.shards=2",
        "stopping.maxEpochs=" + EPOCHS,
        "stopping.patience=0",
        "checkpoint.every=1 epoch");
  }

  private static byte[] read(org.apache.hadoop.fs.Path file) throws IOException {
    try (var in = hdfs.open(file)) {
      return in.readAllBytes();
    }
  }

  private static org.apache.hadoop.fs.Path found(String below, String name) throws IOException {
    RemoteIterator<LocatedFileStatus> files =
        hdfs.listFiles(new org.apache.hadoop.fs.Path(below), true);
    while (files.hasNext()) {
      LocatedFileStatus file = files.next();
      if (file.getPath().getName().endsWith(name)) {
        return file.getPath();
      }
    }
    throw new AssertionError("no " + name + " below " + below);
  }

  private static long epochs(String run) {
    try {
      org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(run, "history.jsonl");
      return new String(read(file), StandardCharsets.UTF_8).lines().count();
    } catch (IOException notYet) {
      return 0;
    }
  }

  private static void requireSameBits(String run) throws IOException {
    String history =
        new String(
            read(new org.apache.hadoop.fs.Path(run, "history.jsonl")), StandardCharsets.UTF_8);
    List<String> got = new ArrayList<>(ResumedRunTest.timeless(history.lines()));
    got.add(HexFormat.of().formatHex(read(found(run + "/model", "weights.bin"))));
    assertThat(got).isEqualTo(expected);
  }

  private static void endToEnd(String root) throws IOException {
    String run = root + "/runs/letters";
    CommandLineRuns.Outcome trained = run(train(run, root + "/letters.parquet"));
    assertThat(trained.status()).as(trained.err()).isZero();
    for (String name : List.of("job.yaml", "metrics.json", "provenance.json", "report.html")) {
      assertThat(hdfs.exists(new org.apache.hadoop.fs.Path(run, name))).as(name).isTrue();
    }
    assertThat(found(run + "/checkpoints", "checkpoint.json").getParent().getName())
        .startsWith("epoch-000000");
    requireSameBits(run);
    CommandLineRuns.Outcome evaluated =
        run(List.of("evaluate", run, "--data", root + "/letters.parquet"));
    assertThat(evaluated.status()).as(evaluated.err()).isZero();
    assertThat(evaluated.out()).contains("accuracy");
    String predictions = root + "/predictions";
    CommandLineRuns.Outcome predicted =
        run(List.of("predict", run, "--data", root + "/letters.parquet", "--output", predictions));
    assertThat(predicted.status()).as(predicted.err()).isZero();
    assertThat(LocalSpark.session().read().parquet(predictions).count()).isEqualTo(2000);
    assertThat(predictAnew(run, root, predictions).status()).isZero();
    for (String kept : List.of(root, root + "/letters.parquet", run, run + "/checkpoints")) {
      assertThat(predictAnew(run, root, kept).status()).as(kept).isEqualTo(5);
    }
  }

  private static CommandLineRuns.Outcome predictAnew(String run, String root, String output) {
    String data = path(root).toUri().getPath() + "/letters.parquet";
    return run(List.of("predict", run, "--data", data, "--output", output, "--overwrite"));
  }

  @Test
  void withWholeUris() throws IOException {
    endToEnd(hdfs.getUri() + "/data");
  }

  @Test
  void withPathsOfTheDefaultFileSystem() throws IOException {
    assertThat(hdfs.rename(path("/data"), path("/bare"))).isTrue();
    try {
      endToEnd("/bare");
    } finally {
      hdfs.delete(path("/bare/runs"), true);
      hdfs.delete(path("/bare/predictions"), true);
      assertThat(hdfs.rename(path("/bare"), path("/data"))).isTrue();
    }
  }

  private static org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(name);
  }

  @Test
  void aDataNodeDiesInTheMiddle() throws Exception {
    CompletableFuture<CommandLineRuns.Outcome> training =
        CompletableFuture.supplyAsync(() -> run(train("/lost/run")));
    while (epochs("/lost/run") < 2 && !training.isDone()) {
      Thread.sleep(10);
    }
    long then = epochs("/lost/run");
    MiniDFSCluster.DataNodeProperties dead = cluster.stopDataNode(0);
    CommandLineRuns.Outcome outcome = training.get();
    assertThat(then).as("epochs when the node died").isBetween(2L, EPOCHS - 1L);
    assertThat(outcome.status()).as(outcome.err()).isZero();
    requireSameBits("/lost/run");
    cluster.restartDataNode(dead, false); // its ports may be those of others by now
    cluster.waitActive();
  }

  @Test
  void aReplicaOfTheRowsIsCorrupt() throws Exception {
    cluster.corruptReplica(0, DFSTestUtil.getFirstBlock(hdfs, found(ROWS, ".parquet")));
    CommandLineRuns.Outcome outcome = run(train("/corrupt/run"));
    assertThat(outcome.status()).as(outcome.err()).isZero();
    requireSameBits("/corrupt/run");
  }
}

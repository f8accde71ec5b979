package io.plateau.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.checkpoint.CheckpointException;
import io.plateau.checkpoint.CheckpointPlan;
import io.plateau.checkpoint.CheckpointedRun;
import io.plateau.cluster.LocalHdfs;
import io.plateau.engine.shard.Example;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.StopRequest;
import io.plateau.train.TrainingListener;
import io.plateau.train.TrainingState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.ExtendedBlock;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints on a real HDFS, and what can happen to it in the middle of a training. */
class HdfsTest {
  private static final int ROWS = 300;
  private static final TrainingPlan PLAN = Plans.all().get("mini-batches");

  @TempDir static Path disk;
  private static MiniDFSCluster cluster;
  private static DistributedFileSystem hdfs;
  private static float[] undisturbed;

  @BeforeAll
  static void start() throws IOException {
    cluster = LocalHdfs.start(disk, 2);
    hdfs = cluster.getFileSystem();
    undisturbed = train(null, TrainingListener.NONE).weights();
  }

  @AfterAll
  static void stop() {
    cluster.shutdown();
  }

  private String before;

  /** Paths without a scheme are HDFS's, as on a cluster. */
  @BeforeEach
  void defaultFileSystem() {
    Configuration configuration = LocalSpark.context().hadoopConfiguration();
    before = configuration.get("fs.defaultFS");
    configuration.set("fs.defaultFS", hdfs.getUri().toString());
    configuration.set(CheckpointedRun.FIRST_PAUSE, "50ms");
  }

  @AfterEach
  void restore() {
    LocalSpark.context().hadoopConfiguration().set("fs.defaultFS", before);
  }

  private static TrainingState train(CheckpointPlan checkpoints, TrainingListener listener) {
    JavaSparkContext spark = LocalSpark.context();
    JavaRDD<Example> rows = Examples.classified(spark, ROWS, 2);
    return Trainings.run(
            rows,
            PLAN,
            new RunOptions(
                Optional.empty(),
                listener,
                new RunControl(Optional.ofNullable(checkpoints), new StopRequest())))
        .state();
  }

  private static CheckpointPlan in(String directory, boolean resume) {
    return new CheckpointPlan(directory, 1, Optional.empty(), 3, resume);
  }

  private static TrainingListener after(int epoch, Action action) {
    return new TrainingListener() {
      @Override
      public void epoch(TrainingState state) {
        if (state.history().size() == epoch) {
          try {
            action.run();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        }
      }
    };
  }

  private interface Action {
    void run() throws IOException;
  }

  private static Map<String, Long> files(String directory) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    RemoteIterator<LocatedFileStatus> all =
        hdfs.listFiles(new org.apache.hadoop.fs.Path(directory), true);
    while (all.hasNext()) {
      FileStatus file = all.next();
      sizes.put(
          file.getPath().getParent().getName() + "/" + file.getPath().getName(), file.getLen());
    }
    return sizes;
  }

  @Test
  void aDriverThatDiesResumesWithAndWithoutAScheme() throws IOException {
    String full = hdfs.getUri() + "/jobs/one";
    assertThatThrownBy(
            () ->
                train(
                    in(full, false),
                    after(
                        2,
                        () -> {
                          throw new IOException("the driver dies");
                        })))
        .hasMessageContaining("the driver dies");
    assertThat(files("/jobs/one"))
        .containsKeys("epoch-00000001-0/checkpoint.json", "epoch-00000002-0/checkpoint.json");
    assertThat(train(in("/jobs/one", true), TrainingListener.NONE).weights())
        .containsExactly(undisturbed);
    assertThat(files("/jobs/one").keySet())
        .as("three are kept, and no lease is left")
        .hasSize(9)
        .noneMatch(name -> name.contains("lease"));
  }

  @Test
  void aNameNodeThatRestartsIsWaitedFor() {
    TrainingState state =
        train(in("/jobs/restart", false), after(2, () -> cluster.restartNameNode(true)));
    assertThat(state.weights()).containsExactly(undisturbed);
  }

  @Test
  void anExceededQuotaCostsTheCheckpointAndNotTheOldOnes() throws IOException {
    org.apache.hadoop.fs.Path directory = new org.apache.hadoop.fs.Path("/jobs/quota");
    assertThatThrownBy(
            () ->
                train(
                    in(directory.toString(), false),
                    after(1, () -> hdfs.setQuota(directory, 7, Long.MAX_VALUE))))
        .isInstanceOf(CheckpointException.NotWritable.class)
        .hasMessageContaining("3 checkpoints in a row could not be written")
        .hasMessageContaining("NSQuotaExceeded");
    hdfs.setQuota(directory, -1, -1);
    assertThat(train(in(directory.toString(), true), TrainingListener.NONE).weights())
        .containsExactly(undisturbed);
  }

  @Test
  void aFolderThatMayNotBeWrittenIsAnErrorBeforeTheFirstStep() throws Exception {
    org.apache.hadoop.fs.Path locked = new org.apache.hadoop.fs.Path("/locked");
    hdfs.mkdirs(locked);
    hdfs.setPermission(locked, new FsPermission("555"));
    UserGroupInformation.createUserForTesting("somebody", new String[] {"people"})
        .doAs(
            (PrivilegedExceptionAction<Void>)
                () -> {
                  assertThatThrownBy(
                          () ->
                              train(
                                  in(hdfs.getUri() + "/locked/run", false),
                                  after(
                                      1,
                                      () -> {
                                        throw new IOException("too late");
                                      })))
                      .isInstanceOf(CheckpointException.NotWritable.class)
                      .hasMessageContaining("Permission denied");
                  return null;
                });
  }

  @Test
  void aReplicaThatIsCorruptIsReadFromAnotherAndACorruptBlockFallsBack() throws Exception {
    assertThatThrownBy(
            () ->
                train(
                    in("/jobs/corrupt", false),
                    after(
                        3,
                        () -> {
                          throw new IOException("the driver dies");
                        })))
        .hasMessageContaining("the driver dies");
    org.apache.hadoop.fs.Path newest =
        new org.apache.hadoop.fs.Path("/jobs/corrupt/epoch-00000003-0/tensors.bin");
    ExtendedBlock block = block(newest);
    cluster.corruptReplica(0, block);
    try (InputStream in = hdfs.open(newest)) {
      assertThat(in.readAllBytes()).hasSizeGreaterThan(100);
    }
    cluster.corruptReplica(1, block);
    TrainingListener resumed =
        new TrainingListener() {
          @Override
          public void resumed(TrainingState state) {
            assertThat(state.history().size()).isEqualTo(2);
          }
        };
    assertThat(train(in("/jobs/corrupt", true), resumed).weights()).containsExactly(undisturbed);
  }

  private static ExtendedBlock block(org.apache.hadoop.fs.Path file) throws IOException {
    return org.apache.hadoop.hdfs.DFSTestUtil.getFirstBlock(hdfs, file);
  }
}

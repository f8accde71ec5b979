package io.plateau.cluster;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** An HDFS in this JVM, which is there at once and whose clients wait no longer than they must. */
public final class LocalHdfs {
  private LocalHdfs() {}

  /**
   * Starts one. What reads or writes its files in this JVM as this user has the same client.
   *
   * @param disk the folder of its blocks and names
   */
  public static MiniDFSCluster start(Path disk, int dataNodes) throws IOException {
    Configuration configuration = new Configuration();
    configuration.set("hdfs.minidfs.basedir", disk.toString());
    configuration.set("dfs.namenode.safemode.extension", "0");
    // By default a reader of a lost block asks again after seconds,
    configuration.set("dfs.client.retry.window.base", "10");
    // and a writer whether its last block has been told of after 400 ms, 800 ms, ...
    configuration.set("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "5");
    configuration.set("dfs.client.block.write.locateFollowingBlock.retries", "12");
    MiniDFSCluster cluster =
        new MiniDFSCluster.Builder(configuration).numDataNodes(dataNodes).build();
    cluster.waitActive();
    cluster.getFileSystem();
    return cluster;
  }
}

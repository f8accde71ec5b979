package io.plateau.run.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStorageTest {
  @TempDir Path folder;

  /** Local files of which only those below a folder {@code team} may be written, there or not. */
  private static final class PrefixFiles extends RawLocalFileSystem {
    PrefixFiles() throws IOException {
      Configuration configuration = new Configuration();
      initialize(getUri(), configuration);
    }

    @Override
    public FSDataOutputStream create(
        org.apache.hadoop.fs.Path path,
        boolean overwrite,
        int buffer,
        short replication,
        long block,
        org.apache.hadoop.util.Progressable progress)
        throws IOException {
      if (!path.getParent().toString().contains("/team/")) {
        throw new AccessControlException("denied: " + path);
      }
      return super.create(path, overwrite, buffer, replication, block, progress);
    }
  }

  private RunStorage storage(String output) throws IOException {
    org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(folder + "/" + output);
    return new RunStorage(root, new PrefixFiles(), new Configuration());
  }

  /** As of an object store, whose users may write below a prefix alone. */
  @Test
  void aFolderMayBeWrittenThoughThatAboveMayNot() throws IOException {
    storage("team/runs/first").requireWritable("choose another");
    assertThat(folder.resolve("team/runs/first")).doesNotExist();
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void whatMayNotBeWrittenIsToldOfTheFolderThatThereIs() throws IOException {
    RunStorage other = storage("others/run");
    assertThatThrownBy(() -> other.requireWritable("choose another"))
        .isInstanceOf(OutputFailedException.class)
        .hasMessageMatching(
            "cannot write .*/others/run: denied: .*"
                + folder.getFileName()
                + "/_plateau_[^/]*; choose another");
    assertThat(folder.resolve("others")).doesNotExist();
  }
}

package io.plateau.run.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.NativeCodeLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and folders have the permissions that Hadoop's own local file system gives them. */
class PosixFilesTest {
  private static final String PROPERTY = "spark.hadoop.fs.file.impl";

  @TempDir private Path folder;

  @BeforeAll
  static void onlyWithUnixModes() {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("unix"));
  }

  private static FileSystem opened(FileSystem files) throws IOException {
    files.initialize(java.net.URI.create("file:///"), new Configuration(false));
    return files;
  }

  /** Modes of a file, of its checksums and of a folder, all made, and of a folder changed later. */
  private static String modes(FileSystem files, Path below, FsPermission permission)
      throws IOException {
    Path shared = Files.createDirectory(below.resolve("shared"));
    Files.setAttribute(shared, "unix:mode", 02770);
    org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(below.toUri());
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(root, "file");
    try (OutputStream out = files.create(file, permission, true, 4096, (short) 1, 4096, null)) {
      out.write(42);
    }
    files.mkdirs(new org.apache.hadoop.fs.Path(root, "folder"), permission);
    files.setPermission(new org.apache.hadoop.fs.Path(root, "shared"), permission);
    StringBuilder modes = new StringBuilder();
    for (String name : new String[] {"file", ".file.crc", "folder", "shared"}) {
      int mode = (int) Files.getAttribute(below.resolve(name), "unix:mode");
      modes.append("%s %o%n".formatted(name, mode));
    }
    return modes.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {0644, 0755, 0600, 01777, 0770, 0555})
  void givesThePermissionsThatHadoopGives(int octal) throws IOException {
    FsPermission permission = new FsPermission((short) octal);
    Path theirs = Files.createDirectory(folder.resolve("theirs"));
    Path ours = Files.createDirectory(folder.resolve("ours"));

    String expected = modes(opened(new LocalFileSystem()), theirs, permission);
    assertThat(modes(opened(new PosixFiles()), ours, permission)).isEqualTo(expected);
    assertThat(expected)
        .as("keeps its set-group-ID")
        .contains("shared 4%o".formatted(octal | 02000));
  }

  /** The tests may run as a user who may look at everything. */
  @Test
  void tellsAFileThatMayNotBeLookedAtFromOneThatIsNotThere() throws IOException {
    FileSystem denied =
        opened(
            new PosixFiles.Raw() {
              @Override
              void look(Path file) throws IOException {
                throw new AccessDeniedException(file.toString());
              }
            });
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(folder.resolve("job.yaml").toString());
    assertThat(opened(new PosixFiles()).exists(file)).isFalse();
    assertThatThrownBy(() -> denied.exists(file))
        .isInstanceOf(AccessControlException.class)
        .hasMessage("no permission to read " + file);
  }

  @Test
  void isForADriverAloneAndNotInPlaceOfAnother() {
    assumeTrue(!NativeCodeLoader.isNativeCodeLoaded());
    assertThat(installed(null, null)).isEqualTo(PosixFiles.class.getName());
    assertThat(installed("local[*]", null)).isEqualTo(PosixFiles.class.getName());
    assertThat(installed("local[4,2]", null)).isEqualTo(PosixFiles.class.getName());
    assertThat(installed("local-cluster[2,1,512]", null)).isNull();
    assertThat(installed("spark://host:7077", null)).isNull();
    assertThat(installed("local[*]", "another")).isEqualTo("another");
  }

  private static String installed(String master, String set) {
    String before = property("spark.master", master);
    String files = property(PROPERTY, set);
    try {
      PosixFiles.install();
      return System.getProperty(PROPERTY);
    } finally {
      property("spark.master", before);
      property(PROPERTY, files);
    }
  }

  private static String property(String name, String value) {
    return value == null ? System.clearProperty(name) : System.setProperty(name, value);
  }
}

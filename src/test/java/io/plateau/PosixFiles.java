package io.plateau;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local files, of which this JVM sets the permissions. Without its native library Hadoop
 * starts a process {@code chmod} for every file and folder it makes, thousands in these tests.
 */
public final class PosixFiles extends LocalFileSystem {
  /** Made by Hadoop, from {@code core-site.xml}. */
  public PosixFiles() {
    super(new Raw());
  }

  /** Without checksums. */
  public static final class Raw extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      Set<PosixFilePermission> all = EnumSet.noneOf(PosixFilePermission.class);
      add(all, "OWNER", permission.getUserAction());
      add(all, "GROUP", permission.getGroupAction());
      add(all, "OTHERS", permission.getOtherAction());
      Files.setPosixFilePermissions(pathToFile(path).toPath(), all);
    }

    private static void add(Set<PosixFilePermission> all, String who, FsAction may) {
      for (FsAction each : new FsAction[] {FsAction.READ, FsAction.WRITE, FsAction.EXECUTE}) {
        if (may.implies(each)) {
          all.add(PosixFilePermission.valueOf(who + "_" + each));
        }
      }
    }
  }
}

package io.plateau.ml.persist;

import io.plateau.files.WholeFile;
import io.plateau.model.ModelFolder;
import io.plateau.store.Manifest;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writer of the files of a model and of their manifest, which is written last. */
final class ModelFiles {
  private ModelFiles() {}

  /** The URI of a folder of this machine, which no default file system changes. */
  static String local(String path) {
    return new Path(new File(path).toURI()).toString();
  }

  /** Writes files into a new folder, the manifest last. */
  static void write(FileSystem fs, Path folder, Map<String, byte[]> files) throws IOException {
    List<Manifest.Entry> entries = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      WholeFile.write(fs, new Path(folder, file.getKey()), false, file.getValue());
      entries.add(Manifest.Entry.of(file.getKey(), file.getValue()));
    }
    byte[] manifest = Manifest.of(ModelFolder.FORMAT, entries).bytes();
    WholeFile.write(fs, new Path(folder, ModelFolder.MANIFEST), false, manifest);
  }

  /** Whether there is a manifest and every file that it lists, as long as it says. */
  static boolean complete(FileSystem fs, Path folder) {
    try {
      ModelFolder.open(new HadoopFiles(fs, folder));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

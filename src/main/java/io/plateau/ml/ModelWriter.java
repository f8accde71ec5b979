package io.plateau.ml;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/**
 * Saves a model as {@link ModelFiles}. Params are where spark.ml keeps them, so that pipelines find
 * the model; its own files are beside them.
 *
 * <p>Overwriting writes a new folder next to the old one and then swaps the two by renaming, so the
 * old model stays loadable until the new one is complete; {@link ModelReader} finds the old one in
 * between, too.
 */
final class ModelWriter extends MLWriter {
  static final String METADATA = "metadata/part-00000";

  private final Params model;
  private final TrainedNetwork trained;

  ModelWriter(Params model, TrainedNetwork trained) {
    this.model = model;
    this.trained = trained;
  }

  @Override
  public void save(String path) throws IOException {
    Path target = new Path(path);
    FileSystem fs = target.getFileSystem(sparkSession().sessionState().newHadoopConf());
    Path folder = fs.makeQualified(target);
    if (!fs.exists(folder)) {
      swap(fs, folder, null);
    } else if (shouldOverwrite()) {
      swap(fs, folder, sibling(folder, ModelReader.OLD));
    } else {
      throw new IOException(
          "Path "
              + path
              + " already exists. To overwrite it, please use write.overwrite().save(path).");
    }
  }

  /** Called by nobody but for Spark's contract: {@link #save} does it all. */
  @Override
  public void saveImpl(String path) {
    try {
      save(path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void swap(FileSystem fs, Path folder, Path old) throws IOException {
    Path fresh = sibling(folder, ".new-");
    try {
      ModelFiles.write(fs, fresh, files());
      if (old != null) {
        rename(fs, folder, old);
      }
      try {
        rename(fs, fresh, folder);
      } catch (IOException | RuntimeException e) {
        if (old != null) {
          rename(fs, old, folder);
        }
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      fs.delete(fresh, true);
      throw e;
    }
    if (old != null) {
      fs.delete(old, true);
    }
  }

  private Map<String, byte[]> files() throws IOException {
    String metadata =
        DefaultParamsWriter.getMetadataToSave(
            model, sparkSession(), Option.empty(), Option.empty());
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(METADATA, (metadata + "\n").getBytes(StandardCharsets.UTF_8));
    files.put(NetworkFile.NETWORK, NetworkFile.json(trained));
    files.put(NetworkFile.WEIGHTS, NetworkFile.weights(trained));
    return files;
  }

  private static Path sibling(Path folder, String mark) {
    return new Path(folder.getParent(), "." + folder.getName() + mark + UUID.randomUUID());
  }

  private static void rename(FileSystem fs, Path from, Path to) throws IOException {
    fs.mkdirs(to.getParent());
    if (!fs.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }
}

package io.plateau.ml.persist;

import io.plateau.model.ModelFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * Loads a model that {@link ModelWriter} saved: verifies lengths and SHA-256 of all files and names
 * the one that is wrong. The class to make is the caller's, never the file's.
 */
public final class ModelReader<M extends Params> extends MLReader<M> {
  public static final String OLD = ".old-";
  private static final Logger LOG = LoggerFactory.getLogger(ModelReader.class);

  private final Class<M> type;
  private final Maker<M> maker;

  /** Makes a model without params. */
  @FunctionalInterface
  public interface Maker<M> {
    M make(String uid, ModelFolder files) throws IOException;
  }

  public ModelReader(Class<M> type, Maker<M> maker) {
    this.type = type;
    this.maker = maker;
  }

  @Override
  public M load(String path) {
    try {
      Path given = new Path(path);
      FileSystem fs = given.getFileSystem(sparkSession().sessionState().newHadoopConf());
      return load(fs, found(fs, fs.makeQualified(given)));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Loads from a folder of this machine, whatever the default file system is. */
  @Override
  public M loadFromLocal(String path) {
    return load(ModelFiles.local(path));
  }

  private M load(FileSystem fs, Path folder) throws IOException {
    if (!fs.exists(new Path(folder, ModelFolder.MANIFEST))) {
      requireType(folder, SavedClass.of(folder.toString(), sparkSession()).orElse(type.getName()));
    }
    ModelFolder files = ModelFolder.open(new HadoopFiles(fs, folder));
    String metadata = files.path(ModelFolder.METADATA);
    DefaultParamsReader.Metadata parsed =
        ofParams(
            metadata,
            () ->
                DefaultParamsReader.parseMetadata(
                    new String(files.read(ModelFolder.METADATA), StandardCharsets.UTF_8), ""));
    requireType(folder, parsed.className());
    M model = maker.make(parsed.uid(), files);
    return ofParams(
        metadata,
        () -> {
          parsed.getAndSetParams(model, Option.empty());
          return model;
        });
  }

  private void requireType(Path folder, String found) throws IOException {
    if (!found.equals(type.getName())) {
      throw new IOException(SavedClass.other(folder, found));
    }
  }

  /** Spark's reader throws whatever its JSON library does, checked exceptions among it. */
  private static <T> T ofParams(String metadata, Callable<T> reading) throws IOException {
    try {
      return reading.call();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(metadata + " has params that cannot be set: " + e, e);
    }
  }

  /**
   * The folder, or where an overwriting was cut short between its two renames, the old model. Where
   * renaming is copying, the folder may be there in part.
   */
  private static Path found(FileSystem fs, Path folder) throws IOException {
    boolean exists = fs.exists(folder);
    if (exists && ModelFiles.complete(fs, folder)) {
      return folder;
    }
    for (Path old : siblings(fs, folder, OLD)) {
      if (ModelFiles.complete(fs, old)) {
        LOG.warn(
            "{} is not complete, so the model before it is read, from {}; save it again",
            folder,
            old);
        return old;
      }
    }
    if (!exists) {
      throw new IOException("there is no model at " + folder);
    }
    return folder;
  }

  /** Folders that {@link ModelWriter} makes for a time. */
  static List<Path> siblings(FileSystem fs, Path folder, String mark) throws IOException {
    String prefix = "." + folder.getName() + mark;
    if (folder.getParent() == null || !fs.exists(folder.getParent())) {
      return List.of();
    }
    return Arrays.stream(fs.listStatus(folder.getParent()))
        .map(FileStatus::getPath)
        .filter(path -> path.getName().startsWith(prefix))
        .toList();
  }
}

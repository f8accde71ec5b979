package io.plateau.ml.persist;

import io.plateau.files.Folders;
import io.plateau.files.LocalErrors;
import io.plateau.model.ModelFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;
import org.json4s.JObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * Saves a model as {@link ModelFiles}. Params are where spark.ml keeps them, so that pipelines find
 * the model; its own files are beside them.
 *
 * <p>Overwriting writes a new folder next to the old one and then swaps the two by renaming, so the
 * old model stays loadable until the new one is complete; {@link ModelReader} finds the old one in
 * between, too. What a save that was killed has left is cleared up by the next one.
 */
public final class ModelWriter extends MLWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ModelWriter.class);
  private static final String NEW = ".new-";
  private static final String BEGUN_WITH = "initialWeights";

  private final Params model;
  private final Map<String, byte[]> contents;
  private final Option<JObject> more;

  /**
   * @param contents by name, the files beside those of the params
   * @param zone by whose clock the model reads timestamps; empty for that of the session
   */
  public ModelWriter(Params model, Map<String, byte[]> contents, Optional<String> zone) {
    this.model = model;
    this.contents = contents;
    this.more = SavedZone.of(zone);
  }

  @Override
  public void save(String path) throws IOException {
    Path target = new Path(path);
    FileSystem fs = target.getFileSystem(sparkSession().sessionState().newHadoopConf());
    Path folder = fs.makeQualified(target);
    if (folder.getParent() == null) {
      throw new IOException(
          "a model cannot be saved to " + path + ", which has no folder above it; add a name");
    }
    boolean taken = fs.exists(folder);
    if (taken && !shouldOverwrite()) {
      throw new IOException(
          "Path "
              + path
              + " already exists. To overwrite it, please use write.overwrite().save(path).");
    }
    if (taken && ModelFiles.complete(fs, folder)) {
      // Before the model leaves its place: a reader must not take an older one for it.
      clear(fs, folder);
    }
    swap(fs, folder, taken ? sibling(folder, ModelReader.OLD) : null);
    try {
      clear(fs, folder);
    } catch (IOException e) {
      LOG.warn("{} is saved, but delete what earlier saves have left beside it", folder, e);
    }
  }

  /** Saves to a folder of this machine, whatever the default file system is. */
  @Override
  public void saveToLocal(String path) throws IOException {
    save(ModelFiles.local(path));
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
    Path fresh = sibling(folder, NEW);
    try {
      ModelFiles.write(fs, fresh, files());
      if (old != null) {
        rename(fs, folder, old);
      }
      try {
        rename(fs, fresh, folder);
      } catch (IOException | RuntimeException e) {
        if (old != null) {
          undo(e, () -> rename(fs, old, folder));
        }
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      undo(e, () -> fs.delete(fresh, true));
      throw e;
    }
  }

  /** Where undoing fails, too, the first problem is the one to tell. */
  private static void undo(Exception first, LocalErrors.Action undoing) {
    try {
      undoing.run();
    } catch (IOException | RuntimeException second) {
      first.addSuppressed(second);
    }
  }

  /** Deletes what saves that were cut short have left beside a complete model. */
  private static void clear(FileSystem fs, Path folder) throws IOException {
    for (String mark : List.of(NEW, ModelReader.OLD)) {
      for (Path left : ModelReader.siblings(fs, folder, mark)) {
        fs.delete(left, true);
      }
    }
  }

  private Map<String, byte[]> files() throws IOException {
    String metadata =
        DefaultParamsWriter.getMetadataToSave(ownParams(), sparkSession(), more, Option.empty());
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(ModelFolder.METADATA, (metadata + "\n").getBytes(StandardCharsets.UTF_8));
    files.putAll(contents);
    return files;
  }

  /** The params without the weights that the fit began with, which may be millions, as text. */
  private Params ownParams() {
    return model.hasParam(BEGUN_WITH) && model.isSet(model.getParam(BEGUN_WITH))
        ? model.copy(new ParamMap()).clear(model.getParam(BEGUN_WITH))
        : model;
  }

  private static Path sibling(Path folder, String mark) {
    return new Path(folder.getParent(), "." + folder.getName() + mark + UUID.randomUUID());
  }

  private static void rename(FileSystem fs, Path from, Path to) throws IOException {
    Folders.make(fs, to.getParent());
    if (!fs.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }
}

package io.plateau.run.folder;

import io.plateau.onnx.MlflowFolder;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** Place of a model for other programs, a file or a folder at any Hadoop URI. */
public record ExportTarget(RunStorage storage) {
  /**
   * A place where there may or may not be anything.
   *
   * @param uri without a scheme, of the configuration's default file system
   */
  public static ExportTarget at(String uri, Configuration configuration) {
    return new ExportTarget(RunStorage.at(uri, configuration));
  }

  /** The URI as it was given. */
  public String uri() {
    return storage.root().toString();
  }

  /** The URI with its scheme and all folders, which two spellings of a place have in common. */
  public URI place() {
    return storage.files().makeQualified(storage.root()).toUri();
  }

  /** Fails with exit status 5 where a file cannot be written. */
  public void requireFreeFile(boolean overwrite) {
    if (!storage.exists()) {
      return;
    }
    if (!storage.isFile()) {
      throw new OutputExistsException(uri() + " is a folder; choose a file");
    }
    if (!overwrite) {
      throw exists("file");
    }
  }

  /** Fails with exit status 5 where a folder of MLflow cannot be written. */
  public void requireFreeFolder(boolean overwrite) {
    if (!storage.hasOthersThan(Set.of())) {
      return;
    }
    if (storage.isFile() || !storage.exists(MlflowFolder.MODEL) && !isInterrupted()) {
      throw new OutputExistsException(
          "%s exists and is not a model of MLflow (there is no %s in it); choose another folder"
              .formatted(uri(), MlflowFolder.MODEL));
    }
    if (!overwrite) {
      throw exists("folder");
    }
  }

  /** Whether there is a part of what an export writes, and nothing else. */
  private boolean isInterrupted() {
    return storage.exists(MlflowFolder.GRAPH) && !storage.hasOthersThan(MlflowFolder.NAMES);
  }

  private OutputExistsException exists(String what) {
    return new OutputExistsException(
        "%s exists already; replace it with --overwrite, or choose another %s"
            .formatted(uri(), what));
  }

  /** Writes a file in place of what is there. */
  public void write(byte[] content) {
    storage.write(storage.root(), content);
  }

  /** Writes files of a folder in place of those of their names; none is left where that fails. */
  void write(Map<String, byte[]> files) {
    storage.make(files.keySet());
    try {
      files.forEach((name, content) -> storage.write(storage.path(name), content));
    } catch (OutputFailedException first) {
      try {
        storage.make(files.keySet());
      } catch (OutputFailedException second) {
        first.addSuppressed(second);
      }
      throw first;
    }
  }
}

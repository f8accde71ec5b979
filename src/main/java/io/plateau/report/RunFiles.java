package io.plateau.report;

import io.plateau.files.DirectFiles;
import io.plateau.files.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The small files of a folder at any Hadoop URI, as texts; those of a run by their names. */
public final class RunFiles {
  /** The resolved job. */
  public static final String JOB = "job.yaml";

  /** A line an epoch. */
  public static final String HISTORY = "history.jsonl";

  /** How the run ended, and its measures; the last file of a run. */
  public static final String METRICS = "metrics.json";

  /** What the run came from. */
  public static final String PROVENANCE = "provenance.json";

  /** Predictions beside labels, for the report. */
  public static final String EVALUATION = "evaluation.json";

  /** Weights and outputs of each layer, for the report. */
  public static final String LAYERS = "layers.json";

  /** Importance of each feature, for the report. */
  public static final String IMPORTANCE = "importance.json";

  /** Predictions by the values of the most important columns, for the report. */
  public static final String DEPENDENCE = "dependence.json";

  /** What was learned of the values of categories, for the report. */
  public static final String EMBEDDINGS = "embeddings.json";

  /** The columns of the data, for the report. */
  public static final String PROFILE = "profile.json";

  /** The files that the page takes as they are. */
  public static final List<String> PARTS =
      List.of(METRICS, EVALUATION, LAYERS, IMPORTANCE, DEPENDENCE, EMBEDDINGS, PROFILE, PROVENANCE);

  /** The page made of all these. */
  public static final String REPORT = "report.html";

  /** No text of a run is longer: 100 000 epochs take some 30 MB. */
  private static final long LONGEST = 256L << 20;

  private final Path root;
  private final FileSystem files;

  public RunFiles(Path root, Configuration configuration) throws IOException {
    this.root = root;
    this.files = DirectFiles.of(root, configuration);
  }

  /** The folder. */
  public Path root() {
    return root;
  }

  /** The text of a file, or empty where there is none. */
  public Optional<String> text(String name) throws IOException {
    Path path = new Path(root, name);
    try {
      long length = files.getFileStatus(path).getLen();
      if (length > LONGEST) {
        throw new IOException(
            path + " must have at most " + LONGEST + " bytes to be shown, got " + length);
      }
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
    try (InputStream in = files.open(path)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** The name of a file until it is whole. */
  public static String part(String name) {
    return "." + name + ".part";
  }

  /**
   * Writes a file under another name first, so that neither readers nor a killed process ever see a
   * part of it.
   */
  public Path write(String name, String text) throws IOException {
    Path path = new Path(root, name);
    Path part = new Path(root, part(name));
    WholeFile.write(files, part, true, text.getBytes(StandardCharsets.UTF_8));
    if (!replaced(part, path)) {
      files.delete(path, false);
      if (!files.rename(part, path)) {
        throw new IOException("cannot rename " + part + " to " + path);
      }
    }
    return path;
  }

  /** Renames at once where the file system can, as that of a POSIX machine. */
  private boolean replaced(Path part, Path path) throws IOException {
    try {
      return files.rename(part, path);
    } catch (FileAlreadyExistsException notOverAFile) {
      return false;
    }
  }
}

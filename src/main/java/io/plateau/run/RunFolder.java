package io.plateau.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.plateau.checkpoint.Checkpoints;
import io.plateau.job.Job;
import io.plateau.job.JobReader;
import io.plateau.job.JobWriter;
import io.plateau.report.RunReport;
import io.plateau.store.DamagedFileException;
import io.plateau.store.HistoryLines;
import io.plateau.train.DataException;
import io.plateau.train.History;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A run's folder at any Hadoop URI: {@code job.yaml} (resolved), {@code history.jsonl}, {@code
 * metrics.json}, {@code provenance.json}, {@code model/}, {@code checkpoints/}, {@code report.html}
 * and what that is made of.
 */
public final class RunFolder {
  static final String JOB = "job.yaml";
  private static final String HISTORY = "history.jsonl";
  static final String MODEL = "model";
  private static final String METRICS = "metrics.json";
  private static final String PROVENANCE = "provenance.json";
  static final String CHECKPOINTS = "checkpoints";

  /** All that an overwritten run loses; what others have put there stays. */
  private static final List<String> OWN =
      List.of(
          METRICS,
          PROVENANCE,
          MODEL,
          "report.html",
          "evaluation.json",
          "layers.json",
          "importance.json",
          "profile.json",
          TensorBoardRecorder.FILE,
          CHECKPOINTS,
          HISTORY,
          JOB);

  private final Path root;
  private final FileSystem files;
  private final Configuration configuration;

  private RunFolder(Path root, FileSystem files, Configuration configuration) {
    this.root = root;
    this.files = files;
    this.configuration = configuration;
  }

  /**
   * A folder that may or may not exist.
   *
   * @param uri without a scheme, of the configuration's default file system
   */
  public static RunFolder at(String uri, Configuration configuration) {
    try {
      Path root = new Path(uri);
      FileSystem files = root.getFileSystem(configuration);
      // Below the side files with checksums: these would hold back the history's latest lines.
      FileSystem direct = files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
      return new RunFolder(root, direct, configuration);
    } catch (IllegalArgumentException e) {
      throw new UsageException("\"" + uri + "\" is not a path or URI: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the job names it. */
  public String uri() {
    return root.toString();
  }

  /** Where the PipelineModel is. */
  public String model() {
    return new Path(root, MODEL).toString();
  }

  /** Where checkpoints are. */
  public String checkpoints() {
    return new Path(root, CHECKPOINTS).toString();
  }

  /** Where the resolved job is. */
  String jobFile() {
    return new Path(root, JOB).toString();
  }

  /** Where the history is. */
  String historyFile() {
    return new Path(root, HISTORY).toString();
  }

  /** Whether there is a run, finished or not. */
  public boolean isRun() {
    return access(() -> files.exists(new Path(root, JOB)));
  }

  /** Whether there is anything of that name. */
  public boolean exists() {
    return access(() -> files.exists(root));
  }

  /** Fails with exit status 2 where there is no run, finished or not. */
  public void requireRun() {
    if (!isRun()) {
      throw new UsageException(root + " is not a run: there is no " + JOB + " in it");
    }
  }

  /** Fails with exit status 2 where there is no finished run to use. */
  public void requireModel() {
    requireRun();
    if (!access(() -> files.exists(new Path(root, MODEL)))) {
      throw new UsageException(root + " has no model; its training did not come to its end");
    }
  }

  /**
   * Fails with exit status 5 where a run could not be written.
   *
   * @param overwrite whether an older run may be replaced
   */
  public void requireFree(boolean overwrite) {
    access(() -> vacancy().requireFree(overwrite));
  }

  /** Whether there is a checkpoint, good or bad. */
  public boolean hasCheckpoints() {
    return access(() -> Checkpoints.at(checkpoints(), configuration).any());
  }

  /** Fails with exit status 5 where there is something that is not a run to go on with. */
  public void requireResumable() {
    access(() -> vacancy().requireResumable());
  }

  private Vacancy vacancy() {
    return new Vacancy(root, files, configuration);
  }

  /** Removes the older run, if any, and writes the resolved job. */
  void begin(Job job, boolean overwrite) {
    requireFree(overwrite);
    begin(job, OWN);
  }

  /** Removes all of a run that comes after its checkpoints, and writes the resolved job. */
  void goOn(Job job) {
    begin(job, OWN.stream().filter(name -> !name.equals(CHECKPOINTS)).toList());
  }

  private void begin(Job job, List<String> removed) {
    writing(
        root,
        () -> {
          for (String name : removed) {
            files.delete(new Path(root, name), true);
          }
          return files.mkdirs(root);
        });
    write(JOB, JobWriter.write(Secrets.standard().hide(job)));
  }

  /** The resolved job of a run. */
  public Job job() {
    requireRun();
    return JobReader.read(jobFile(), read(JOB), List.of());
  }

  /** The epochs of a run so far. */
  public History history() {
    try {
      return HistoryLines.read(historyFile(), read(HISTORY));
    } catch (DamagedFileException e) {
      throw new DataException(e.getMessage(), e);
    }
  }

  /** Writes {@code metrics.json}, the last file of a run. */
  public void writeMetrics(Work.Trained trained) {
    write(METRICS, MetricsJson.of(trained) + "\n");
  }

  /** Writes {@code provenance.json}. */
  public void writeProvenance(Provenance provenance) {
    write(PROVENANCE, provenance.text() + "\n");
  }

  /** What the run came from; fails with exit status 2 where that was not written. */
  public Provenance provenance() {
    if (!access(() -> files.exists(new Path(root, PROVENANCE)))) {
      throw new UsageException(
          root + " has no " + PROVENANCE + "; its training did not come to its end");
    }
    return Provenance.read(new Path(root, PROVENANCE).toString(), read(PROVENANCE));
  }

  /** Whether its training came to an end. */
  public boolean isFinished() {
    return access(() -> files.exists(new Path(root, METRICS)));
  }

  /** Writes something for the report. */
  void writePart(String name, JsonNode content) {
    write(name, content + "\n");
  }

  /**
   * Makes {@code report.html} of what is there.
   *
   * @return where it is
   */
  public String writeReport() {
    Path file = new Path(root, RunReport.NAME);
    return writing(file, () -> new RunReport(files.getConf()).write(root).toString());
  }

  /** The text of {@code metrics.json}. */
  public String metrics() {
    return read(METRICS);
  }

  /** Opens the history for its lines. */
  OutputStream openHistory() {
    return open(HISTORY);
  }

  /** Opens a file that is written while training goes on. */
  OutputStream open(String name) {
    Path file = new Path(root, name);
    return writing(file, () -> files.create(file, true));
  }

  private void write(String name, String text) {
    Path file = new Path(root, name);
    writing(
        file,
        () -> {
          try (OutputStream out = files.create(file, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
          }
          return null;
        });
  }

  private String read(String name) {
    return access(
        () -> {
          try (InputStream in = files.open(new Path(root, name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          }
        });
  }

  private interface Access<T> {
    T run() throws IOException;
  }

  private static <T> T writing(Path file, Access<T> access) {
    try {
      return access.run();
    } catch (IOException e) {
      throw new OutputFailedException(file.toString(), e);
    }
  }

  private static <T> T access(Access<T> access) {
    try {
      return access.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

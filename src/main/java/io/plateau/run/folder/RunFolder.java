package io.plateau.run.folder;

import static io.plateau.run.folder.OutputFailedException.writing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.checkpoint.Checkpoints;
import io.plateau.job.Job;
import io.plateau.job.JobReader;
import io.plateau.ml.persist.HadoopFiles;
import io.plateau.model.FileTree;
import io.plateau.model.SavedModel;
import io.plateau.model.SavedModelReader;
import io.plateau.report.RunFiles;
import io.plateau.report.RunReport;
import io.plateau.store.DamagedFileException;
import io.plateau.store.HistoryLines;
import io.plateau.store.Json;
import io.plateau.train.DataException;
import io.plateau.train.EpochRecord;
import io.plateau.train.History;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The folder of a run at any Hadoop URI: {@code job.yaml} (resolved), {@code history.jsonl}, {@code
 * metrics.json}, {@code provenance.json}, {@code model/}, {@code checkpoints/}, {@code report.html}
 * and the files it is made of.
 */
public record RunFolder(RunStorage storage) {
  static final String MODEL = "model";
  static final String CHECKPOINTS = "checkpoints";

  /**
   * A folder that may or may not exist.
   *
   * @param uri without a scheme, of the configuration's default file system
   */
  public static RunFolder at(String uri, Configuration configuration) {
    return new RunFolder(RunStorage.at(uri, configuration));
  }

  /** The configuration of its file system. */
  public Configuration configuration() {
    return storage.configuration();
  }

  /** The URI as the job has it. */
  public String uri() {
    return storage.root().toString();
  }

  /** The whole URI, with a scheme and all folders above. */
  public String qualified() {
    return storage.files().makeQualified(storage.root()).toString();
  }

  /** The URI of the PipelineModel. */
  public String model() {
    return storage.path(MODEL).toString();
  }

  /**
   * What the predictions of a finished run follow from, read without Spark.
   *
   * @throws UsageException where there is no model
   */
  public SavedModel savedModel() {
    requireModel();
    FileTree files = new HadoopFiles(storage.files(), storage.path(MODEL));
    SavedModel saved = RunStorage.reading(() -> SavedModelReader.read(files));
    List<String> columns = job().data().label();
    // Several labels have the names of their columns, which no stage of a pipeline knows
    return saved.network().target().isVector() && columns.size() == saved.predictions()
        ? new SavedModel(saved.table(), saved.network(), columns, saved.thresholds())
        : saved;
  }

  /** The URI of the folder of checkpoints. */
  public String checkpoints() {
    return storage.path(CHECKPOINTS).toString();
  }

  String historyFile() {
    return storage.path(RunFiles.HISTORY).toString();
  }

  /** The folder as one that a run is to be written to. */
  public RunTarget target() {
    return new RunTarget(this);
  }

  /** Whether there is a run, finished or not. */
  public boolean isRun() {
    return storage.exists(RunFiles.JOB);
  }

  /** Whether there is a run of a build that had no recipes, whose defaults were those of plain. */
  public boolean isBeforeRecipes() {
    return isRun()
        && storage.read(RunFiles.JOB).lines().noneMatch(line -> line.startsWith("recipe:"));
  }

  /**
   * Whether there is a whole model: the metadata of its pipeline are written last, and their file
   * is empty at first.
   */
  public boolean hasModel() {
    return storage.hasPart(MODEL + "/metadata");
  }

  /** Whether the run's training came to an end. */
  public boolean isFinished() {
    return storage.exists(RunFiles.METRICS);
  }

  /** Whether there is the page of a run, which may have failed alone. */
  public boolean hasReport() {
    return storage.exists(RunFiles.REPORT);
  }

  /** What is wrong with the files that tell how the training ended, a clause; mostly empty. */
  public Optional<String> damage() {
    try {
      Json.object(storage.read(RunFiles.METRICS));
      provenanceText().ifPresent(text -> Provenance.read(RunFiles.PROVENANCE, text));
      return Optional.empty();
    } catch (DamagedFileException e) {
      return Optional.of("has a metrics.json that cannot be read: " + e.getMessage());
    } catch (UsageException e) {
      return Optional.of("has a provenance.json that cannot be read: " + e.getMessage());
    }
  }

  /** Whether there is a checkpoint, good or bad. */
  public boolean hasCheckpoints() {
    return RunStorage.reading(() -> Checkpoints.at(checkpoints(), configuration()).any());
  }

  /** Fails with exit status 2 where there is no run, finished or not. */
  public void requireRun() {
    if (!isRun()) {
      throw new UsageException(
          !storage.exists()
              ? "there is no folder " + uri()
              : storage.isFile()
                  ? uri() + " is not a run: it is a file; give the folder of a run"
                  : uri() + " is not a run: there is no " + RunFiles.JOB + " in it");
    }
  }

  /** Fails with exit status 2 where there is no finished run to use. */
  public void requireModel() {
    requireRun();
    if (!hasModel()) {
      boolean partly = storage.exists(MODEL);
      throw new UsageException(
          uri()
              + (!isFinished()
                  ? " has no model; its training was not finished; continue it with train --resume"
                  : partly
                      ? " has a part of a model, without its metadata; copy the run again as a whole"
                      : " has no model; its training diverged"));
    }
  }

  /** The resolved job of a run. */
  public Job job() {
    return job(List.of());
  }

  /** The resolved job of a run with other values of some keys. */
  Job job(List<String> overrides) {
    requireRun();
    String file = storage.path(RunFiles.JOB).toString();
    return JobReader.readWritten(file, storage.read(RunFiles.JOB), overrides);
  }

  /** The epochs of a run so far. */
  public History history() {
    try {
      return HistoryLines.read(historyFile(), storage.read(RunFiles.HISTORY));
    } catch (DamagedFileException e) {
      throw new DataException(e.getMessage(), e);
    }
  }

  /**
   * The first epoch of a run; empty where its history is not there, or cannot be read, and where
   * training diverged in it, after a part of its rows.
   */
  public Optional<EpochRecord> firstEpoch() {
    try {
      return storage.exists(RunFiles.HISTORY)
          ? history().epochs().stream().findFirst().filter(epoch -> !epoch.diverged())
          : Optional.empty();
    } catch (DataException damaged) {
      return Optional.empty();
    }
  }

  /** Writes {@code metrics.json}, the last file of a run. */
  public void writeMetrics(ObjectNode metrics) {
    storage.write(RunFiles.METRICS, metrics.toPrettyString() + "\n");
  }

  /** Writes {@code provenance.json}. */
  public void writeProvenance(Provenance provenance) {
    storage.write(RunFiles.PROVENANCE, provenance.text() + "\n");
  }

  /** The provenance of the run; fails with exit status 2 where that was not written. */
  public Provenance provenance() {
    if (!storage.exists(RunFiles.PROVENANCE)) {
      requireRun();
      throw new UsageException(
          uri()
              + " has no "
              + RunFiles.PROVENANCE
              + (isFinished()
                  ? "; copy the run again as a whole"
                  : "; its training was not finished; continue it with train --resume"));
    }
    String file = storage.path(RunFiles.PROVENANCE).toString();
    return Provenance.read(file, storage.read(RunFiles.PROVENANCE));
  }

  /**
   * In what the files that a finished run was trained on differ from what they are now, a clause;
   * empty where none that is still there does.
   */
  public Optional<String> otherData(Job now) {
    return storage.exists(RunFiles.PROVENANCE)
        ? DataFiles.difference(provenance().data(), DataFiles.of(now.data(), configuration()))
        : Optional.empty();
  }

  /** The provenance as it is written; empty where the run has none. */
  Optional<String> provenanceText() {
    return storage.exists(RunFiles.PROVENANCE)
        ? Optional.of(storage.read(RunFiles.PROVENANCE))
        : Optional.empty();
  }

  /** Writes measurements for the report. */
  public void writePart(String name, JsonNode content) {
    storage.write(name, content + "\n");
  }

  /**
   * Makes {@code report.html} of what is there.
   *
   * @return where it is
   */
  public String writeReport() {
    return writing(
        storage.path(RunFiles.REPORT),
        () -> RunReport.write(storage.root(), configuration()).toString());
  }

  /** Opens a file that is written while training runs. */
  OutputStream open(String name) {
    return storage.open(name);
  }
}

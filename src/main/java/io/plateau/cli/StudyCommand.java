package io.plateau.cli;

import static io.plateau.run.folder.OutputFailedException.writing;

import io.plateau.checkpoint.CheckpointException;
import io.plateau.checkpoint.HeldFolder;
import io.plateau.job.Study;
import io.plateau.job.StudyFile;
import io.plateau.job.StudyReader;
import io.plateau.job.SurfaceStudy;
import io.plateau.math.Counted;
import io.plateau.report.StudyReport;
import io.plateau.report.SurfaceReport;
import io.plateau.run.RunTraining;
import io.plateau.run.folder.OutputExistsException;
import io.plateau.run.folder.RunRecorder;
import io.plateau.surface.Landscape;
import io.plateau.train.Stop;
import io.plateau.train.TrainingListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code study STUDY.yaml}. */
@Command(
    name = "study",
    description = "Trains a job under several settings and compares them; resumes if stopped.",
    footer = {
      "",
      "Examples:",
      "  plateau study jobs/studies/activations.yaml",
      "  plateau study jobs/studies/surface.yaml"
    })
final class StudyCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "STUDY.yaml", description = "The study, a local file.")
  private java.nio.file.Path file;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Where runs and comparison go instead of the study's own output.")
  private String output;

  @Option(
      names = "--overwrite",
      description = "Replaces finished runs of other settings or data in the output folder.")
  private boolean overwrite;

  StudyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    StudyFile study = StudyReader.read(file);
    if (study instanceof SurfaceStudy surface) {
      draw(surface);
      return ExitStatus.DONE.code();
    }
    return compare((Study) study).code();
  }

  private void draw(SurfaceStudy study) {
    Path root = root(study.output());
    SurfaceReport report = new SurfaceReport(shell.hadoop());
    shell.say(
        "surface in " + writing(root, () -> report.write(root, study.name(), Landscape.of(study))));
  }

  /** The folder of the study; a path that is none is refused as that of a run. */
  private Path root(String ofFile) {
    return new Path(shell.run(output == null ? ofFile : output).uri());
  }

  private ExitStatus compare(Study study) throws Exception {
    Path root = root(study.output());
    StudyPlan plan = StudyPlan.of(study, root, shell);
    HeldFolder held = writing(root, () -> HeldFolder.of(root, shell.hadoop()));
    try (held) {
      return compare(study, plan, root);
    }
  }

  private ExitStatus compare(Study study, StudyPlan plan, Path root) throws Exception {
    Map<Path, Failures.Failure> failed = new LinkedHashMap<>();
    for (StudyRun next : due(plan.runs(), root)) {
      shell.say(next.place());
      try {
        Stop stop = train(next);
        if (stop.reason() == Stop.Reason.INTERRUPTED) {
          shell.warn(
              stop.epoch() == 0
                  ? "stopped before any epoch of this run was written, resumable: the same command"
                      + " starts it again, with the trainings made side by side with it"
                  : "stopped after epoch %d, resumable: the same command continues"
                      .formatted(stop.epoch()));
          return ExitStatus.RESUMABLE;
        }
      } catch (Exception e) {
        failed.put(new Path(next.folder().uri()), ofThisRun(next, e));
      }
    }
    if (failed.size() == plan.runs().size()) {
      shell.warn("no run could be made; there is nothing to compare");
    } else {
      write(root, study.name(), plan.folders(), failed);
    }
    return failed.values().stream()
        .findFirst()
        .map(Failures.Failure::status)
        .orElse(ExitStatus.DONE);
  }

  /**
   * Says which runs are done, and gives the others in the order in which they are trained.
   *
   * @throws OutputExistsException where models would be lost
   */
  private List<StudyRun> due(List<StudyRun> planned, Path root) {
    List<StudyRun> due = new ArrayList<>();
    int lost = 0;
    for (StudyRun next : planned) {
      StudyRun.Due state =
          next.due(reason -> shell.warn("%s: the run there %s".formatted(next.place(), reason)));
      if (state == StudyRun.Due.NONE) {
        shell.say(next.place() + ": done before");
        if (!next.folder().hasReport()) { // as where the disk was full
          shell.report(next.folder());
        }
      } else {
        due.add(next);
        lost += state == StudyRun.Due.REPLACEMENT ? 1 : 0;
      }
    }
    if (lost > 0 && !overwrite) {
      throw new OutputExistsException(
          "%s in %s would be lost; replace %s with --overwrite, or choose another --output"
              .formatted(Counted.of(lost, "finished run"), root, lost == 1 ? "it" : "them"));
    }
    if (due.size() > 1) {
      shell.work().get().expect(due.stream().filter(StudyRun::isNew).map(StudyRun::job).toList());
    }
    return due;
  }

  /** Says why a run does not fit its data; anything else is not of this run alone and is thrown. */
  private Failures.Failure ofThisRun(StudyRun run, Exception thrown) throws Exception {
    Failures.Failure failure = Failures.of(thrown);
    if (failure.status() != ExitStatus.DATA && failure.status() != ExitStatus.USAGE) {
      throw thrown;
    }
    shell.warn(run.place() + " failed: " + failure.message());
    return failure;
  }

  private void write(
      Path root, String title, Map<String, List<Path>> runs, Map<Path, Failures.Failure> failed) {
    Map<Path, String> told = new LinkedHashMap<>();
    failed.forEach((run, failure) -> told.put(run, failure.message()));
    StudyReport report = new StudyReport(shell.hadoop());
    shell.say("comparison in " + writing(root, () -> report.write(root, title, runs, told)));
    if (!failed.isEmpty()) {
      int all = runs.values().stream().mapToInt(List::size).sum();
      shell.warn(
          "%d of %d runs failed; the comparison shows the others".formatted(failed.size(), all));
    }
  }

  /** Resumes a run that was interrupted; where that cannot be, trains from the beginning. */
  private Stop train(StudyRun next) {
    if (next.isResumable()) {
      try {
        return train(next, RunRecorder.Mode.RESUME);
      } catch (CheckpointException.OtherJob | CheckpointException.Damaged e) {
        shell.warn(e.getMessage() + "; training from the beginning");
      }
    }
    return train(next, RunRecorder.Mode.OVERWRITE);
  }

  private Stop train(StudyRun next, RunRecorder.Mode mode) {
    try (RunTraining run =
        RunTraining.open(
            shell.work(),
            next.job(),
            next.folder(),
            mode,
            RunTraining.checkpoints(next.job(), next.folder(), mode))) {
      Stop stop =
          shell
              .train(run, TrainingListener.NONE, "the same command continues the study")
              .state()
              .stop();
      if (stop.reason() != Stop.Reason.INTERRUPTED) {
        shell.report(run);
      }
      return stop;
    }
  }
}

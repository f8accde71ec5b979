package io.plateau.cli;

import io.plateau.checkpoint.CheckpointException;
import io.plateau.job.Job;
import io.plateau.job.Study;
import io.plateau.job.StudyFile;
import io.plateau.job.StudyReader;
import io.plateau.job.SurfaceStudy;
import io.plateau.report.StudyReport;
import io.plateau.report.SurfaceReport;
import io.plateau.run.OutputFailedException;
import io.plateau.run.RunFolder;
import io.plateau.run.RunRecorder;
import io.plateau.run.RunTraining;
import io.plateau.run.Secrets;
import io.plateau.surface.Landscape;
import io.plateau.train.Stop;
import io.plateau.train.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
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
    description = "Trains a job under several settings and compares them; resumes where it was.",
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

  StudyCommand(Shell shell) {
    this.shell = shell;
  }

  /**
   * A run of the study.
   *
   * @param place number and name, as people are told
   */
  private record Planned(RunFolder run, Job job, String place) {}

  @Override
  public Integer call() {
    StudyFile study = StudyReader.read(file);
    if (study instanceof SurfaceStudy surface) {
      draw(surface);
      return ExitStatus.DONE.code();
    }
    return compare((Study) study).code();
  }

  private void draw(SurfaceStudy study) {
    Path root = new Path(output == null ? study.output() : output);
    try {
      SurfaceReport report = new SurfaceReport(shell.hadoop());
      shell.say("surface in " + report.write(root, study.name(), Landscape.of(study)));
    } catch (IOException e) {
      throw new OutputFailedException(root.toString(), e);
    }
  }

  private ExitStatus compare(Study study) {
    Path root = new Path(output == null ? study.output() : output);
    Map<String, List<Path>> runs = new LinkedHashMap<>();
    List<Planned> planned = plan(study, root, runs);
    List<Planned> due = new ArrayList<>();
    for (Planned next : inOrder(planned)) {
      if (isDone(next)) {
        shell.say(next.place + ": done before");
      } else {
        due.add(next);
      }
    }
    if (due.size() > 1) {
      shell
          .work()
          .get()
          .expect(due.stream().filter(StudyCommand::isNew).map(Planned::job).toList());
    }
    for (Planned next : due) {
      shell.say(next.place);
      Stop stop = train(next);
      if (stop.reason() == Stop.Reason.INTERRUPTED) {
        shell.warn(
            "stopped after epoch %d, resumable: the same command continues"
                .formatted(stop.epoch()));
        return ExitStatus.RESUMABLE;
      }
    }
    try {
      shell.say("comparison in " + new StudyReport(shell.hadoop()).write(root, study.name(), runs));
    } catch (IOException e) {
      throw new OutputFailedException(root.toString(), e);
    }
    return ExitStatus.DONE;
  }

  /** Every job is read before the first is trained: a mistake shows at once. */
  private List<Planned> plan(Study study, Path root, Map<String, List<Path>> runs) {
    List<Planned> planned = new ArrayList<>();
    int all = study.variants().size() * study.seeds().size();
    for (Study.Variant variant : study.variants()) {
      List<Path> folders = new ArrayList<>();
      for (long seed : study.seeds()) {
        Path folder = new Path(root, variant.folder() + "/seed-" + seed);
        folders.add(folder);
        List<String> overrides = new ArrayList<>(variant.overrides());
        overrides.add("seed=" + seed);
        overrides.add("output=\"" + folder + "\"");
        planned.add(
            new Planned(
                shell.run(folder.toString()),
                JobText.read(study.job(), overrides, shell.hadoop()),
                "[%d/%d] %s, seed %d".formatted(planned.size() + 1, all, variant.name(), seed)));
      }
      runs.put(variant.name(), folders);
    }
    return planned;
  }

  /** Runs of one seed after the other: their splits, and so their packed rows, may be the same. */
  private static List<Planned> inOrder(List<Planned> planned) {
    return planned.stream()
        .sorted(Comparator.comparingLong(next -> next.job.spec().seed()))
        .toList();
  }

  /** Whether there is a finished run of this very job. */
  private static boolean isDone(Planned next) {
    return next.run.isRun() && next.run.isFinished() && isOfSameJob(next);
  }

  /** Whether the folder's run is of this very job; features and some defaults follow from data. */
  private static boolean isOfSameJob(Planned next) {
    Job there = next.run.job();
    Job here = Secrets.standard().hide(next.job);
    return here.data().resolvesTo(there.data())
        && here.spec().resolvesTo(there.spec())
        && here.withData(there.data()).withSpec(there.spec()).equals(there);
  }

  /** Whether nothing of a run can be resumed. */
  private static boolean isNew(Planned next) {
    return !(next.run.isRun() && next.run.hasCheckpoints());
  }

  /** Resumes a run that was interrupted; where that cannot be, trains from the beginning. */
  private Stop train(Planned next) {
    if (next.run.isRun() && isOfSameJob(next) && next.run.hasCheckpoints()) {
      try {
        return train(next, RunRecorder.Mode.RESUME);
      } catch (CheckpointException.OtherJob | CheckpointException.Damaged e) {
        shell.warn(e.getMessage() + "; training from the beginning");
      }
    }
    return train(next, RunRecorder.Mode.OVERWRITE);
  }

  private Stop train(Planned next, RunRecorder.Mode mode) {
    try (RunTraining run =
        RunTraining.open(
            shell.work(),
            next.job,
            next.run,
            mode,
            RunTraining.checkpoints(next.job, next.run, mode))) {
      Stop stop = shell.train(run, TrainingListener.NONE).state().stop();
      if (stop.reason() != Stop.Reason.INTERRUPTED) {
        shell.report(run);
      }
      return stop;
    }
  }
}

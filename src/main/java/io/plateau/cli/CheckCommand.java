package io.plateau.cli;

import io.plateau.job.Job;
import io.plateau.run.Work;
import io.plateau.run.folder.Secrets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code check JOB.yaml [key=value …]}. */
@Command(
    name = "check",
    description = "Validates a job file and all rows of its data; trains nothing.",
    footer = {"", "Example:", "  plateau check jobs/letters.yaml data.path=hdfs:///letters"})
final class CheckCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "JOB", description = "The job: a YAML file or its URI.")
  private String file;

  @Parameters(
      index = "1..*",
      paramLabel = "key=value",
      description = "Replaces a key of the job, such as data.label=price.")
  private List<String> overrides = List.of();

  CheckCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Job job = shell.job(file, overrides);
    Work.Training training = shell.work().get().open(job);
    shell.say(Secrets.written(training.job()));
    shell.say(training.describe());
    shell.say(file + " can be trained");
    return ExitStatus.DONE.code();
  }
}

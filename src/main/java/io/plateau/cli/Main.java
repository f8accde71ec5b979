package io.plateau.cli;

import io.plateau.job.JobReader;
import io.plateau.run.SparkWork;
import io.plateau.run.Work;
import io.plateau.run.folder.PosixFiles;
import io.plateau.train.StageListener;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. Every way it can end is an {@link ExitStatus} and one clear message. */
@Command(
    name = "plateau",
    description = "Trains neural networks where the data already lives: on Apache Spark.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:any other failure",
      "2:the command line or the job file is wrong",
      "3:the data are missing or invalid",
      "4:training diverged",
      "5:the output exists (see --overwrite), or another driver is at work in it",
      "6:checkpoints cannot be written or read",
      "7:stopped on request (SIGTERM); train --resume continues",
      "130:ended by Ctrl-C; train --resume continues from the newest checkpoint"
    },
    footer = {"", "Example:", "  plateau train jobs/letters.yaml"})
public final class Main implements Runnable {
  /** Commands of other programs, and those that do the same here. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("search", "study"),
          Map.entry("tune", "study"),
          Map.entry("sweep", "study"),
          Map.entry("fit", "train"),
          Map.entry("resume", "train --resume"),
          Map.entry("validate", "check"),
          Map.entry("test", "evaluate"),
          Map.entry("eval", "evaluate"),
          Map.entry("score", "predict"),
          Map.entry("apply", "predict"),
          Map.entry("transform", "predict"));

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Logs more; a failure leaves plateau-error.log.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this text.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Shows the versions.")
  private boolean version;

  private final Console console;
  private final StageDisplay stages;
  private final CommandLine commands;
  private Configuration hadoop;
  private Work opened;

  private Main(Console console, Function<StageListener, Work> work) {
    this.console = console;
    this.stages = new StageDisplay(console.err(), console.live(), console.nanoTime());
    Shell shell =
        new Shell(
            console,
            stages,
            () -> hadoop == null ? hadoop = configuration() : hadoop,
            () -> opened == null ? opened = work.apply(stages) : opened);
    this.commands =
        new CommandLine(this)
            .addSubcommand(new TrainCommand(shell))
            .addSubcommand(new EvaluateCommand(shell))
            .addSubcommand(new PredictCommand(shell))
            .addSubcommand(new CheckCommand(shell))
            .addSubcommand(new ReproduceCommand(shell))
            .addSubcommand(new ReportCommand(shell))
            .addSubcommand(new StudyCommand(shell))
            .addSubcommand(new ExportCommand(shell))
            .setOut(new java.io.PrintWriter(console.out(), true))
            .setErr(new java.io.PrintWriter(console.err(), true))
            .setExpandAtFiles(false)
            .setExecutionStrategy(this::execute)
            .setParameterExceptionHandler(Main::misused)
            .setExecutionExceptionHandler((thrown, command, parsed) -> failed(thrown));
  }

  /** Runs the command and ends the process with its status. */
  public static void main(String... args) {
    PosixFiles.install();
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // digits of English, in reports too
    System.exit(run(args));
  }

  /** Runs the command on Spark; returns the exit status. */
  public static int run(String... args) {
    return run(Console.system(), SparkWork::new, args);
  }

  /** Runs the command with any work; returns the exit status. */
  static int run(Console console, Function<StageListener, Work> work, String... args) {
    Main main = new Main(console, work);
    Thread hook = Interruption.endsLines(main.stages);
    try {
      return main.commands.execute(args);
    } catch (Error thrown) {
      return main.failed(thrown);
    } finally {
      Interruption.withdraw(hook);
      if (main.opened != null) {
        main.opened.close();
      }
      console.out().flush();
      console.err().flush();
    }
  }

  /** As Spark makes one, but of the files that it has read already. */
  private static Configuration configuration() {
    SparkHadoopUtil spark = SparkHadoopUtil.get();
    Configuration configuration = new Configuration(spark.conf());
    spark.appendS3AndSparkHadoopHiveConfigurations(new SparkConf(), configuration);
    return configuration;
  }

  /** Without a command. */
  @Override
  public void run() {
    throw new ParameterException(commands, "a command is missing");
  }

  private int execute(CommandLine.ParseResult parsed) {
    if (verbose) {
      Logs.sayMore();
    }
    if (parsed.hasSubcommand()) {
      requireNoHome(parsed.subcommand());
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** Refuses {@code --output=~/runs}, which shells leave as it is; all values are paths. */
  private static void requireNoHome(CommandLine.ParseResult command) {
    for (OptionSpec option : command.matchedOptions()) {
      JobReader.home(option.longestName(), String.valueOf(option.<Object>getValue()))
          .ifPresent(
              problem -> {
                throw new ParameterException(command.commandSpec().commandLine(), problem);
              });
    }
  }

  private int failed(Throwable thrown) {
    Interruption.holdAtTheEnd();
    stages.close();
    Failures.Failure failure = Failures.of(thrown);
    console.err().println(failure.message());
    if (verbose) {
      console.err().println(ErrorLog.write(console.folder(), thrown));
    } else if (failure.status() != ExitStatus.USAGE
        && failure.status() != ExitStatus.OUTPUT_EXISTS) {
      console.err().println("(--verbose writes the stack trace to a file)");
    }
    return failure.status().code();
  }

  /** What to write for an option that is a key of the job; empty where the command takes none. */
  private static Optional<String> key(ParameterException thrown) {
    boolean takesAll =
        List.of("train", "check", "reproduce").contains(thrown.getCommandLine().getCommandName());
    return takesAll
            && thrown instanceof UnmatchedArgumentException unmatched
            && unmatched.isUnknownOption()
        ? JobReader.meant(unmatched.getUnmatched().get(0))
            .map("a key of the job is set without dashes: %s=VALUE"::formatted)
        : Optional.empty();
  }

  private static int misused(ParameterException thrown, String[] args) {
    CommandLine command = thrown.getCommandLine();
    String name =
        command.getParent() == null
                && thrown instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
            ? unmatched.getUnmatched().get(0)
            : "";
    if (name.isEmpty()) {
      command.getErr().println(thrown.getMessage());
      if (!UnmatchedArgumentException.printSuggestions(thrown, command.getErr())) {
        key(thrown).ifPresent(command.getErr()::println);
      }
    } else if (name.matches(".*\\.ya?ml")) {
      command.getErr().println("a command is missing: plateau train " + name);
    } else {
      command.getErr().println("unknown command \"%s\"".formatted(name));
      String known = ELSEWHERE.get(name.toLowerCase(Locale.ROOT));
      if (known == null) {
        UnmatchedArgumentException.printSuggestions(thrown, command.getErr());
      } else {
        command.getErr().println("Did you mean: plateau %s?".formatted(known));
      }
    }
    command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitStatus.USAGE.code();
  }
}

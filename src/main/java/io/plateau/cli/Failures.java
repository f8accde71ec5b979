package io.plateau.cli;

import io.plateau.checkpoint.CheckpointException;
import io.plateau.job.JobFileException;
import io.plateau.run.folder.OutputExistsException;
import io.plateau.run.folder.OutputFailedException;
import io.plateau.run.folder.Secrets;
import io.plateau.run.folder.UsageException;
import io.plateau.store.DamagedFileException;
import io.plateau.train.DataException;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.sql.AnalysisException;

/**
 * What went wrong, for people: one message and an exit status. The first row of the table that
 * holds for the throwable or one of its causes decides.
 */
public final class Failures {
  /**
   * @param status of the process
   * @param message without a stack trace, and without passwords
   */
  public record Failure(ExitStatus status, String message) {}

  private record Row(
      Predicate<Throwable> holds, ExitStatus status, Function<Throwable, String> message) {}

  /** Spark's messages begin with a class in brackets and end with a state of the SQL standard. */
  private static final Pattern DECORATED =
      Pattern.compile("(?s)^\\[[A-Z0-9_.]+] (.*?)(?: SQLSTATE: \\w+(?:;.*)?)?;?$");

  /** A task's exception that reached the driver as text alone. */
  private static final Pattern DATA_IN_TEXT =
      Pattern.compile(Pattern.quote(DataException.class.getName()) + ": ([^\n]*)");

  /** Hadoop's message about a file system that it knows by name alone. */
  private static final Pattern LACKED =
      Pattern.compile("ClassNotFoundException: Class (\\S+) not found$");

  /** Spark's messages about a job that comes after its application's end, or is under way then. */
  private static final Pattern STOPPED =
      Pattern.compile("on a stopped SparkContext|because SparkContext was shut down");

  /** Stack trace of a name node, which HDFS has in the message of an exception. */
  private static final Pattern SERVER_TRACE =
      Pattern.compile("(?:\n[ \t]+at [^\n]*+)++\n?+(?=;|$)|(?:\n[ \t]+at [^\n]*+)++");

  private static final List<Row> TABLE =
      List.of(
          new Row(
              thrown -> thrown instanceof RuntimeException && LACKED.matcher(text(thrown)).find(),
              ExitStatus.USAGE,
              thrown ->
                  "Spark has no class "
                      + group(LACKED, text(thrown))
                      + ", which this address needs; before the command, add the package that has"
                      + " it, such as --packages org.apache.hadoop:hadoop-aws:"
                      + VersionInfo.getVersion()
                      + " for s3a"),
          row(
              UnsupportedFileSystemException.class,
              ExitStatus.USAGE,
              thrown ->
                  plain(thrown)
                      + "; write an address that Spark knows, or add the package of this one with"
                      + " --packages before the command"),
          row(JobFileException.class, ExitStatus.USAGE, Throwable::getMessage),
          row(UsageException.class, ExitStatus.USAGE, Throwable::getMessage),
          row(OutputExistsException.class, ExitStatus.OUTPUT_EXISTS, Throwable::getMessage),
          row(OutputFailedException.class, ExitStatus.OTHER, Throwable::getMessage),
          row(CheckpointException.InUse.class, ExitStatus.OUTPUT_EXISTS, Throwable::getMessage),
          row(CheckpointException.OtherJob.class, ExitStatus.USAGE, Throwable::getMessage),
          row(CheckpointException.class, ExitStatus.CHECKPOINTS, Throwable::getMessage),
          row(DataException.class, ExitStatus.DATA, Throwable::getMessage),
          new Row(
              thrown -> DATA_IN_TEXT.matcher(text(thrown)).find(),
              ExitStatus.DATA,
              thrown -> group(DATA_IN_TEXT, text(thrown))),
          new Row(
              thrown -> text(thrown).contains("[MALFORMED_RECORD_IN_PARSING"),
              ExitStatus.DATA,
              thrown -> "a row of the data cannot be read: " + plain(thrown)),
          row(
              DamagedFileException.class,
              ExitStatus.OTHER,
              thrown ->
                  "a file cannot be used: "
                      + thrown.getMessage()
                      + "; if it is damaged, copy its folder again as a whole, or train the model"
                      + " anew"),
          row(FileAlreadyExistsException.class, ExitStatus.OUTPUT_EXISTS, Failures::plain),
          new Row(
              thrown ->
                  thrown instanceof AnalysisException && text(thrown).contains("ALREADY_EXISTS"),
              ExitStatus.OUTPUT_EXISTS,
              Failures::plain),
          row(AnalysisException.class, ExitStatus.DATA, Failures::plain),
          row(FileNotFoundException.class, ExitStatus.DATA, Failures::plain),
          row(AccessControlException.class, ExitStatus.DATA, Failures::plain),
          row(UnknownHostException.class, ExitStatus.DATA, t -> "unknown host " + plain(t)),
          row(ConnectException.class, ExitStatus.DATA, Failures::plain),
          new Row(
              thrown -> STOPPED.matcher(text(thrown)).find(),
              ExitStatus.OTHER,
              thrown ->
                  "Spark's application has ended before the command was done, or a master does not"
                      + " answer; the lines above tell why. Check --master, and"
                      + " spark.authenticate.secret if the cluster has one; a training continues"
                      + " from its last checkpoint with train --resume"),
          new Row(
              thrown -> text(thrown).contains("Hive classes are not found"),
              ExitStatus.USAGE,
              thrown ->
                  "this Spark has no Hive, which spark.sql.catalogImplementation=hive needs; set"
                      + " SPARK_HOME to a distribution of Spark, which has it"),
          new Row(
              Failures::lacksClasses,
              ExitStatus.USAGE,
              thrown ->
                  named(thrown)
                      + ": a package (--packages, --jars) lacks others that it needs, or is made for"
                      + " another version than Spark "
                      + org.apache.spark.package$.MODULE$.SPARK_VERSION()
                      + "; take the one that has this version in its name or its notes"),
          row(
              OutOfMemoryError.class,
              ExitStatus.OTHER,
              thrown ->
                  "out of memory ("
                      + plain(thrown)
                      + "); give more with --driver-memory or --executor-memory"));

  private Failures() {}

  /** The message and status of anything thrown. */
  public static Failure of(Throwable thrown) {
    List<Throwable> causes = ExceptionUtils.getThrowableList(thrown);
    for (Row row : TABLE) {
      for (Throwable cause : causes) {
        if (row.holds.test(cause)) {
          String message = row.message.apply(cause);
          return failure(row.status, SERVER_TRACE.matcher(message).replaceAll(""));
        }
      }
    }
    Throwable root = causes.get(causes.size() - 1);
    return failure(ExitStatus.OTHER, named(root));
  }

  /** Not of what could not be initialized, as native code below a folder that forbids it. */
  private static boolean lacksClasses(Throwable thrown) {
    return thrown instanceof IncompatibleClassChangeError
        || thrown instanceof NoClassDefFoundError
            && !text(thrown).startsWith("Could not initialize class");
  }

  private static String named(Throwable thrown) {
    return thrown.getClass().getSimpleName() + ": " + plain(thrown);
  }

  private static Failure failure(ExitStatus status, String message) {
    return new Failure(status, Secrets.standard().message(message));
  }

  private static Row row(
      Class<? extends Throwable> type, ExitStatus status, Function<Throwable, String> message) {
    return new Row(type::isInstance, status, message);
  }

  private static String text(Throwable thrown) {
    return thrown.getMessage() == null ? "" : thrown.getMessage();
  }

  private static String group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : text;
  }

  /** The first line, without what only programs read. */
  private static String plain(Throwable thrown) {
    String first = text(thrown).lines().findFirst().orElse("no further message");
    return group(DECORATED, first).strip();
  }
}

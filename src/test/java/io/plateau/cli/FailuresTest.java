package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.plateau.run.folder.OutputExistsException;
import io.plateau.run.folder.OutputFailedException;
import io.plateau.run.folder.RunFolder;
import io.plateau.run.folder.UsageException;
import io.plateau.store.DamagedFileException;
import io.plateau.train.DataException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.SparkException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
  record Case(Throwable thrown, ExitStatus status, String message) {}

  private static final String ENDED =
      "Spark's application has ended before the command was done, or a master does not answer; the"
          + " lines above tell why. Check --master, and spark.authenticate.secret if the cluster has"
          + " one; a training continues from its last checkpoint with train --resume";

  static Stream<Case> cases() {
    return Stream.of(
        new Case(new UsageException("no run"), ExitStatus.USAGE, "no run"),
        new Case(
            new DataException("ftp://a:b@h/x was read, not \"ftp://c:d@h/y?token=e\"; see f:g@h"),
            ExitStatus.DATA,
            "ftp://*********(redacted)@h/x was read, not"
                + " \"ftp://*********(redacted)@h/y?token=*********(redacted)\"; see f:g@h"),
        new Case(
            new UsageException("override \"data.option.password=pw\": unknown key \"data.option\""),
            ExitStatus.USAGE,
            "override \"data.option.password=*********(redacted)\": unknown key \"data.option\""),
        new Case(new OutputExistsException("there"), ExitStatus.OUTPUT_EXISTS, "there"),
        new Case(
            new IllegalArgumentException(
                "Unable to instantiate SparkSession with Hive support because Hive classes are not found."),
            ExitStatus.USAGE,
            "this Spark has no Hive, which spark.sql.catalogImplementation=hive needs; set SPARK_HOME"
                + " to a distribution of Spark, which has it"),
        new Case(
            new NoClassDefFoundError("Could not initialize class org.x.Y"),
            ExitStatus.OTHER,
            "NoClassDefFoundError: Could not initialize class org.x.Y"),
        new Case(
            new SparkException("Job aborted", new NoClassDefFoundError("org/x/Y")),
            ExitStatus.USAGE,
            "NoClassDefFoundError: org/x/Y: a package (--packages, --jars) lacks others that it"
                + " needs, or is made for another version than Spark "
                + org.apache.spark.package$.MODULE$.SPARK_VERSION()
                + "; take the one that has this version in its name or its notes"),
        new Case(
            new OutputFailedException("f", new IOException("No space left"), ""),
            ExitStatus.OTHER,
            "cannot write f: No space left"),
        new Case(
            new SparkException("Job aborted", new DataException("row 7: NaN in x")),
            ExitStatus.DATA,
            "row 7: NaN in x"),
        new Case(
            new OutputFailedException(
                "f", new IOException("quota\nis 9 B\n\tat a.B.c(B.java:1)\n\tat d\n"), "advice"),
            ExitStatus.OTHER,
            "cannot write f: quota\nis 9 B; advice"),
        new Case(
            new OutputFailedException("f", new IOException("x\n\tat a.B\n\tat d\nand y"), "advice"),
            ExitStatus.OTHER,
            "cannot write f: x\nand y; advice"),
        new Case(
            new SparkException(
                "Job aborted due to stage failure: Lost task 0.3 (TID 3) (host executor 1):"
                    + " io.plateau.train.DataException: row 7: NaN in x\n\tat io.plateau.X.y(X.java)\n"),
            ExitStatus.DATA,
            "row 7: NaN in x"),
        new Case(
            new SparkException(
                "Job aborted",
                new SparkException(
                    "[MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION] Malformed records are"
                        + " detected in record parsing: [a,1]. \nMore SQLSTATE: 22023")),
            ExitStatus.DATA,
            "a row of the data cannot be read: Malformed records are detected in record parsing:"
                + " [a,1]."),
        new Case(
            new SparkException("[A.B] no a;b.csv; look. SQLSTATE: 42K03; line 1 pos 0;\n'Plan"),
            ExitStatus.OTHER,
            "SparkException: no a;b.csv; look."),
        new Case(
            new SparkException("[A_B] no a;b.csv;"),
            ExitStatus.OTHER,
            "SparkException: no a;b.csv"),
        new Case(
            new UncheckedIOException(new FileNotFoundException("File file:/x does not exist")),
            ExitStatus.DATA,
            "File file:/x does not exist"),
        new Case(
            new UncheckedIOException(new UnknownHostException("namenode")),
            ExitStatus.DATA,
            "unknown host namenode"),
        new Case(
            new DataException("cannot read s3a://b/x.csv", lacked("s3a://b/x.csv")),
            ExitStatus.USAGE,
            "Spark has no class org.apache.hadoop.fs.s3a.S3AFileSystem, which this address needs;"
                + " before the command, add the package that has it, such as --packages"
                + " org.apache.hadoop:hadoop-aws:"
                + VersionInfo.getVersion()
                + " for s3a"),
        new Case(
            lacked("foo://b/x"),
            ExitStatus.USAGE,
            "No FileSystem for scheme \"foo\"; write an address that Spark knows, or add the package"
                + " of this one with --packages before the command"),
        new Case(
            lacked("hdfs://nowhere.invalid:1/x"), ExitStatus.DATA, "unknown host nowhere.invalid"),
        new Case(
            new RuntimeException(new AccessControlException("Permission denied: user=a")),
            ExitStatus.DATA,
            "Permission denied: user=a"),
        new Case(
            new UncheckedIOException(new DamagedFileException("m/weights.bin must have 8 bytes")),
            ExitStatus.OTHER,
            "a file cannot be used: m/weights.bin must have 8 bytes; if it is damaged, copy its folder"
                + " again as a whole, or train the model anew"),
        new Case(
            new UncheckedIOException(new FileAlreadyExistsException("file:/p exists")),
            ExitStatus.OUTPUT_EXISTS,
            "file:/p exists"),
        new Case(
            new IllegalStateException("Cannot call methods on a stopped SparkContext.\nMore"),
            ExitStatus.OTHER,
            ENDED),
        new Case(
            new SparkException("A job ended because SparkContext was shut down"),
            ExitStatus.OTHER,
            ENDED),
        new Case(
            new SparkException("Outer", new ArithmeticException("inner\nmore")),
            ExitStatus.OTHER,
            "ArithmeticException: inner"),
        new Case(
            new NullPointerException(),
            ExitStatus.OTHER,
            "NullPointerException: no further message"));
  }

  /** What the folder of a run at an address throws. */
  private static Throwable lacked(String uri) {
    return catchThrowable(() -> RunFolder.at(uri, new Configuration()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void becomeOneMessageAndAStatus(Case failure) {
    assertThat(Failures.of(failure.thrown()))
        .isEqualTo(new Failures.Failure(failure.status(), failure.message()));
  }
}

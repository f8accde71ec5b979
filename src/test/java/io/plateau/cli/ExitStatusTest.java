package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.checkpoint.CheckpointException;
import io.plateau.job.Job;
import io.plateau.run.folder.OutputFailedException;
import io.plateau.train.DataException;
import io.plateau.train.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a command that goes wrong exits with, and its complaint. */
class ExitStatusTest extends OnFakeWork {
  @Test
  void aBrokenJobIsTwoAndStartsNothing() {
    assertThat(run("train", job, "lr=1", "seed=x")).isEqualTo(2);
    assertThat(complained())
        .isEqualTo(
            """
            override "lr=1": unknown key "lr"; did you mean "optimizer.learningRate"?
            override "seed=x": seed must be an integer; got "x"
            """);
    assertThat(work.job).isNull();
    assertThat(said()).isEmpty();
  }

  @Test
  void aMissingJobIsTwo() {
    assertThat(run("check", folder + "/gone.yaml")).isEqualTo(2);
    assertThat(run("check", "file://" + folder + "/gone.yaml")).isEqualTo(2);
    assertThat(complained())
        .isEqualTo(
            folder
                + "/gone.yaml: cannot read the job file: no such file\nfile://"
                + folder
                + "/gone.yaml: cannot read the job file: no such file\n");
  }

  @Test
  void aMissingStudyIsTwo() {
    assertThat(run("study", folder + "/gone.yaml")).isEqualTo(2);
    assertThat(complained())
        .isEqualTo(folder + "/gone.yaml: cannot read the study file: no such file\n");
  }

  @Test
  void badDataAreThreeAndLeaveNoTrace() {
    work.failure = new DataException("column \"y\" is missing in d.csv");
    assertThat(run("train", job)).isEqualTo(3);
    assertThat(complained())
        .isEqualTo(
            "column \"y\" is missing in d.csv\n(--verbose writes the stack trace to a file)\n");
    assertThat(Path.of(output)).doesNotExist();
  }

  @Test
  void verboseWritesTheStackTraceToAFile() {
    work.failure = new DataException("column \"y\" is missing");
    assertThat(run("train", job, "--verbose")).isEqualTo(3);
    Path log = folder.resolve("plateau-error.log");
    assertThat(complained()).isEqualTo("column \"y\" is missing\nstack trace in " + log + "\n");
    assertThat(log).content().contains("DataException: column \"y\" is missing\n\tat io.plateau");
  }

  @Test
  void aStackTraceWithoutRoomGoesToTheTemporaryFolder() throws IOException {
    Files.createSymbolicLink(folder.resolve("plateau-error.log"), Path.of("/dev/full"));
    work.failure = new DataException("column \"y\" is missing");
    assertThat(run("train", job, "--verbose")).isEqualTo(3);
    Path log = Path.of(System.getProperty("java.io.tmpdir"), "plateau-error.log");
    assertThat(complained()).endsWith("stack trace in " + log + "\n");
    assertThat(log).content().contains("DataException: column \"y\" is missing\n\tat io.plateau");
  }

  @Test
  void badDataLeaveAnOlderRunAlone() throws IOException {
    assertThat(run("train", job)).isZero();
    String before = Files.readString(Path.of(output, "metrics.json"));
    work.failure = new DataException("no rows");
    assertThat(run("train", job, "--overwrite")).isEqualTo(3);
    assertThat(Path.of(output, "metrics.json")).hasContent(before);
    assertThat(Path.of(output, "model")).exists();
  }

  @Test
  void anOlderRunIsFiveUnlessOverwritten() {
    assertThat(run("train", job)).isZero();
    assertThat(run("train", job)).isEqualTo(5);
    assertThat(complained())
        .isEqualTo(
            output
                + " holds a run already; replace it with --overwrite, or choose another output\n");
    assertThat(run("train", job, "--overwrite")).isZero();
  }

  @Test
  void anOlderReproductionIsFiveWithWhatReproduceKnows() {
    assertThat(run("train", job)).isZero();
    assertThat(run("reproduce", output)).isZero();
    assertThat(run("reproduce", output)).isEqualTo(5);
    assertThat(complained())
        .isEqualTo(
            output
                + "-reproduced holds a run already; choose another folder with --output, or delete"
                + " it\n");
    for (String dot : List.of("/.", "/checkpoints/..")) {
      assertThat(run("reproduce", output + dot)).isEqualTo(5);
      assertThat(complained())
          .endsWith(
              "file:"
                  + output
                  + "-reproduced holds a run already; choose another folder with --output,"
                  + " or delete it\n");
    }
    for (String folder : List.of("-again", "-\"quoted\"", "-back\\slash")) {
      assertThat(run("reproduce", output, "--output", output + folder)).isZero();
      assertThat(Path.of(output + folder, "metrics.json")).exists();
    }
  }

  /** Neither the rows that are read, nor the run, nor what is no predictions is replaced. */
  @ParameterizedTest
  @CsvSource({
    "in/rows.csv, in, 'holds the rows of in/rows.csv, which are read; choose another output'",
    "in/rows.csv, ., 'holds the rows of in/rows.csv, which are read; choose another output'",
    "in, run/../in/, 'holds the rows of in, which are read; choose another output'",
    "'{i,o}n/*.csv', in, 'holds the rows of {i,o}n/*.csv, which are read; choose another output'",
    "link.csv, in, 'holds the rows of link.csv, which are read; choose another output'",
    "in/rows.csv, link, 'holds the rows of in/rows.csv, which are read; choose another output'",
    "new.csv, run, 'holds the run run; choose another output'",
    "../new.csv, ., 'holds the run run; choose another output'",
    "new.csv, run/model/metadata, 'is a part of the run run; choose another output'",
    "new.csv, other, 'exists and holds no predictions (there is no _SUCCESS in it); choose another output, or remove it first'",
    "new.csv, other/notes.txt, 'is a file; choose a folder'"
  })
  void aFolderThatHoldsAnythingButPredictionsIsFive(String data, String target, String complaint)
      throws IOException {
    assertThat(run("train", job)).isZero();
    Path rows = write("in/rows.csv");
    write("in/_SUCCESS");
    write("run/model/metadata/_SUCCESS");
    Path other = write("other/notes.txt");
    Files.createSymbolicLink(folder.resolve("link.csv"), rows);
    Files.createSymbolicLink(folder.resolve("link"), rows.getParent());
    String base = folder + "/";
    String[] command = {"predict", output, "--data", base + data, "--output", base + target};
    assertThat(run(command)).isEqualTo(5);
    assertThat(complained()).doesNotContain("--overwrite");
    assertThat(
            run(Stream.concat(Stream.of(command), Stream.of("--overwrite")).toArray(String[]::new)))
        .isEqualTo(5);
    assertThat(complained().replace(base, "")).contains(complaint);
    assertThat(work.predicted).isNull();
    assertThat(rows).exists();
    assertThat(other).exists();
    assertThat(Path.of(output, "job.yaml")).exists();
  }

  /** Hadoop makes no pattern of such a name. */
  @Test
  void theFolderOfARunMayHaveAColon() throws IOException {
    String timed = folder + "/12:30";
    assertThat(run("train", job, "output=" + timed)).isZero();
    write("predicted/_SUCCESS");
    String target = folder + "/predicted";
    assertThat(run("predict", timed, "--data", folder + "/new.csv", "--output", target))
        .isEqualTo(5);
    assertThat(complained())
        .endsWith("exists already; replace it with --overwrite, or choose another output\n");
  }

  private Path write(String name) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    return Files.createFile(folder.resolve(name));
  }

  /** The command that the complaint tells is one that reproduces the run. */
  @Test
  void aSecretThatWasNotWrittenIsTwoAndIsGivenAgain() throws IOException {
    Files.writeString(
        Path.of(job),
        """
        data:
          path: 'ftp://ann:pw@h/d.csv'
          label: y
          options: {url: 'x://ann:pw@h', my.password: pw, sep: ';'}
          split: {test: {path: 'ftp://h/t.csv?token=pw'}, validation: {path: 'ftp://ann:pw@h/v.csv'}}
        output: %s
        """
            .formatted(output));
    assertThat(run("train", job)).isZero();
    assertThat(run("reproduce", output)).isEqualTo(2);
    List<String> overrides =
        List.of(
            "data.path=URI",
            "data.options.my.password=VALUE",
            "data.options.url=VALUE",
            "data.split.test={path: URI}",
            "data.split.validation={path: URI}");
    assertThat(complained())
        .isEqualTo(
            "secrets of the data were not written; give them again: plateau reproduce "
                + output
                + overrides.stream()
                    .map(word -> word.contains(" ") ? " \"" + word + "\"" : " " + word)
                    .collect(Collectors.joining())
                + "\n");
    err.reset();
    assertThat(run("evaluate", output, "--data", folder + "/d.csv")).isEqualTo(2);
    assertThat(complained())
        .isEqualTo(
            "secrets of the data were not written; give them again: data.options.my.password=VALUE"
                + " data.options.url=VALUE\n");
    List<String> again = new ArrayList<>(List.of("reproduce", output));
    overrides.forEach(
        word -> again.add(word.replace("URI", "ftp://ann:pw@h/%d.csv".formatted(again.size()))));
    assertThat(run(again.toArray(String[]::new))).as(this::complained).isZero();
    assertThat(said()).contains("the same weights, bit for bit");
    assertThat(work.job.data().split().validation())
        .isEqualTo(new Job.Part.Path("ftp://ann:pw@h/6.csv"));
  }

  /** Before the rows are read. */
  @Test
  void anOutputThatCannotBeWrittenIsOne() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(run("train", job, "output=" + file + "/run")).isEqualTo(1);
    assertThat(complained())
        .startsWith("cannot write " + file + "/run: ")
        .contains(file + " is a file; choose another output\n");
    assertThat(work.job).isNull();
    assertThat(run("train", job)).isZero();
    err.reset();
    String[] command = {"predict", output, "--data=new.csv", "--output", file + "/p/q"};
    assertThat(run(command)).isEqualTo(1);
    assertThat(complained())
        .startsWith("cannot write " + file + "/p/q: ")
        .contains(file + " is a file; choose another --output\n");
    assertThat(work.predicted).isNull();
    assertThat(folder).isDirectoryNotContaining("glob:**/_plateau*");
  }

  @Test
  void resumingAnotherJobIsTwoAndSaysToRepeatTheOverrides() {
    work.failure = null;
    work.failureAfterAnEpoch =
        new CheckpointException.OtherJob("the checkpoints belong to another job");
    assertThat(run("train", job, "--resume")).isEqualTo(2);
    assertThat(complained())
        .startsWith("the checkpoints belong to another job\n")
        .contains(
            "(give --resume the key=value overrides of the first call again; a schedule over all epochs changes with stopping.maxEpochs; job.yaml in %s has that job as a whole; or start again with --overwrite or another output)"
                .formatted(output));
  }

  @Test
  void stoppedBeforeAnEpochIsSevenAndSaysThatThereIsNoCheckpoint() {
    work.reason = Stop.Reason.INTERRUPTED;
    work.stoppedAfter = 0;
    assertThat(run("train", job)).isEqualTo(7);
    assertThat(complained())
        .contains(
            "stopped before any epoch was done: there is no checkpoint, and train --resume starts from the beginning\n");
  }

  @Test
  void divergenceIsFour() {
    work.reason = Stop.Reason.DIVERGED;
    assertThat(run("train", job)).isEqualTo(4);
    assertThat(complained()).isEqualTo("diverged: it is flat; no model was saved\n");
    assertThat(Path.of(output, "metrics.json")).content().contains("DIVERGED");
    err.reset();
    assertThat(run("evaluate", output, "--data", "d.csv")).isEqualTo(2);
    assertThat(complained()).isEqualTo(output + " has no model; its training diverged\n");
  }

  @Test
  void anythingElseIsOne() {
    work.failureAfterAnEpoch = new IllegalStateException("executor lost");
    assertThat(run("train", job)).isEqualTo(1);
    assertThat(complained()).startsWith("IllegalStateException: executor lost\n");
    assertThat(work.closed).isTrue();
    work.failure = new OutOfMemoryError("Java heap space");
    assertThat(run("check", job)).isEqualTo(1);
    assertThat(complained()).contains("out of memory (Java heap space); give more with");
  }

  @Test
  void predictionsThatFailLeaveNoEmptyFolderOfTheirs() throws IOException {
    assertThat(run("train", job)).isZero();
    Path predictions = folder.resolve("predictions");
    String[] command = {"predict", output, "--data=new.csv", "--output=" + predictions};
    work.failure = new OutputFailedException("p", new IOException("No space left on device"), "");
    work.writing = made -> assertThat(made.toFile().mkdir()).isTrue();
    assertThat(run(command)).isEqualTo(1);
    assertThat(predictions).doesNotExist();
    work.writing = made -> assertThat(made.resolve("_temporary").toFile().mkdirs()).isTrue();
    assertThat(run(command)).isEqualTo(1);
    assertThat(predictions).isDirectoryContaining("glob:**/_temporary");
    Path before = Files.createDirectory(folder.resolve("before"));
    work.writing = made -> {};
    assertThat(run("predict", output, "--data=new.csv", "--output=" + before, "--overwrite"))
        .isEqualTo(1);
    assertThat(before).as("was there before").isEmptyDirectory();
  }

  @Test
  void aFolderThatIsNoRunIsTwo() {
    assertThat(run("evaluate", folder.toString(), "--data", "x")).isEqualTo(2);
    assertThat(run("report", job)).isEqualTo(2);
    assertThat(run("report", output)).isEqualTo(2);
    assertThat(complained())
        .isEqualTo(
            """
            %s is not a run: there is no job.yaml in it
            %s is not a run: it is a file; give the folder of a run
            there is no folder %s
            """
                .formatted(folder, job, output));
  }

  @Test
  void aWrongCommandLineIsTwoWithAHint() {
    assertThat(run("trian", job)).isEqualTo(2);
    assertThat(complained())
        .isEqualTo(
            "unknown command \"trian\"\nDid you mean: plateau train?\nTry: plateau --help\n");
    err.reset();
    assertThat(run(job)).isEqualTo(2);
    assertThat(complained())
        .isEqualTo("a command is missing: plateau train " + job + "\nTry: plateau --help\n");
    err.reset();
    assertThat(run()).isEqualTo(2);
    assertThat(complained()).isEqualTo("a command is missing\nTry: plateau --help\n");
    err.reset();
    assertThat(run("evaluate", output)).isEqualTo(2);
    assertThat(complained())
        .isEqualTo("Missing required option: '--data=URI'\nTry: plateau evaluate --help\n");
    err.reset();
    assertThat(run("train", job, "--overwrit")).isEqualTo(2);
    assertThat(complained()).contains("--overwrite");
    assertThat(complained()).doesNotContain("without dashes");
  }

  @ParameterizedTest
  @CsvSource({"search, study", "fit, train", "test, evaluate", "score, predict"})
  void aCommandOfOtherProgramsIsToldTheOneHere(String other, String known) {
    assertThat(run(other, job)).isEqualTo(2);
    assertThat(complained())
        .isEqualTo(
            "unknown command \"%s\"\nDid you mean: plateau %s?\nTry: plateau --help\n"
                .formatted(other, known));
  }

  @Test
  void anOptionThatIsAKeyOfTheJobIsTold() {
    for (String option : List.of("--format", "--format=csv", "--epochs=3")) {
      err.reset();
      assertThat(run("train", job, option)).isEqualTo(2);
      String key = option.startsWith("--f") ? "data.format" : "stopping.maxEpochs";
      assertThat(complained())
          .contains("\na key of the job is set without dashes: " + key + "=VALUE\nTry: ");
    }
    for (String[] none :
        List.of(
            new String[] {"report", output, "--format=csv"},
            new String[] {"predict", output, "--data=x", "--output=y", "--epochs=3"})) {
      err.reset();
      assertThat(run(none)).isEqualTo(2);
      assertThat(complained()).doesNotContain("without dashes");
    }
    err.reset();
    assertThat(run("train", job, "--data=rows.csv")).isEqualTo(2);
    assertThat(complained()).doesNotContain("without dashes: data=");
  }
}

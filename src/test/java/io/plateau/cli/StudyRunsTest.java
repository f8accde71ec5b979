package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plateau.job.Study;
import io.plateau.job.StudyReader;
import io.plateau.run.folder.UsageException;
import io.plateau.store.HistoryLines;
import io.plateau.train.DataException;
import io.plateau.train.EpochRecord;
import io.plateau.train.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which runs of a study are made, and what is told of the others. */
class StudyRunsTest extends OnFakeWork {
  private static final String THREE =
      """
        - {name: a, set: {network.hidden: [3]}}
        - {name: b, set: {network.hidden: [4]}}
        - {name: c, set: {network.hidden: [5]}}
      """;

  private String study(String variants) throws IOException {
    return Files.writeString(
            folder.resolve("study.yaml"),
            "name: widths\njob: '%s'\noutput: '%s'\nseeds: [1]\nvariants:\n%s"
                .formatted(job, folder.resolve("widths"), variants))
        .toString();
  }

  private JsonNode comparison() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("widths/comparison.json").toFile());
  }

  /** Hadoop leaves the dot out. */
  @Test
  void theFolderOfAStudyMayBeCalledByATilde() throws IOException {
    Study study = (Study) StudyReader.read(Path.of(study(THREE)));
    Shell shell =
        new Shell(
            PlainConsole.of(out, err, folder),
            new StageDisplay(System.err, false, System::nanoTime),
            Configuration::new,
            () -> work);
    StudyPlan plan = StudyPlan.of(study, new org.apache.hadoop.fs.Path("./~/runs"), shell);
    assertThat(plan.runs().get(0).job().output()).isEqualTo("~/runs/a/seed-1");
  }

  @Test
  void aStudyGoesOnBehindRunsThatDoNotFitTheData() throws IOException {
    work.failing =
        opened ->
            switch (opened.spec().network().hidden().widths().get(0)) {
              case 3 -> new DataException("loss squared needs a number as label Y");
              case 4 -> new UsageException("no such thing");
              default -> null;
            };
    assertThat(run("study", study(THREE))).isEqualTo(3);
    assertThat(complained())
        .isEqualTo(
            """
            [1/3] a, seed 1 failed: loss squared needs a number as label Y
            [2/3] b, seed 1 failed: no such thing
            2 of 3 runs failed; the comparison shows the others
            """);
    JsonNode variants = comparison().at("/variants");
    assertThat(variants.findValuesAsText("name")).containsExactly("c", "a", "b");
    assertThat(variants.at("/1/runs/0/failed").asText())
        .isEqualTo("loss squared needs a number as label Y");
    assertThat(variants.at("/1/runs/0/epoch").isArray()).isTrue();
    assertThat(variants.at("/1/seconds/count").asInt()).isZero();
    assertThat(folder.resolve("widths/a")).doesNotExist();
  }

  @Test
  void aStudyWhoseRunsAllFailHasNoComparison() throws IOException {
    work.failure = new DataException("column \"y\" is missing");
    assertThat(run("study", study(THREE))).isEqualTo(3);
    assertThat(complained())
        .contains("[3/3] c, seed 1 failed: column \"y\" is missing\n")
        .endsWith("no run could be made; there is nothing to compare\n");
    assertThat(folder.resolve("widths")).doesNotExist();
  }

  /** What a failed run's folder holds is of other settings. */
  @Test
  void anOlderRunIsNotComparedInPlaceOfAFailedOne() throws IOException {
    assertThat(run("study", study(THREE))).isZero();
    work.failing =
        opened ->
            opened.spec().network().hidden().widths().get(0) == 9
                ? new DataException("too wide")
                : null;
    assertThat(run("study", study(THREE.replace("[3]", "[9]")), "--overwrite")).isEqualTo(3);
    JsonNode last = comparison().at("/variants/2");
    assertThat(last.path("name").asText()).isEqualTo("a");
    assertThat(last.at("/value/count").asInt()).isZero();
  }

  @Test
  void aSecondStudyInTheFolderIsRefused() throws Exception {
    Path lease = folder.resolve("widths/lease-1.json");
    String study = study(THREE);
    List<String> opened = new ArrayList<>();
    work.failing =
        first -> {
          opened.add(first.output());
          if (opened.size() == 1) {
            assertThat(lease).content().contains("\"pid\"");
            assertThat(run("study", study)).isEqualTo(5);
          }
          return null;
        };
    assertThat(run("study", study)).isZero();
    assertThat(complained()).contains(folder.resolve("widths") + " is in use by");
    assertThat(opened).hasSize(3);
    assertThat(lease).doesNotExist();
  }

  @Test
  void anOutputThatIsNoPathIsRefused() throws IOException {
    for (String path : List.of("", "a:b")) {
      assertThat(run("study", study(THREE), "--output", path)).isEqualTo(2);
      assertThat(complained()).contains("\"" + path + "\" is not a path or URI: ");
    }
  }

  /** As train --resume takes a run: by what decides its weights. */
  @Test
  void runsOfAFolderThatWasMovedOrWithOtherCheckpointsAreDoneBefore() throws IOException {
    String study = study(THREE);
    assertThat(run("study", study)).isZero();
    Files.move(folder.resolve("widths"), folder.resolve("moved"));
    Files.writeString(
        Path.of(job),
        "name: other\ncheckpoint: {keep: 2}\nlogs: tensorboard\n",
        StandardOpenOption.APPEND);
    work.failing = opened -> new AssertionError("done before");
    assertThat(run("study", study, "--output", folder.resolve("moved").toString()))
        .as(this::complained)
        .isZero();
    assertThat(said()).contains("[3/3] c, seed 1: done before");
  }

  @Test
  void aReportThatIsMissingIsMade() throws IOException {
    String study = study(THREE);
    assertThat(run("study", study)).isZero();
    Path report = folder.resolve("widths/b/seed-1/report.html");
    Files.delete(report);
    work.failing = opened -> new AssertionError("done before");
    assertThat(run("study", study)).as(complained()).isZero();
    assertThat(report).isNotEmptyFile();
  }

  @Test
  void anyOtherFailureEndsAStudy() throws IOException {
    work.failing = opened -> new IllegalStateException("executor lost");
    assertThat(run("study", study(THREE))).isEqualTo(1);
    assertThat(complained()).contains("executor lost").doesNotContain("[2/3]");
  }

  @Test
  void aRunOnOtherDataIsMadeAgain() throws IOException {
    Path data = Files.writeString(folder.resolve("d.csv"), "x,y\n1,a\n");
    Files.writeString(
        Path.of(job), Files.readString(Path.of(job)).replace("path: d.csv", "path: " + data));
    String study = study(THREE);
    assertThat(run("study", study)).isZero();
    assertThat(run("study", study)).isZero();
    assertThat(said()).contains("[1/3] a, seed 1: done before");
    out.reset();
    Files.writeString(data, "x,y\n1,a\n2,b\n");
    assertThat(run("study", study)).isEqualTo(5);
    assertThat(said()).doesNotContain("epoch ");
    assertThat(complained())
        .contains(
            "[3/3] c, seed 1: the run there was trained on other data (%s had 8 bytes, now 12)\n"
                .formatted(data))
        .endsWith(
            "3 finished runs in %s would be lost; replace them with --overwrite, or choose another --output\n"
                .formatted(folder.resolve("widths")));
    assertThat(run("study", study, "--overwrite")).isZero();
    assertThat(said()).contains("epoch 2/").doesNotContain("done before");
    out.reset();
    Files.delete(data);
    assertThat(run("study", study)).isZero();
    assertThat(said()).as("runs of data that are gone stay").contains("a, seed 1: done before");
  }

  /** A history is not there before its end where files cannot be flushed, as on object stores. */
  @Test
  void runsAreDoneBeforeWhateverBecameOfTheirHistory() throws IOException {
    String study = study(THREE);
    assertThat(run("study", study)).isZero();
    Files.delete(folder.resolve("widths/a/seed-1/history.jsonl"));
    Files.writeString(folder.resolve("widths/b/seed-1/history.jsonl"), "no history\n");
    assertThat(run("study", study)).isZero();
    assertThat(said()).contains("[1/3] a, seed 1: done before", "[2/3] b, seed 1: done before");
  }

  /** Of the rows of an epoch in which a training diverges some are trained on. */
  @Test
  void aRunThatDivergedInItsFirstEpochIsDoneBefore() throws IOException {
    String study = study(THREE);
    work.reason = Stop.Reason.DIVERGED;
    assertThat(run("study", study)).isZero();
    Path diverged = folder.resolve("widths/a/seed-1");
    Path resolved = diverged.resolve("job.yaml");
    Files.writeString(
        resolved,
        Files.readString(resolved)
            .replace("batchSize: 256", "batchSize: 512")); // of 30 000 rows of a table
    EpochRecord epoch =
        new EpochRecord(1, Double.NaN, OptionalDouble.empty(), Map.of(), 1, Double.NaN, 512, 1, "");
    Files.writeString(diverged.resolve("history.jsonl"), HistoryLines.line(epoch) + "\n");
    assertThat(run("study", study)).isZero();
    assertThat(said()).contains("[1/3] a, seed 1: done before");
  }

  /** Trainings that are made side by side tell of no epoch before all of them are done. */
  @ParameterizedTest
  @CsvSource({
    "2, 'stopped after epoch 2, resumable: the same command continues'",
    "0, 'stopped before any epoch of this run was written, resumable: the same command starts it again, with the trainings made side by side with it'"
  })
  void aStoppedStudySaysWhatBecomesOfTheRun(int epoch, String told) throws IOException {
    work.reason = Stop.Reason.INTERRUPTED;
    work.stoppedAfter = epoch;
    assertThat(run("study", study(THREE))).isEqualTo(7);
    assertThat(complained()).isEqualTo(told + "\n");
  }

  @Test
  void aStoppedRunOfOtherSettingsBeginsAnew() throws IOException {
    work.reason = Stop.Reason.INTERRUPTED;
    assertThat(run("study", study(THREE))).isEqualTo(7);
    Files.createDirectories(
        folder.resolve("widths/a/seed-1/checkpoints/epoch-00000002-0/checkpoint.json"));
    work.reason = Stop.Reason.PLATEAU;
    err.reset();
    assertThat(run("study", study(THREE.replace("[3]", "[6]")))).isZero();
    assertThat(complained())
        .isEqualTo(
            "[1/3] a, seed 1: the run there was interrupted, and has other settings; it begins anew\n");
  }

  @Test
  void aStoppedRunWhoseJobCannotBeReadFailsAlone() throws IOException {
    work.reason = Stop.Reason.INTERRUPTED;
    assertThat(run("study", study(THREE))).isEqualTo(7);
    Path stopped = folder.resolve("widths/a/seed-1");
    Files.createDirectories(stopped.resolve("checkpoints/epoch-00000002-0/checkpoint.json"));
    Files.writeString(stopped.resolve("job.yaml"), "network: [");
    work.reason = Stop.Reason.PLATEAU;
    assertThat(run("study", study(THREE))).isEqualTo(2);
    assertThat(complained()).contains("job.yaml").doesNotContain("begins anew");
    assertThat(folder.resolve("widths/b/seed-1/metrics.json")).exists();
  }

  @ParameterizedTest
  @CsvSource({
    "metrics.json, has a metrics.json that cannot be read: ",
    "provenance.json, has a provenance.json that cannot be read: "
  })
  void aRunWhoseEndCannotBeReadIsMadeAgain(String file, String told) throws IOException {
    assertThat(run("study", study(THREE))).isZero();
    Path damaged = folder.resolve("widths/b/seed-1").resolve(file);
    String whole = Files.readString(damaged);
    Files.writeString(damaged, whole.substring(0, whole.length() / 2));
    out.reset();
    assertThat(run("study", study(THREE))).isZero();
    assertThat(complained()).startsWith("[2/3] b, seed 1: the run there " + told);
    assertThat(said())
        .contains("[1/3] a, seed 1: done before", "epoch 2/")
        .doesNotContain("b, seed 1: done before");
    assertThat(damaged).content().endsWith("}\n");
  }

  /** Mistakes of the job file and of what all variants set stand there once. */
  @Test
  void allMistakesOfAllVariantsAreToldWithTheirPlaces() throws IOException {
    String study =
        Files.writeString(
                folder.resolve("study.yaml"),
                """
                name: widths
                job: '%s'
                set: {stopping.patience: soon}
                variants:
                  - {name: a, set: {network.hiden: [3], optimizer.learningRate: -1}}
                  - name: b
                    set:
                      network.dropout: 4
                grid:
                  network.dropout: [0, 0.1, 5]
                  recipe: [plain, tabular]
                """
                    .formatted(job))
            .toString();
    assertThat(run("study", study)).isEqualTo(2);
    assertThat(complained().replace(study, "study.yaml").lines())
        .satisfiesExactly(
            patience -> assertThat(patience).startsWith("study.yaml:3: stopping.patience must be"),
            hidden ->
                assertThat(hidden)
                    .isEqualTo(
                        "study.yaml:5: variant a: unknown key \"network.hiden\";"
                            + " did you mean \"network.hidden\"?"),
            rate ->
                assertThat(rate)
                    .startsWith("study.yaml:5: variant a: optimizer.learningRate must be"),
            dropout ->
                assertThat(dropout).startsWith("study.yaml:8: variant b: network.dropout must be"),
            axis ->
                assertThat(axis)
                    .startsWith(
                        "study.yaml:10: variant dropout 5 recipe plain and 1 more:"
                            + " network.dropout must be"));
    assertThat(work.job).isNull();
  }

  @Test
  void aStudyWithoutSeedsHasThatOfItsJob() throws IOException {
    Files.writeString(Path.of(job), Files.readString(Path.of(job)) + "seed: 7\n");
    String study = study(THREE);
    Files.writeString(Path.of(study), Files.readString(Path.of(study)).replace("seeds: [1]\n", ""));
    assertThat(run("study", study)).isZero();
    assertThat(said()).contains("[3/3] c, seed 7\n");
    assertThat(folder.resolve("widths/c/seed-7/job.yaml")).content().contains("seed: 7\n");
  }

  @Test
  void finishedRunsOfOtherSettingsAreKeptUnlessOverwritten() throws IOException {
    assertThat(run("study", study(THREE))).isZero();
    Path metrics = folder.resolve("widths/b/seed-1/metrics.json");
    Files.writeString(metrics, " ", StandardOpenOption.APPEND);
    String before = Files.readString(metrics);
    String other = study(THREE.replace("[4]", "[4], stopping.maxEpochs: 2"));
    work.job = null;
    out.reset();
    assertThat(run("study", other)).isEqualTo(5);
    assertThat(work.job).as("nothing is read or trained").isNull();
    assertThat(metrics).content().isEqualTo(before);
    assertThat(complained())
        .isEqualTo(
            "[2/3] b, seed 1: the run there was trained with other settings\n1 finished run in "
                + folder.resolve("widths")
                + " would be lost; replace it with --overwrite, or choose another --output\n");
    assertThat(run("study", other, "--overwrite")).isZero();
    assertThat(said()).contains("c, seed 1: done before", "epoch 2/2");
    assertThat(metrics).content().isNotEqualTo(before);
  }

  @Test
  void aDivergedRunOfOtherSettingsHasNothingToLose() throws IOException {
    work.reason = Stop.Reason.DIVERGED;
    assertThat(run("study", study(THREE))).isZero();
    work.reason = Stop.Reason.PLATEAU;
    assertThat(run("study", study(THREE.replace("[4]", "[4], stopping.maxEpochs: 2")))).isZero();
    assertThat(folder.resolve("widths/b/seed-1/model")).exists();
  }
}

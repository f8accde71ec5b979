package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plateau.LocalSpark;
import io.plateau.run.SparkWork;
import io.plateau.run.folder.TensorBoardRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports and studies of real trainings, through the command line. */
class StudyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private String said;
  private Path job;

  @BeforeEach
  void write() throws Exception {
    LocalSpark.session();
    StringBuilder rows = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 60; i++) {
      int a = i % 7 - 3;
      int b = i % 5 - 2;
      rows.append(a).append(',').append(b).append(',').append(a > b ? "yes" : "no").append('\n');
    }
    Path data = Files.writeString(folder.resolve("d.csv"), rows);
    job =
        Files.writeString(
            folder.resolve("job.yaml"),
            ("recipe: plain\ndata: {path: '%s', format: csv, options: {header: true, inferSchema: true}, label: y,"
                    + " split: {test: last 20}}\n"
                    + "network: {hidden: [4]}\n"
                    + "training: {batchSize: 8}\n"
                    + "stopping: {maxEpochs: 3, patience: 0, monitor: trainLoss}\n"
                    + "checkpoint: {every: 1 epoch}\n"
                    + "output: '%s'\n")
                .formatted(data, folder.resolve("run")));
  }

  private int run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status =
        Main.run(new Console(stream, stream, false, () -> 0, folder), SparkWork::new, arguments);
    said = out.toString(StandardCharsets.UTF_8);
    return status;
  }

  @Test
  void aTrainingEndsWithItsReportAndAStoppedOneHasOne() throws Exception {
    assertThat(run("train", job.toString())).as(() -> said).isZero();
    Path page = folder.resolve("run/report.html");
    assertThat(said).contains("report in " + page).doesNotContain("lacks");
    JsonNode evaluation = JSON.readTree(folder.resolve("run/evaluation.json").toFile());
    JsonNode metrics = JSON.readTree(folder.resolve("run/metrics.json").toFile());
    assertThat(evaluation.at("/test/rows").asInt()).isEqualTo(20);
    assertThat(evaluation.at("/test/accuracy").asDouble())
        .isEqualTo(metrics.at("/test/accuracy").asDouble());
    assertThat(evaluation.at("/test/perClass/1/f1").asDouble())
        .isCloseTo(metrics.at("/test/f1").asDouble(), within(1e-12));
    assertThat(evaluation.at("/test/logLoss").asDouble())
        .isCloseTo(metrics.at("/test/logLoss").asDouble(), within(1e-12));
    JsonNode profile = JSON.readTree(folder.resolve("run/profile.json").toFile());
    assertThat(profile.at("/rows/train").asInt()).isEqualTo(40);
    assertThat(folder.resolve("run/layers.json")).exists();
    assertThat(folder.resolve("run/importance.json")).exists();
    JsonNode dependence = JSON.readTree(folder.resolve("run/dependence.json").toFile());
    assertThat(dependence.at("/columns/0/curves").findValuesAsText("name")).containsExactly("yes");
    assertThat(Files.readString(page)).contains("\"finished\":true");
    aStoppedRunHasAReportOfWhatIsThere();
  }

  /** As if the training had been stopped before its end. */
  private void aStoppedRunHasAReportOfWhatIsThere() throws Exception {
    Files.delete(folder.resolve("run/metrics.json"));
    Files.delete(folder.resolve("run/report.html"));
    assertThat(run("report", folder.resolve("run").toString())).isZero();
    assertThat(said).contains("the run is unfinished");
    assertThat(Files.readString(folder.resolve("run/report.html"))).contains("\"finished\":false");
  }

  /** The network is run once a feature and row: a sample is enough of many rows. */
  @Test
  void importanceOfManyRowsIsMeasuredOnSome() throws Exception {
    LocalSpark.session()
        .range(60_000)
        .selectExpr("hash(id) % 1000 a", "hash(-id) % 1000 b", "if(id % 2 = 0, 'yes', 'no') y")
        .write()
        .option("header", true)
        .csv(folder.resolve("many").toString());
    assertThat(
            run(
                "train",
                job.toString(),
                "stopping.maxEpochs=1",
                "data.split.test={path: '" + folder.resolve("many") + "'}"))
        .as(() -> said)
        .isZero();
    String method =
        JSON.readTree(folder.resolve("run/importance.json").toFile()).at("/method").asText();
    assertThat(method).matches(".* on (19|20)\\d{3} of 60000 rows\\.");
    JsonNode evaluation = JSON.readTree(folder.resolve("run/evaluation.json").toFile());
    assertThat(evaluation.at("/test/rows").asInt()).isEqualTo(60_000);
  }

  @Test
  void aTrainingIsWatchedAndLogged() {
    assertThat(run("train", job.toString(), "--watch", "logs=tensorboard")).as(() -> said).isZero();
    assertThat(said).containsPattern("watch it at http://127\\.0\\.0\\.1:\\d+/");
    assertThat(folder.resolve("run").resolve(TensorBoardRecorder.FILE)).isNotEmptyFile();
  }

  @Test
  void aFolderWithoutARunHasNoReport() {
    assertThat(run("report", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(said).contains("there is no folder");
  }

  /** Defaults that follow from the label do not make another job of a finished run. */
  @Test
  void aStudyOfTheNetworkForTablesIsMadeOnce() throws Exception {
    Path data = folder.resolve("numbers.csv");
    StringBuilder rows = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 60; i++) {
      rows.append(i % 7).append(',').append(i % 5).append(',').append(i * 0.37).append('\n');
    }
    Files.writeString(data, rows);
    Path tables =
        Files.writeString(
            folder.resolve("tables.yaml"),
            "data: {path: '%s', label: y}\nnetwork: {hidden: [4]}\nstopping: {maxEpochs: 2}\n"
                .formatted(data));
    Path study =
        Files.writeString(
            folder.resolve("study.yaml"),
            ("name: widths\njob: '%s'\noutput: '%s'\nseeds: [1]\nvariants:\n"
                    + "  - {name: one, set: {network.hidden: [3]}}\n"
                    + "  - {name: two, set: {network.hidden: [5]}}\n")
                .formatted(tables, folder.resolve("widths")));
    assertThat(run("study", study.toString())).as(() -> said).isZero();
    assertThat(run("study", study.toString())).as(() -> said).isZero();
    assertThat(said)
        .contains("[1/2] one, seed 1: done before", "[2/2] two, seed 1: done before")
        .doesNotContain("epoch ");

    String changed =
        Files.readString(study)
            .replace(
                "set: {network.hidden: [5]}",
                "set: {network.hidden: [5], data.split.validation: 0.3}");
    Files.writeString(study, changed);
    assertThat(run("study", study.toString(), "--overwrite")).as(() -> said).isZero();
    assertThat(said)
        .contains("[1/2] one, seed 1: done before", "epoch 2/2")
        .doesNotContain("[2/2] two, seed 1: done before");
    Files.writeString(study, changed.replace("[5], data", "[5], data.scale: standard, data"));
    assertThat(run("study", study.toString(), "--overwrite")).as(() -> said).isZero();
    assertThat(said).contains("one, seed 1: done before").doesNotContain("two, seed 1: done");
  }

  @Test
  void aStudyRanksItsVariantsAndGoesOnWhereItWas() throws Exception {
    Path study =
        Files.writeString(
            folder.resolve("study.yaml"),
            ("name: rates\njob: '%s'\noutput: '%s'\nseeds: [1, 2]\nvariants:\n"
                    + "  - {name: slow, set: {optimizer.learningRate: 1e-9}}\n"
                    + "  - {name: quick, set: {optimizer.learningRate: 0.1}}\n")
                .formatted(job, folder.resolve("rates")));
    assertThat(run("study", study.toString())).as(() -> said).isZero();
    JsonNode comparison = JSON.readTree(folder.resolve("rates/comparison.json").toFile());
    assertThat(comparison.at("/variants/0/name").asText()).isEqualTo("quick");
    assertThat(comparison.at("/variants/0/measure").asText()).isEqualTo("train logLoss");
    double first = accuracy("quick/seed-1");
    double second = accuracy("quick/seed-2");
    assertThat(comparison.at("/variants/0/others/1/measure").asText()).isEqualTo("test accuracy");
    assertThat(comparison.at("/variants/0/others/1/value/mean").asDouble())
        .isEqualTo((first + second) / 2);
    assertThat(folder.resolve("rates/comparison.html")).content().contains("\"kind\":\"study\"");

    Path run = folder.resolve("rates/slow/seed-2");
    assertThat(run.resolve("report.html")).isNotEmptyFile();
    String history = Files.readString(run.resolve("history.jsonl"));
    interruptAfterTheSecondEpoch(run);
    assertThat(run("study", study.toString())).as(() -> said).isZero();
    assertThat(said).contains("epoch 3/3").doesNotContain("epoch 1/3", "epoch 2/3");
    assertThat(digests(run)).isEqualTo(digests(history)).hasSize(3);
    assertThat(said)
        .contains("[1/4] slow, seed 1: done before")
        .doesNotContain("[3/4] slow, seed 2: done before")
        .contains("[4/4] quick, seed 2: done before");

    assertThat(run("reproduce", run.toString())).as(() -> said).isZero();
    assertThat(said).contains("the same weights, bit for bit, after each of 3 epochs");
  }

  @Test
  void smallTrainingsOfAStudyAreMadeSideBySideToTheSameBits() throws Exception {
    Path study =
        Files.writeString(
            folder.resolve("study.yaml"),
            ("name: rates\njob: '%s'\noutput: '%s'\nset: {checkpoint.every: 5 epochs}\nseeds: [1, 2]\n"
                    + "grid: {optimizer.learningRate: [0.001, 0.01, 0.1]}\n")
                .formatted(job, folder.resolve("rates")));
    assertThat(run("study", study.toString())).as(() -> said).isZero();
    assertThat(said).contains("training 2 jobs side by side").contains("epoch 2/3");
    List<Path> runs;
    try (Stream<Path> all = Files.walk(folder.resolve("rates"))) {
      runs = all.filter(path -> path.endsWith("history.jsonl")).map(Path::getParent).toList();
    }
    assertThat(runs).hasSize(6);
    for (Path made : runs) {
      Path alone = folder.resolve("alone");
      assertThat(
              run("train", made.resolve("job.yaml").toString(), "--overwrite", "output=" + alone))
          .as(() -> said)
          .isZero();
      assertThat(digests(made)).isEqualTo(digests(alone)).hasSize(3);
      JsonNode expected = JSON.readTree(alone.resolve("metrics.json").toFile());
      JsonNode metrics = JSON.readTree(made.resolve("metrics.json").toFile());
      assertThat(metrics.at("/test")).isEqualTo(expected.at("/test"));
      assertThat(metrics.at("/stopped")).isEqualTo(expected.at("/stopped"));
      assertThat(made.resolve("report.html")).isNotEmptyFile();
    }
    Path longer = runs.get(0);
    assertThat(
            run("train", "--resume", longer.resolve("job.yaml").toString(), "stopping.maxEpochs=5"))
        .as(() -> said)
        .isZero();
    assertThat(said).contains("epoch 4/5").doesNotContain("epoch 3/5");
  }

  /** The second has the same network and rows, but a monitor that its data do not determine. */
  @Test
  void aVariantThatFailsAmongOthersSideBySideFailsAlone() throws Exception {
    Path study =
        Files.writeString(
            folder.resolve("study.yaml"),
            ("name: monitors\njob: '%s'\noutput: '%s'\nvariants:\n"
                    + "  - {name: one, set: {stopping.monitor: accuracy}}\n"
                    + "  - {name: two, set: {stopping.monitor: auc}}\n"
                    + "  - {name: three, set: {stopping.monitor: logLoss}}\n")
                .formatted(job, folder.resolve("monitors")));
    StringBuilder rows = new StringBuilder("a,b,y,v\n");
    for (int i = 0; i < 60; i++) {
      int a = i % 7 - 3;
      rows.append(a).append(",1,").append(a > 0 ? "yes" : "no").append(',').append(a > 1);
      rows.append('\n');
    }
    Files.writeString(folder.resolve("d.csv"), rows);
    String split = "split: {validation: {column: v}}";
    Files.writeString(
        job,
        Files.readString(job)
            .replace("split: {test: last 20}", split)
            .replace("every: 1 epoch", "every: 2 epochs"));
    assertThat(run("study", study.toString())).as(() -> said).isEqualTo(ExitStatus.DATA.code());
    assertThat(said)
        .contains(
            "jobs side by side",
            "[2/3] two, seed 1 failed: the validation rows do not determine auc",
            "1 of 3 runs failed; the comparison shows the others")
        .doesNotContain("one, seed 1 failed", "three, seed 1 failed");
    JsonNode comparison = JSON.readTree(folder.resolve("monitors/comparison.json").toFile());
    assertThat(comparison.at("/variants").findValuesAsText("name")).contains("one", "three");
  }

  /** As if the driver had been killed before it wrote the third epoch. */
  private static void interruptAfterTheSecondEpoch(Path run) throws IOException {
    Files.delete(run.resolve("metrics.json"));
    Files.delete(run.resolve("provenance.json"));
    try (Stream<Path> all = Files.walk(run.resolve("checkpoints"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (file.toString().contains("epoch-00000003")) {
          Files.delete(file);
        }
      }
    }
  }

  private static List<String> digests(Path run) throws IOException {
    return digests(Files.readString(run.resolve("history.jsonl")));
  }

  /** The digests of the weights after each epoch. */
  private static List<String> digests(String history) throws IOException {
    List<String> digests = new ArrayList<>();
    for (String line : history.split("\n")) {
      digests.add(JSON.readTree(line).path("weights").textValue());
    }
    return digests;
  }

  @Test
  void aSurfaceIsDrawnWithoutAnyRun() throws Exception {
    Path drawn = folder.resolve("drawn");
    assertThat(run("study", "jobs/studies/surface.yaml", "--output", drawn.toString()))
        .as(() -> said)
        .isZero();
    assertThat(said).isEqualTo("surface in " + drawn.resolve("surface.html") + "\n");
    JsonNode drawing = JSON.readTree(drawn.resolve("surface.json").toFile());
    assertThat(drawing.at("/paths")).hasSize(7);
    assertThat(drawn.resolve("surface.html")).content().contains("\"kind\":\"surface\"");
  }

  private double accuracy(String run) throws Exception {
    return JSON.readTree(folder.resolve("rates/" + run + "/metrics.json").toFile())
        .at("/test/accuracy")
        .asDouble();
  }
}

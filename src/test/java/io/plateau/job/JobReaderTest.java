package io.plateau.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.job.Job.Part;
import io.plateau.nn.Column;
import io.plateau.nn.ParameterGroup.Role;
import io.plateau.nn.column.Numbers;
import io.plateau.nn.loss.LabelType;
import io.plateau.optim.Clipping;
import io.plateau.optim.Regularization;
import io.plateau.spec.Calibration;
import io.plateau.spec.ColumnSpec;
import io.plateau.spec.InitialSpec;
import io.plateau.spec.LossSpec;
import io.plateau.spec.MemberSpec;
import io.plateau.spec.Named;
import io.plateau.spec.NetworkSpec;
import io.plateau.spec.OptimizerSpec;
import io.plateau.spec.RateFactors;
import io.plateau.spec.RoundsSpec;
import io.plateau.spec.ScheduleSpec;
import io.plateau.spec.StoppingSpec;
import io.plateau.spec.TrainingSpec;
import io.plateau.spec.Values;
import io.plateau.table.TableRules;
import io.plateau.train.Monitor;
import io.plateau.train.Ties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobReaderTest {
  static final String LEAST = "data: {path: d.csv, label: y}\n";

  static final String EXAMPLE =
      """
      # Capital letters from 16 measurements of their image.
      name: letters
      recipe: plain
      seed: 7
      output: runs/letters
      data:
        path: jobs/data/letter-recognition.csv.gz
        format: csv                       # any Spark source, or idx
        options: {header: true, inferSchema: true}
        label: letter                     # a list of columns trains several outputs
        features: all                     # or a list of columns; text columns are one-hot encoded
        weight: null                      # a column
        standardize: true
        missing: error                    # or mean, median, skip
        split: {test: last 4000, validation: 0.1}
      network: {hidden: [256, 128], activation: relu, dropout: 0.0, inputDropout: 0.0, initializer: auto,
        oneHotMax: 8, embeddingWidth: 8}
      loss: auto
      optimizer: {name: adam, learningRate: 0.002, l1: 0, l2: 0, weightDecay: 0, clipNorm: null, schedule: {name: cosine, warmup: 1}}
      training: {batchSize: 256, localSteps: 1, shards: auto}
      stopping: {maxEpochs: 60, patience: 8, minDelta: 1e-4, monitor: validationLoss, maxTime: null}
      checkpoint: {every: 5 epochs, keep: 3}
      """;

  private static Job read(String text, String... overrides) {
    return JobReader.read("letters.yaml", text, List.of(overrides));
  }

  @Test
  void rowsOfAPartAreTakenFromElsewhere() {
    Job.Split split = read(EXAMPLE, "data.split.test.path=more.csv").data().split();
    assertThat(split).isEqualTo(new Job.Split(new Part.Path("more.csv"), new Part.Fraction(0.1)));
    String column = "data.split.validation.column=fold";
    String path = "data.split.validation.path=held.csv";
    assertThat(read(EXAMPLE, column).data().split().validation())
        .isEqualTo(new Part.Column("fold"));
    assertThat(read(LEAST, column, path).data().split().validation())
        .isEqualTo(new Part.Path("held.csv"));
  }

  @Test
  void formatsHaveSmallLettersAndClassesTheirOwn() {
    assertThat(JobReader.read("j.yaml", LEAST, List.of("data.format=CSV")).data().format())
        .isEqualTo("csv");
    assertThat(JobReader.read("j.yaml", LEAST, List.of("data.format=a.B")).data().format())
        .isEqualTo("a.B");
  }

  /** A row is drawn for each part by itself, and the test part has those that both draw. */
  @Test
  void fractionsMayAddUpToMoreThanOne() {
    List<String> split = List.of("data.split={test: 0.5, validation: 0.9}");
    assertThat(JobReader.read("j.yaml", LEAST, split).data().split())
        .isEqualTo(new Job.Split(new Job.Part.Fraction(0.5), new Job.Part.Fraction(0.9)));
  }

  @Test
  void readsTheDocumentedExample() {
    assertThat(read(EXAMPLE))
        .isEqualTo(
            new Job(
                "letters",
                "runs/letters",
                new Job.Data(
                    "jobs/data/letter-recognition.csv.gz",
                    "csv",
                    Map.of("header", "true", "inferSchema", "true"),
                    List.of("letter"),
                    List.of(),
                    null,
                    new Job.Treatment(
                        Job.TaskWord.AUTO,
                        Map.of(),
                        new TableRules(
                            TableRules.Missing.ERROR,
                            TableRules.Unseen.OTHER,
                            TableRules.Scale.STANDARD,
                            10_000)),
                    new Job.Split(new Part.Last(4000), new Part.Fraction(0.1))),
                new TrainingSpec(
                    "plain",
                    "full",
                    new NetworkSpec(
                        new NetworkSpec.HiddenSpec(
                            List.of(256, 128),
                            "plain",
                            new Named("relu", Map.of()),
                            false,
                            "standard",
                            false),
                        new MemberSpec(1, "separate"),
                        new NetworkSpec.Dropouts(0, 0, "constant"),
                        new InitialSpec("auto", "zero", false),
                        new ColumnSpec(new Named("none", Map.of()), 8, 8, 0, 1),
                        false),
                    new LossSpec(new Named("auto", Map.of("smoothing", 0.0)), true),
                    new OptimizerSpec(
                        new Named("adam", Map.of("beta1", 0.9, "beta2", 0.999, "epsilon", 1e-8)),
                        0.002,
                        new RateFactors(
                            Map.of(
                                Role.MEMBER, 1.0,
                                Role.BIAS, 1.0,
                                Role.SCALE, 1.0,
                                Role.ACTIVATION, 1.0,
                                Role.NUMBER_EMBEDDING, 1.0,
                                Role.CATEGORY_EMBEDDING, 1.0)),
                        Clipping.NONE,
                        Regularization.NONE,
                        0),
                    new ScheduleSpec(new Named("cosine", Map.of("floor", 0.0)), 1, "constant"),
                    new RoundsSpec(256, 1, 0),
                    new StoppingSpec(
                        60,
                        8,
                        0,
                        1e-4,
                        "validationLoss",
                        Ties.FIRST,
                        Double.NaN,
                        Double.POSITIVE_INFINITY),
                    Calibration.NONE,
                    7,
                    Values.NONE),
                new Job.Checkpointing(5, null, 3),
                "none"));
  }

  @Test
  void needsNoMoreThanPathAndLabel() {
    Job job = read(LEAST);
    assertThat(job.name()).isEqualTo("letters");
    assertThat(job.output()).isEqualTo("runs/letters");
    assertThat(monitor(job)).isEqualTo(new Monitor("validationLoss", false, Ties.LAST, false));
    assertThat(job.data().split()).isEqualTo(new Job.Split(new Part.None(), new Part.Automatic()));
    assertThat(job.spec().optimizer().learningRate()).isEqualTo(0.04);
  }

  private static Monitor monitor(Job job) {
    boolean validation = !(job.data().split().validation() instanceof Part.None);
    return job.spec().plan(List.of(new Numbers(4)), 2, LabelType.CLASS, validation).monitor();
  }

  @Test
  void watchesWhatTheRecipeDoesWhereThereAreValidationRows() {
    assertThat(monitor(read(LEAST, "data.split.validation=0.1")))
        .isEqualTo(new Monitor("validationLoss", false, Ties.LAST, false));
    assertThat(monitor(read(LEAST, "data.split.validation=0.1", "recipe=plain")))
        .isEqualTo(Monitor.VALIDATION_LOSS);
    assertThat(monitor(read(LEAST, "data.split.validation=null")))
        .isEqualTo(new Monitor("trainLoss", false, Ties.LAST, false));
  }

  @Test
  void watchesErrorsByFractions() {
    String table = "task: regression\ndata: {format: csv, path: p, label: y}";
    Map<String, Boolean> relative = Map.of("rmse", true, "mae", true, "mape", false, "r2", false);
    relative.forEach(
        (metric, expected) -> {
          Job job = read(table, "stopping.monitor=" + metric);
          List<Column> columns = List.of(new Numbers(4));
          assertThat(job.spec().plan(columns, 1, LabelType.NUMBER, true).monitor().relative())
              .as(metric)
              .isEqualTo(expected);
        });
  }

  @Test
  void holdsOutValidationRowsWithTheRecipeForTables() {
    assertThat(read(LEAST, "recipe=plain").data().split().validation()).isEqualTo(new Part.None());
    assertThat(read("data: {format: idx, path: i, label: y}").data().split().validation())
        .isEqualTo(new Part.None());
    assertThat(read(LEAST, "recipe=plain", "data.split.validation=auto").data().split())
        .isEqualTo(read(LEAST).data().split());
  }

  @Test
  void tablesHaveTheRecipeForTables() {
    assertThat(read(LEAST).spec().recipe()).isEqualTo("tabular");
    assertThat(read(LEAST).data().treatment().rules().scale()).isEqualTo(TableRules.Scale.ROBUST);
    assertThat(read(LEAST, "recipe=plain").data().treatment().rules().scale())
        .isEqualTo(TableRules.Scale.STANDARD);
    Job images = read("data: {format: idx, path: i, label: y}");
    assertThat(images.spec().recipe()).isEqualTo("plain");
    assertThat(read(LEAST, "optimizer=sgd").spec().optimizer().learningRate()).isEqualTo(0.01);
  }

  @ParameterizedTest
  @CsvSource({
    "recipe=tabular,effort=full,64",
    "recipe=tabular,effort=quick,24",
    "recipe=plain,effort=full,100",
    "recipe=plain,effort=quick,25",
    "optimizer=l-bfgs,effort=quick,64",
    "recipe=plain optimizer=l-bfgs,effort=quick,100",
    "stopping.maxEpochs=7,effort=quick,7"
  })
  void effortChoosesDefaults(String beside, String effort, int epochs) {
    Job job =
        JobReader.read(
            "j.yaml",
            LEAST,
            Stream.concat(Stream.of(beside.split(" ")), Stream.of(effort)).toList());
    assertThat(job.spec().stopping().maxEpochs()).isEqualTo(epochs);
    assertThat(JobWriter.write(job))
        .contains("\n" + effort.replace("=", ": ") + "\n", "\n  maxEpochs: " + epochs + "\n");
  }

  @Test
  void quasiNewtonTakesAllRows() {
    assertThat(read(LEAST, "optimizer=l-bfgs").spec().rounds().batchSize()).isZero();
  }

  @Test
  void keepsTextThatOlderYamlTakesForSomethingElse() {
    Job job =
        read("data: {path: 010, label: [no, off, 1.0, true], weight: yes, features: [on, 12:30]}");
    assertThat(job.data().label()).containsExactly("no", "off", "1.0", "true");
    assertThat(job.data().weight()).isEqualTo("yes");
    assertThat(job.data().features()).containsExactly("on", "12:30");
    assertThat(job.data().path()).isEqualTo("010");
  }

  /** As in JSON, where every text is quoted. */
  @Test
  void wordsMayBeQuoted() {
    Job job =
        read(
            """
            {"data": {"path": "d", "label": "y", "features": "all", "split": {"validation": "auto"}},
             "network": {"embeddingWidth": "auto"},
             "training": {"batchSize": "all", "localSteps": "auto", "shards": "auto"}}
            """);
    Job plain =
        read(
            """
            data: {path: d, label: y, features: all, split: {validation: auto}}
            network: {embeddingWidth: auto}
            training: {batchSize: all, localSteps: auto, shards: auto}
            """);
    assertThat(job).isEqualTo(plain);
  }

  @Test
  void readsNumbersInBaseTen() {
    Job job = read(LEAST + "seed: 010\nstopping: {minDelta: 1e-4, target: -.5E+1}");
    assertThat(job.spec().seed()).isEqualTo(10);
    assertThat(job.spec().stopping().minDelta()).isEqualTo(1e-4);
    assertThat(job.spec().stopping().target()).isEqualTo(-5);
  }

  @Test
  void readsEveryWayToSetRowsApart() {
    assertThat(read("data: {path: d, label: y, split: {test: {path: t}, validation: {column: v}}}"))
        .extracting(job -> job.data().split())
        .isEqualTo(new Job.Split(new Part.Path("t"), new Part.Column("v")));
    assertThat(read(LEAST, "data.split.test=last 7").data().split().test())
        .isEqualTo(new Part.Last(7));
  }

  @Test
  void readsTimes() {
    assertThat(read(LEAST, "stopping.maxTime=90 s").spec().stopping().maxSeconds()).isEqualTo(90);
    assertThat(read(LEAST, "stopping.maxTime=1.5h").spec().stopping().maxSeconds()).isEqualTo(5400);
    assertThat(read(LEAST, "checkpoint.every=10 min").checkpoint())
        .isEqualTo(new Job.Checkpointing(0, 600.0, 3));
    assertThat(read(LEAST, "checkpoint.every=2 epochs or 1 d").checkpoint())
        .isEqualTo(new Job.Checkpointing(2, 86_400.0, 3));
    assertThat(read(LEAST, "checkpoint.every=null").checkpoint())
        .isEqualTo(new Job.Checkpointing(0, null, 3));
  }

  @Test
  void readsSettingsOfTheRuleAndTheSchedule() {
    TrainingSpec spec =
        read(LEAST
                + "optimizer: {name: rmsprop, momentum: 0.9, centered: true,"
                + " schedule: {name: step, every: 10, factor: 0.5}}")
            .spec();
    assertThat(spec.optimizer().rule().settings())
        .isEqualTo(Map.of("rho", 0.99, "epsilon", 1e-8, "momentum", 0.9, "centered", 1.0));
    assertThat(spec.schedule())
        .isEqualTo(
            new ScheduleSpec(
                new Named("step", Map.of("every", 10.0, "factor", 0.5)), 0, "constant"));
  }

  @Test
  void weightDecayOfZeroIsNoneForAdamWToo() {
    assertThat(decay("optimizer=adamw")).isEqualTo(0.01);
    assertThat(decay("optimizer={name: adamw, weightDecay: 0}")).isZero();
    assertThat(decay("optimizer=nadam")).isZero();
    assertThat(decay("optimizer=adam")).isEqualTo(0.02);
  }

  private static double decay(String override) {
    return read(LEAST, override).spec().optimizer().regularization().weightDecay();
  }

  @Test
  void takesANameForAMapping() {
    Job job = read(LEAST + "optimizer: {name: sgd, schedule: cosine}");
    assertThat(job.spec().schedule().choice().name()).isEqualTo("cosine");
    assertThat(read(LEAST + "optimizer: sgd", "optimizer.learningRate=0.5").spec().optimizer())
        .matches(optimizer -> optimizer.name().equals("sgd") && optimizer.learningRate() == 0.5);
  }

  @Test
  void overridesReplaceValuesAndWholeMappings() {
    Job job =
        read(
            EXAMPLE,
            "network.hidden=[8]",
            "optimizer={name: momentum, momentum: 0.8}",
            "data.options.sep=;",
            "data.options.spark.x=1",
            "seed=1",
            "seed=2");
    assertThat(job.spec().network().hidden().widths()).containsExactly(8);
    assertThat(job.spec().optimizer().learningRate()).isEqualTo(0.01);
    assertThat(job.spec().optimizer().rule().settings()).isEqualTo(Map.of("momentum", 0.8));
    assertThat(job.data().options()).containsEntry("sep", ";").containsEntry("spark.x", "1");
    assertThat(job.data().options()).containsEntry("header", "true");
    assertThat(job.spec().seed()).isEqualTo(2);
  }

  @Test
  void marksAloneStandForThemselvesInOverrides() {
    for (String mark : List.of("|", ">", "\"", "'", "#", ";", "\\", "?", "-")) {
      assertThat(read(LEAST, "data.options.sep=" + mark).data().options())
          .containsEntry("sep", mark);
    }
    for (String text : List.of("~", "null", "")) {
      assertThat(read(LEAST, "data.options.sep=\"" + text + "\"").data().options())
          .containsEntry("sep", text);
    }
  }

  @Test
  void readsAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("mine.yaml"), LEAST);
    assertThat(JobReader.read(file.toString(), JobReader.textOf(file), List.of()).name())
        .isEqualTo("mine");
    Path missing = folder.resolve("gone.yaml");
    assertThatThrownBy(() -> JobReader.textOf(missing))
        .isInstanceOf(JobFileException.class)
        .hasMessage(missing + ": cannot read the job file: no such file");
    assertThatThrownBy(() -> JobReader.textOf(Path.of("gone.yaml")))
        .hasMessage(
            "gone.yaml: cannot read the job file: no such file; its path counts from the working directory, "
                + Path.of("").toAbsolutePath());
    assertThatThrownBy(() -> JobReader.textOf(folder))
        .hasMessage(folder + ": cannot read the job file: a folder");
    Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> JobReader.textOf(binary))
        .hasMessage(binary + ": cannot read the job file: not text in UTF-8; save it as UTF-8");
  }
}

package io.plateau.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.math.Key;
import io.plateau.run.SparkWork;
import io.plateau.run.folder.RunFolder;
import io.plateau.run.folder.RunRows;
import io.plateau.run.local.LocalEvaluation;
import io.plateau.train.StageListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext$;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Metrics without a session, beside those of Spark for a folder with the same file, which is not
 * plain.
 */
class LocalEvaluationTest {
  private static final String HEADER =
      "id,size,city,day,kind,sold,grade,price,cost,large,warm,weight\n";

  /** What each run learns, beside columns and network. */
  private static final Map<String, String> RUNS =
      Map.of(
          "text", "data: {label: kind}, network: {members: 2}",
          "boolean", "data: {label: sold, split: {validation: 0.2}}, calibration: temperature",
          "index", "data: {label: grade}, task: classification",
          "weighted", "data: {label: kind, weight: weight}",
          "number", "data: {label: price}, network: {members: 2, memberLayers: first}",
          "weightedNumber", "data: {label: price, weight: weight}",
          "counts", "data: {label: grade}, task: regression, loss: poisson",
          "quantile", "data: {label: price}, loss: {name: quantile, tau: 0.9}",
          "numbers", "data: {label: [price, cost]}",
          "labels", "data: {label: [large, warm]}, loss: sigmoidCrossEntropy");

  /** Numbers that follow from counts of right and wrong answers. */
  private static final Set<String> COUNTED =
      Set.of("accuracy", "f1", "balancedAccuracy", "subsetAccuracy", "microF1", "hammingLoss");

  /** The grade, which stands between a boolean and a price. */
  private static final String GRADE = "((?:true|false),[012])(,)";

  @TempDir private static Path folder;
  private static CommandLineRuns commands;

  @BeforeAll
  static void train() throws IOException {
    commands = new CommandLineRuns(folder);
    commands.file("train.csv", HEADER + rows(0, 200));
    for (Map.Entry<String, String> run : RUNS.entrySet()) {
      commands.file(
          run.getKey() + ".yaml",
          """
          {output: @/%s, %s, stopping: {maxEpochs: 4}}
          """
              .formatted(
                  run.getKey(),
                  run.getValue()
                      .replace(
                          "data: {",
                          "data: {path: @/train.csv, options: {escape: '\"'}, features: [size, city, day], "
                              + "maxCategories: 3, ")));
      commands.train(commands.path(run.getKey() + ".yaml"), "network.hidden=[16]");
    }
  }

  /** Rows whose labels follow from the features, more or less. */
  private static String rows(int from, int count) {
    StringBuilder rows = new StringBuilder();
    for (int i = from; i < from + count; i++) {
      Key key = Key.of(7).with(i);
      double size = key.normal(0);
      int city = i * 7 % 5;
      double price = 20 + 4 * size + city + key.normal(1);
      rows.append(
          String.format(
              Locale.ROOT,
              "%d,%s,%s,2024-%02d-%02d,%s,%s,%d,%.3f,%.2f,%d,%d,%.2f\n",
              i,
              i % 11 == 4 ? "" : String.format(Locale.ROOT, "%.4f", size),
              List.of("Rome", "\"Köln, \"\"Rhein\"\"\"", "Paris", "", "Oslo").get(city),
              1 + i % 12,
              1 + i % 28,
              price < 20 ? "low" : price < 24 ? "\"mid, dle\"" : "high",
              price > 22,
              price < 20 ? 0 : price < 24 ? 1 : 2,
              price,
              price / 3 - size,
              size > 0 ? 1 : 0,
              city > 2 ? 1 : 0,
              i % 5 * 0.75));
    }
    return rows.toString();
  }

  private static CommandLineRuns.Outcome evaluate(String run, String data, String... overrides) {
    List<String> command = new ArrayList<>(List.of("evaluate", commands.path(run), "--data", data));
    command.addAll(List.of(overrides));
    return commands.run(command.toArray(String[]::new));
  }

  /** A folder with the file, which the command leaves to Spark. */
  private static String alone(String data) throws IOException {
    Path file = Path.of(data);
    Path alone = Files.createDirectories(folder.resolve(file.getFileName() + "-parts"));
    Files.writeString(alone.resolve("rows.csv"), Files.readString(file));
    return alone.toString();
  }

  static Set<String> runs() {
    return RUNS.keySet();
  }

  /** Also with cities that no training row has, and missing features. */
  @ParameterizedTest
  @MethodSource("runs")
  void areThoseOfSpark(String run) throws IOException {
    String data = commands.file("new.csv", HEADER + rows(300, 150).replace("Oslo", "Atlantis"));
    RunRows rows =
        RunRows.of(RunFolder.at(commands.path(run), new Configuration()), data, List.of());
    Map<String, Double> local = LocalEvaluation.of(rows).orElseThrow();
    Map<String, Double> spark;
    try (SparkWork work = new SparkWork(new StageListener() {})) {
      spark = work.evaluate(rows);
    }
    assertThat(List.copyOf(local.keySet())).isEqualTo(List.copyOf(spark.keySet()));
    spark.forEach(
        (name, value) ->
            assertThat(local.get(name))
                .as(name)
                .isCloseTo(value, within(COUNTED.contains(name) ? 0 : 1e-5)));
  }

  /** To the last printed digit, which a float's rounding may change. */
  @ParameterizedTest
  @MethodSource("runs")
  void areSaidAsBySpark(String run) throws IOException {
    String data = commands.file("said.csv", HEADER + rows(500, 90));
    CommandLineRuns.Outcome local = evaluate(run, data);
    CommandLineRuns.Outcome spark = evaluate(run, alone(data));
    assertThat(local.all()).isEmpty();
    assertThat(spark.all()).isNotEmpty();
    assertThat(local.status()).isEqualTo(spark.status()).isZero();
    List<String> expected = spark.out().lines().toList();
    List<String> said = local.out().lines().toList();
    assertThat(said).hasSameSizeAs(expected);
    for (int i = 0; i < said.size(); i++) {
      String[] words = expected.get(i).split(" ");
      assertThat(said.get(i)).startsWith(words[0] + " ").hasSameSizeAs(expected.get(i));
      assertThat(Double.parseDouble(said.get(i).split(" ")[1]))
          .as(words[0])
          .isCloseTo(Double.parseDouble(words[1]), within(COUNTED.contains(words[0]) ? 0 : 1.1e-4));
    }
  }

  /** As pandas writes whole numbers where it has had missing ones. */
  @Test
  void classesThatAreNumbersAreReadAsNumbers() throws IOException {
    String rows = rows(800, 90);
    String data = commands.file("whole.csv", HEADER + rows);
    StringBuilder floats = new StringBuilder(HEADER);
    rows.lines().forEach(line -> floats.append(line.replaceAll(GRADE, "$1.0$2")).append('\n'));
    String other = commands.file("floats.csv", floats.toString());
    assertThat(Files.readString(Path.of(other))).contains(",0.0,", ",2.0,");
    String expected = evaluate("index", data).out();
    assertThat(evaluate("index", other).all()).isEmpty();
    assertThat(evaluate("index", other).out()).isEqualTo(expected);
    CommandLineRuns.Outcome spark = evaluate("index", alone(other));
    assertThat(spark.err()).isEmpty();
    assertThat(spark.out()).isEqualTo(evaluate("index", alone(data)).out());
    String unknown = commands.file("unknown.csv", floats.toString().replace(",2.0,", ",2.5,"));
    CommandLineRuns.Outcome refused = evaluate("index", unknown);
    assertThat(refused.status()).isEqualTo(3);
    assertThat(refused.err())
        .contains("must be one of the 3 that the training rows have")
        .contains(" with \"2.5\"");
  }

  /** As a word for a missing value makes of a column of numbers one of texts. */
  @ParameterizedTest
  @ValueSource(strings = {"other", "error"})
  void categoriesThatAreNumbersAreReadAsNumbers(String unseen) throws IOException {
    StringBuilder rows = new StringBuilder("code,price\n");
    for (int i = 0; i < 200; i++) {
      rows.append("%d.0,%d.%d\n".formatted(i % 5, 10 * (i * 3 % 5), i % 7));
    }
    String training = commands.file("codes-%s.csv".formatted(unseen), rows.toString());
    String job =
        commands.file(
            "codes-%s.yaml".formatted(unseen),
            """
            output: @/codes-%s
            data: {path: %s, label: price, columns: {code: category}, unseen: %s}
            network: {hidden: [8]}
            stopping: {maxEpochs: 4}
            """
                .formatted(unseen, training, unseen));
    commands.train(job);
    String gaps = rows.toString().replace("\n2.0,10.6", "\n,10.6");
    String words = gaps.replace("\n,", "\nNA,");
    assertThat(words).contains("\nNA,10.6");
    String run = "codes-" + unseen;
    String expected = evaluate(run, commands.file("gaps.csv", gaps)).out();
    String data = commands.file("words.csv", words);
    assertThat(evaluate(run, data).out()).isEqualTo(expected).isNotEmpty();
    assertThat(evaluate(run, alone(data)).out()).isEqualTo(expected);
    if (unseen.equals("error")) {
      String unknown = commands.file("seven.csv", words.replace("4.0,", "7.0,"));
      assertThat(evaluate(run, unknown).err()).contains("must be one of the 5 that the training");
    }
  }

  @Test
  void rowsMayBeInAnotherFormatOrHaveOtherOptions() throws IOException {
    String data =
        commands.file("commas.csv", HEADER + rows(300, 50).replaceAll("\"K.*?\"\"\"", "Bonn"));
    String expected = evaluate("number", data).out();
    String bars = commands.file("bars.csv", Files.readString(Path.of(data)).replace(',', '|'));
    for (String rows : List.of(bars, alone(bars))) {
      assertThat(evaluate("number", rows, "data.options.sep=|").out()).isEqualTo(expected);
      assertThat(evaluate("number", rows).err()).contains("set data.options.sep: \"|\"");
    }
    String parquet = commands.path("rows.parquet");
    commands
        .spark()
        .read()
        .options(Map.of("header", "true", "inferSchema", "true"))
        .csv(data)
        .write()
        .parquet(parquet);
    assertThat(evaluate("number", parquet, "data.format=parquet").out()).isEqualTo(expected);
    // The job's own options hold, where the format is the same.
    String quoted = commands.file("quoted.csv", HEADER + rows(300, 50));
    assertThat(evaluate("number", quoted, "data.format=csv").out())
        .isEqualTo(evaluate("number", quoted).out())
        .isNotEmpty();
    String single =
        commands.file(
            "single.csv",
            Files.readString(Path.of(data))
                .replace("Bonn", "'it''s'")
                .replace("\"mid, dle\"", "mid"));
    assertThat(evaluate("number", single, "data.options={quote: \"'\"}").err())
        .startsWith("column \"city\" of " + single + " has, in 10 of 50 rows")
        .contains("set data.options.escape: \"'\"");
    String none = commands.path("none.csv");
    assertThat(evaluate("number", none).err())
        .startsWith("there is no file at " + none + " (--data)");
    CommandLineRuns.Outcome refused = evaluate("number", data, "data.label=size");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith(
            "\"data.label=size\" cannot be replaced for a finished run: only data.format and data.options.… say how other rows are read");
  }

  @Test
  void needNoSession() throws IOException {
    String data = commands.file("apart.csv", HEADER + rows(600, 20));
    commands.spark().stop();
    RunFolder run = RunFolder.at(commands.path("text"), new Configuration());
    assertThat(LocalEvaluation.of(RunRows.of(run, data, List.of()))).isPresent();
    assertThat(SparkContext$.MODULE$.getActive().isEmpty()).isTrue();
  }

  @Test
  void featuresThatAreNotUsedMayBeAbsent() throws IOException {
    String data = commands.file("few.csv", "city,price,size,day\nRome,21.5,0.3,2024-01-02\n");
    CommandLineRuns.Outcome local = evaluate("number", data);
    assertThat(local.all()).isEmpty();
    assertThat(local.out()).isEqualTo(evaluate("number", alone(data)).out());
  }

  /** Whatever is wrong is said in Spark's words. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "unseen",
        "unlabeled",
        "no label",
        "no weight",
        "negative weight",
        "negative count",
        "light",
        "twice",
        "decimal",
        "empty",
        "column",
        "short"
      })
  void whatIsWrongIsSaidAsBySpark(String wrong) throws IOException {
    String rows = rows(700, 20);
    String data =
        commands.file(
            wrong.replace(' ', '-') + ".csv",
            switch (wrong) {
              case "unseen" -> HEADER + rows.replace(",low,", ",tiny,");
              case "unlabeled" -> HEADER + rows.replace(",low,", ",,");
              case "no label" -> HEADER.replace("kind", "sort") + rows;
              case "no weight" -> HEADER.replace("weight", "mass") + rows;
              case "negative weight" -> HEADER + rows.replace(",0.75\n", ",-0.75\n");
              case "negative count" ->
                  HEADER + rows.replaceFirst("((?:true|false),)([12],)", "$1-$2");
              case "light" -> HEADER + rows.replace(",0.75\n", ",\n");
              case "twice" -> HEADER + rows.replaceFirst(",1,([01],[0-9.]+)\n", ",2,$1\n");
              case "decimal" -> HEADER + rows.replaceAll(",(low|high),", ",\"1,5\",");
              case "empty" -> HEADER;
              case "column" -> HEADER.replace("city", "town") + rows;
              default -> HEADER + rows + "4,5\n";
            });
    String folder = alone(data);
    String run =
        Map.of("twice", "labels", "negative count", "counts").getOrDefault(wrong, "weighted");
    CommandLineRuns.Outcome local = evaluate(run, data);
    CommandLineRuns.Outcome spark = evaluate(run, folder);
    assertThat(local.status()).isEqualTo(spark.status()).isEqualTo(3);
    assertThat(local.out()).isEmpty();
    assertThat(local.err().replace(data, folder)).isEqualTo(spark.err());
    if (wrong.equals("negative count")) {
      assertThat(spark.err())
          .contains(
              "label \"grade\" of %s must be at least 0, but is not in 1 of 20 rows, first row "
                  .formatted(folder));
    }
  }

  /** Where no row has a weight above 0 there is no mean, here as on Spark. */
  @Test
  void rowsThatAllWeighNothingAreNotMeasured() throws IOException {
    String data =
        commands.file("weightless.csv", HEADER + rows(0, 9).replaceAll(",[0-9.]+\n", ",0\n"));
    for (String run : List.of("weighted", "weightedNumber")) {
      for (String each : List.of(data, alone(data))) {
        CommandLineRuns.Outcome outcome = evaluate(run, each);
        assertThat(outcome.status()).isEqualTo(3);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
            .startsWith(
                "there are no rows of positive weight to measure; check the input and its filters");
      }
    }
  }
}

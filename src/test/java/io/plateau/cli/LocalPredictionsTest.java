package io.plateau.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plateau.LocalSpark;
import io.plateau.run.SparkWork;
import io.plateau.run.folder.RunFolder;
import io.plateau.run.folder.RunRows;
import io.plateau.train.StageListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions without a session, beside those of Spark for the same file. */
class LocalPredictionsTest {
  private static final String HEADER =
      "id,size,city,grade,seen,new,day,at,note,zip,price,class,flag\n";
  private static final String[] JOBS = {"class", "flag", "price"};

  @TempDir private static Path folder;
  private static CommandLineRuns commands;

  @BeforeAll
  static void train() throws IOException {
    commands = new CommandLineRuns(folder);
    commands.file("train.csv", HEADER + rows(240, "Paris", "never"));
    for (String label : JOBS) {
      commands.file(
          label + ".yaml",
          """
          output: @/%1$s
          data: {path: @/train.csv, label: %1$s, options: {escape: '\"'}, maxCategories: 4, columns: {zip: category, seen: category}}
          network: {hidden: [8], members: %2$d, memberLayers: %3$s}
          stopping: {maxEpochs: 2}
          """
              .formatted(
                  label,
                  label.equals("flag") ? 1 : 2,
                  label.equals("price") ? "first" : "separate"));
      commands.train(commands.path(label + ".yaml"));
    }
  }

  /**
   * Rows of values of every kind, some in quotes, with blanks around or missing.
   *
   * @param never a text among times
   */
  private static String rows(int count, String other, String never) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String city = List.of("Rome", "\"Köln, \"\"Rhein\"\"\"", other, "").get(i % 4);
      rows.append("id-").append(i).append(',');
      rows.append(i % 9 == 2 ? "" : " " + (i * 0.37 - 20)).append(',');
      rows.append(city).append(',');
      rows.append(i % 5 == 0 ? "9+" : i % 5).append(',');
      rows.append(i % 4 == 3 ? never : "2021-05-0%d 06:30:00".formatted(1 + i % 3)).append(',');
      rows.append(i % 3 == 0).append(',');
      rows.append("20%02d-%02d-%02d,".formatted(i % 24, 1 + i % 12, 1 + i % 28));
      rows.append(
          i % 11 == 0 ? "," : "20%02d-03-%02d %02d:15:00,".formatted(i % 24, 1 + i % 28, i % 24));
      rows.append(i % 2 == 0 ? "" : "1e" + i % 7).append(',');
      rows.append(10_000 + i % 6).append(',');
      rows.append(i % 7 + 0.5).append(',');
      rows.append(i % 3 == 0 ? "fizz" : "none").append(',');
      rows.append(i % 3).append('\n');
    }
    return rows.toString();
  }

  /** The cells of each row, whichever way they were predicted. */
  private List<List<String>> cells(String output) {
    return cells(output, ",");
  }

  private List<List<String>> cells(String output, String separator) {
    Dataset<Row> written =
        commands
            .spark()
            .read()
            .options(Map.of("header", "true", "escape", "\"", "sep", separator))
            .csv(output);
    List<List<String>> cells = new ArrayList<>(List.of(List.of(written.columns())));
    for (Row row : written.collectAsList()) {
      List<String> texts = new ArrayList<>();
      for (int c = 0; c < row.size(); c++) {
        texts.add(row.getString(c));
      }
      cells.add(texts);
    }
    return cells;
  }

  private String predict(String run, String data, String... overrides) {
    String output = commands.path("out-" + run + "-" + data.hashCode());
    List<String> command =
        new ArrayList<>(List.of("predict", commands.path(run), "--data", data, "--output", output));
    command.addAll(List.of(overrides));
    command.add("--overwrite");
    CommandLineRuns.Outcome outcome = commands.run(command.toArray(String[]::new));
    assertThat(outcome.err()).isEmpty();
    return output;
  }

  private String predictOnSpark(String run, String data) {
    String output = commands.path("spark-" + run);
    try (SparkWork work = new SparkWork(new StageListener() {})) {
      RunFolder finished = RunFolder.at(commands.path(run), new Configuration());
      work.predict(RunRows.of(finished, data, List.of()), output, true);
    }
    return output;
  }

  /** Also where labels are none that a training row has, cities and dates new, and numbers none. */
  @ParameterizedTest
  @ValueSource(strings = {"class", "flag", "price"})
  void areThoseOfSpark(String run) throws IOException {
    String rows = rows(97, "Atlantis", "always").replace("fizz", "buzz");
    String data = commands.file("new.csv", HEADER + rows.replace(",10003,", ",NaN,"));
    String output = predict(run, data);
    assertThat(Path.of(output, "part-00000.csv")).exists();
    assertThat(Path.of(output, "_SUCCESS")).exists();
    List<List<String>> alone = cells(output);
    List<List<String>> spark = cells(predictOnSpark(run, data));
    assertThat(alone).hasSameSizeAs(spark);
    List<String> names = spark.get(0);
    assertThat(alone.get(0)).isEqualTo(names);
    for (int j = 1; j < spark.size(); j++) {
      for (int c = 0; c < names.size(); c++) {
        String expected = spark.get(j).get(c);
        boolean computed =
            names.get(c).equals("probability")
                || names.get(c).equals("predictionSpread")
                || names.get(c).equals("prediction") && run.equals("price");
        if (computed) {
          assertThat(numbers(alone.get(j).get(c))).containsExactly(numbers(expected), within(2e-6));
        } else {
          assertThat(alone.get(j).get(c)).as(names.get(c)).isEqualTo(expected);
        }
      }
    }
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.replaceAll("[\\[\\]]", "").split(","))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  /** A file of several members, as those that were appended to are, is read to its end. */
  @Test
  void filesMayBeCompressed() throws IOException {
    List<String> rows = (HEADER + rows(40, "Paris", "never")).lines().toList();
    List<List<String>> expected = cells(predict("class", commands.file("plain.csv", rows)));
    Path zipped = folder.resolve("zipped.csv.gz");
    try (OutputStream out = Files.newOutputStream(zipped)) {
      for (List<String> member : List.of(rows.subList(0, 25), rows.subList(25, rows.size()))) {
        GZIPOutputStream gzip = new GZIPOutputStream(out);
        gzip.write((String.join("\n", member) + "\n").getBytes(UTF_8));
        gzip.finish();
      }
    }
    String output = predict("class", zipped.toString());
    assertThat(Path.of(output, "part-00000.csv")).exists();
    assertThat(cells(output)).isEqualTo(expected);
    // Probabilities that Spark writes are rounded otherwise
    assertThat(cells(predictOnSpark("class", zipped.toString())))
        .extracting(row -> row.subList(0, 13))
        .isEqualTo(expected.stream().map(row -> row.subList(0, 13)).toList());
  }

  /** The JDK reads the first member of such a file as if it were all. */
  @ParameterizedTest
  @ValueSource(strings = {"cut", "damaged", "garbage"})
  void damagedFilesAreSaidBySpark(String damage) throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    int second = 0;
    for (int i = 0; i < 2; i++) {
      second = members.size();
      GZIPOutputStream gzip = new GZIPOutputStream(members);
      gzip.write(((i == 0 ? HEADER : "") + rows(40, "Paris", "never")).getBytes(UTF_8));
      gzip.finish();
    }
    byte[] bytes = members.toByteArray();
    switch (damage) {
      case "cut" -> bytes = Arrays.copyOf(bytes, bytes.length - 30);
      case "damaged" -> bytes[second] ^= 1;
      default -> {
        members.write("garbage\n".getBytes(UTF_8));
        bytes = members.toByteArray();
      }
    }
    Path cut = Files.write(folder.resolve("cut.csv.gz"), bytes);
    CommandLineRuns.Outcome outcome =
        commands.run(
            "predict",
            commands.path("class"),
            "--data",
            cut.toString(),
            "--output",
            commands.path("cut"));
    assertThat(outcome.status()).isNotZero();
    assertThat(outcome.err()).contains("cut.csv.gz").doesNotContain("\tat ");
    assertThat(Path.of(commands.path("cut"))).doesNotExist();
  }

  /** With or without Spark, as a csv file that separates and quotes like that of the rows. */
  @Test
  void areWrittenAsTheRowsAreRead() throws IOException {
    String rows = HEADER + rows(40, "Paris", "never");
    List<List<String>> expected = cells(predict("class", commands.file("commas.csv", rows)));
    int city = expected.get(0).indexOf("city");
    assertThat(expected).extracting(row -> row.get(city)).contains("Köln, \"Rhein\"");
    String bars =
        rows.replace("\"Köln, \"\"Rhein\"\"\"", "<>")
            .replace(',', '|')
            .replace("<>", "\"Köln, \"\"Rhein\"\"\"");
    String file = commands.file("bars.csv", bars);
    Path parts = Files.createDirectories(folder.resolve("bars"));
    Files.writeString(parts.resolve("rows.csv"), bars);
    String alone = predict("class", file, "data.options.sep=|");
    assertThat(Path.of(alone, "part-00000.csv")).exists();
    String spark = predict("class", parts.toString(), "data.options.sep=|");
    assertThat(Path.of(spark, "part-00000.csv")).doesNotExist();
    for (String output : List.of(alone, spark)) {
      List<List<String>> cells = cells(output, "|");
      assertThat(cells)
          .extracting(row -> row.subList(0, 13))
          .isEqualTo(expected.stream().map(row -> row.subList(0, 13)).toList());
      assertThat(cells)
          .extracting(row -> row.get(row.size() - 1))
          .isEqualTo(expected.stream().map(row -> row.get(row.size() - 1)).toList());
    }
  }

  /** Header and values, which are the same texts in any encoding. */
  @ParameterizedTest
  @CsvSource({
    "ISO-8859-1,encoding=ISO-8859-1,multiLine=false",
    "ISO-8859-1,charset=ISO-8859-1,multiLine=false",
    "UTF-16,encoding=UTF-16,multiLine=true"
  })
  void areWrittenInTheEncodingThatTheyAreReadIn(Charset set, String encoding, String lines)
      throws IOException {
    String rows = "größe," + HEADER + rows(9, "Paris", "never").replaceAll("(?m)^id", "ä,id");
    String utf = predict("class", commands.file("utf.csv", rows), "data.options.encoding=UTF-8");
    String expected = written(utf, UTF_8);
    assertThat(expected).contains("größe,", "Köln", "\nä,");
    Path file = Files.write(folder.resolve("encoded.csv"), rows.getBytes(set));
    String[] options = {"data.options." + encoding, "data.options." + lines};
    String output = predict("class", file.toString(), options);
    assertThat(written(output, set)).isEqualTo(expected);
    assertThat(written(predict("class", output, options), set)).isEqualTo(expected);
  }

  private static String written(String output, Charset set) throws IOException {
    try (Stream<Path> parts = Files.list(Path.of(output))) {
      Path part = parts.filter(file -> file.toString().endsWith(".csv")).findFirst().orElseThrow();
      return Files.readString(part, set);
    }
  }

  /** Where nothing is quoted, probabilities are, and are read with what job-file.md says. */
  @Test
  void areReadBackWhereTheirRowsHaveNoQuotes() throws IOException {
    String rows = HEADER + rows(40, "Paris", "never").replaceAll("\"K.*\"\"\"", "Rome");
    String plain = predict("class", commands.file("plain.csv", rows), "data.options={quote: ''}");
    List<List<String>> expected = cells(plain);
    List<List<String>> again = cells(predict("class", plain, "data.options.quote=\""));
    assertThat(again).hasSize(41).hasSameSizeAs(expected);
    for (int j = 0; j <= 40; j++) { // the spread and the probabilities are those of Spark
      assertThat(again.get(j).subList(0, 13)).isEqualTo(expected.get(j).subList(0, 13));
      assertThat(again.get(j)).hasSameSizeAs(expected.get(0));
      assertThat(again.get(j).get(15)).isEqualTo(expected.get(j).get(15));
      if (j > 0) {
        assertThat(numbers(again.get(j).get(13)))
            .containsExactly(numbers(expected.get(j).get(13)), within(2e-6));
      }
    }
  }

  /** Of a part of the values another type is guessed: true is 1, and no city is a number. */
  @Test
  void columnsMayLookLikeThoseOfAnotherType() throws IOException {
    String rows = rows(40, "Paris", "never").replaceAll("Rome|Paris|\"K.*\"\"\"", "Atlantis");
    String truths = rows.replace(",true,", ",1,").replace(",false,", ",0,");
    for (String same : new String[] {truths, rows.replace("Atlantis", "7")}) {
      List<List<String>> expected = cells(predict("price", commands.file("a.csv", HEADER + rows)));
      List<List<String>> got = cells(predict("price", commands.file("b.csv", HEADER + same)));
      int prediction = expected.get(0).indexOf("prediction");
      for (int j = 1; j < expected.size(); j++) {
        assertThat(numbers(got.get(j).get(prediction)))
            .containsExactly(numbers(expected.get(j).get(prediction)), within(2e-6));
      }
    }
  }

  /** Without the word among them, texts look like times or numbers, and are texts all the same. */
  @Test
  void textsMayLookLikeTimesAndNumbersAlone() throws IOException {
    String rows = rows(40, "Paris", "").replace(",9+,", ",04,");
    String data = commands.file("times.csv", HEADER + rows);
    String output = predict("price", data);
    assertThat(Path.of(output, "part-00000.csv")).exists();
    List<List<String>> alone = cells(output);
    List<List<String>> spark = cells(predictOnSpark("price", data));
    int last = spark.get(0).indexOf("prediction");
    for (int j = 1; j < spark.size(); j++) {
      assertThat(numbers(alone.get(j).get(last)))
          .containsExactly(numbers(spark.get(j).get(last)), within(2e-6));
      assertThat(alone.get(j).subList(0, 5)).isEqualTo(spark.get(j).subList(0, 5));
    }
  }

  @Test
  void columnsMayComeInAnyOrderAndLabelsMayBeMissing() throws IOException {
    String data =
        commands.file(
            "few.csv",
            "zip,city,grade,seen,new,day,at,note,size,more,price,flag,id\n"
                + "10001,Rome,9+,,true,2020-01-02,,1e3,4,x,1,0,id-7\n");
    String output = predict("class", data);
    assertThat(Path.of(output, "part-00000.csv")).exists();
    assertThat(cells(output).get(0))
        .endsWith("id", "probability", "predictionSpread", "prediction");
  }

  /** Spark does what is not plain: its files have other names. */
  @Test
  void whatIsNotPlainIsLeftToSpark() throws IOException {
    String parts = commands.path("parts.csv");
    Files.createDirectories(Path.of(parts));
    Files.writeString(Path.of(parts, "a.csv"), HEADER + rows(5, "Rome", "never"));
    String twice =
        commands.file("twice.csv", HEADER.replace("id", "City") + rows(5, "Rome", "never"));
    String marked = commands.file("marked.csv", "\uFEFF" + HEADER + rows(5, "Rome", "never"));
    commands.file("s1.csv", HEADER + rows(5, "Rome", "never"));
    commands.file("s[1].csv", HEADER + rows(5, "Paris", "never")); // not read
    String pattern = commands.path("s[1].csv");
    for (String data : new String[] {parts, twice, marked, pattern}) {
      String output = commands.path("other");
      CommandLineRuns.Outcome outcome =
          commands.run(
              "predict", commands.path("class"), "--data", data, "--output", output, "--overwrite");
      assertThat(Path.of(output, "part-00000.csv")).doesNotExist();
      assertThat(outcome.status()).isEqualTo(data.equals(twice) ? 3 : 0);
    }
  }

  /** Spark would take times without a zone for another type. */
  @Test
  void settingsOfTypesAreLeftToSpark() throws IOException {
    String data = commands.file("plain.csv", HEADER + rows(5, "Rome", "never"));
    String output = commands.path("by-spark");
    LocalSpark.session(); // one that began with the setting would keep it for other tests
    System.setProperty("spark.sql.timestampType", "TIMESTAMP_NTZ");
    try {
      CommandLineRuns.Outcome outcome =
          commands.run("predict", commands.path("class"), "--data", data, "--output", output);
      assertThat(outcome.status()).as(outcome.err()).isZero();
      assertThat(Path.of(output, "part-00000.csv")).doesNotExist();
    } finally {
      System.clearProperty("spark.sql.timestampType");
    }
  }

  /** What is wrong is said in Spark's words, and nothing is written. */
  @ParameterizedTest
  @ValueSource(strings = {"short", "column", "type", "empty", "infinite", "comma", "undecoded"})
  void whatIsWrongIsSaidAsBySpark(String wrong) throws IOException {
    String rows = rows(20, "Paris", "never");
    String data =
        commands.file(
            wrong + ".csv",
            switch (wrong) {
              case "short" -> HEADER + rows + "id-1,4\n";
              case "column" -> HEADER.replace("city", "town") + rows;
              case "empty" -> HEADER;
              case "infinite" -> HEADER + rows.replace(" -20.0", "Infinity");
              case "comma" -> HEADER + rows.replaceAll("Rome|Paris", "\"1,5\"");
              case "undecoded" -> HEADER + rows.replace("Rome", "R\uFFFDme");
              default -> HEADER + rows.replaceAll("(?m)^(id-\\d+), *[-0-9.]+", "$1,many");
            });
    String output = commands.path("none");
    CommandLineRuns.Outcome outcome =
        commands.run("predict", commands.path("class"), "--data", data, "--output", output);
    assertThat(outcome.status()).isEqualTo(3);
    assertThat(outcome.err()).contains(data);
    assertThat(Path.of(output)).doesNotExist();
    assertThat(folder.resolve(".none.part")).doesNotExist();
  }
}

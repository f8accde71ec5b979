package io.plateau.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.data.column.JobColumns;
import io.plateau.data.column.Task;
import io.plateau.data.source.Origin;
import io.plateau.data.source.Source;
import io.plateau.data.source.Table;
import io.plateau.data.source.TextTypes;
import io.plateau.job.Job;
import io.plateau.job.JobFileException;
import io.plateau.ml.NeuralNetworkClassifier;
import io.plateau.spec.TrainingSpec;
import io.plateau.spec.Values;
import io.plateau.table.ColumnKind;
import io.plateau.table.RawColumn;
import io.plateau.table.TableRules;
import io.plateau.table.ValueType;
import io.plateau.train.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One message for each thing that may be wrong with data. */
class BadInputTest {
  /** Offset of the time of change, after two bytes of magic, a method and flags (RFC 1952). */
  private static final int GZIP_TIME = 4;

  @TempDir Path folder;

  @AfterEach
  void close() {
    Jobs.close();
  }

  @Test
  void missingLabelNamesTheNearest() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "letter,a,b", "A,1,2");
    refused(Jobs.csv(path, "lettr"))
        .hasMessage(
            "column \"lettr\" (data.label) is not in %s; it has letter, a, b; did you mean \"letter\"?",
            path);
  }

  @Test
  void aColonInTheNameOfAFile() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a", "1,1");
    for (String name : List.of("10:00.csv", folder + "/10:00.csv")) {
      Path other = Files.copy(path, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      assertThat(other).exists();
      refused(Jobs.csv(Path.of(name), "y"))
          .hasMessage(
              "cannot read %s as csv (data.format): Hadoop reads no file with a colon in its name; rename it, or write a / behind the scheme of a URI",
              name);
    }
  }

  @Test
  void anAddressOfTheWeb() {
    Job.Data data = Jobs.csv(Path.of("x.csv"), "y");
    refused(data.at("https://127.0.0.1:1/x.csv", Map.of(), data.split()))
        .hasMessage(
            "Spark reads no files of web servers, such as https://127.0.0.1:1/x.csv (data.path); download it and give its path");
  }

  @Test
  void severalLabelsAreAList() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,z,a", "1,1,2");
    refused(Jobs.csv(path, "z, y"))
        .hasMessage(
            "column \"z, y\" (data.label) is not in %s; it has y, z, a; a list of columns has brackets: [z, y]",
            path);
  }

  @Test
  void aStructIsNamedByItsFields() throws IOException {
    Path path = Jobs.file(folder, "x.json", "{\"y\": 1, \"home\": {\"city\": \"a\", \"zip\": 1}}");
    refused(Jobs.with(Jobs.features(Jobs.csv(path, "y"), "home"), "json", Map.of()))
        .hasMessage(
            "column \"home\" (data.features) is not in %s; it has home.city, home.zip, y; fields of a struct are columns of their own: name each, as home.city and home.zip",
            path);
  }

  @Test
  void missingWeightFeatureAndSplitColumns() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a,b", "1,1,2");
    Job.Data data = Jobs.csv(path, "y");
    refused(Jobs.weighted(data, "zzzzzz"))
        .hasMessage("column \"zzzzzz\" (data.weight) is not in %s; it has y, a, b", path);
    refused(Jobs.features(data, "a", "bb"))
        .hasMessage(
            "column \"bb\" (data.features) is not in %s; it has y, a, b; did you mean \"b\"?",
            path);
    refused(Jobs.with(data, new Job.Part.Column("held"), Jobs.NONE))
        .hasMessage("column \"held\" (data.split) is not in %s; it has y, a, b", path);
  }

  @Test
  void kindThatAColumnCannotBe() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a", "1,u", "2,v");
    Job.Data data = Jobs.csv(path, "y");
    Job.Treatment vector =
        new Job.Treatment(
            Job.TaskWord.AUTO, Map.of("a", ColumnKind.VECTOR), data.treatment().rules());
    refused(Jobs.with(data, vector))
        .hasMessage(
            "column \"a\" (data.columns) of %s is text, which cannot be of kind vector; it can be number or category or date or ignore",
            path);
  }

  @Test
  void filesOfAnotherFormatThanCsv() throws IOException {
    Dataset<Row> rows = LocalSpark.session().range(50).selectExpr("id AS a", "id % 2 AS y");
    for (String format : List.of("parquet", "orc", "json")) {
      Path path = folder.resolve(format);
      rows.coalesce(1).write().format(format).save(path.toString());
      refused(Jobs.csv(path, "y"))
          .isInstanceOf(DataException.class)
          .hasMessage("%s is no csv; set data.format: %s", path, format);
    }
    for (String text :
        List.of("[{\"a\": 1, \"y\": 2}]", "[\n{\"a\": 1, \"y\": 2}]", "{\n\"a\": 1}")) {
      Path path = Jobs.file(folder, "x.json", text.split("\n"));
      refused(Jobs.csv(path, "y"))
          .hasMessage("%s is no csv; set data.format: json and data.options.multiLine: true", path);
    }
  }

  @Test
  void parquetFilesOfUnlikeTypes() {
    Path path = folder.resolve("unlike");
    for (String type : List.of("DOUBLE", "BIGINT")) {
      LocalSpark.session()
          .range(50)
          .selectExpr("CAST(id AS " + type + ") AS a", "id % 2 AS y")
          .write()
          .mode("append")
          .parquet(path.toString());
    }
    refused(Jobs.with(Jobs.csv(path, "y"), "parquet", Map.of()))
        .isInstanceOf(DataException.class)
        .message()
        .matches(
            ".*/part-.* has column \\[a] as (DOUBLE|INT64), which does not fit (double|bigint), the"
                + " type of another file of "
                + path
                + "; write all files with the same types");
  }

  @Test
  void datesAreNoLabels() {
    Path path = folder.resolve("dates");
    LocalSpark.session()
        .range(50)
        .selectExpr("id AS a", "date_add(DATE'2020-01-01', CAST(id AS INT)) AS y")
        .write()
        .parquet(path.toString());
    refused(Jobs.with(Jobs.csv(path, "y"), "parquet", Map.of()))
        .hasMessage(
            "a label must be a number, a boolean or a text, but column \"y\" is a date; make one of it,"
                + " or choose another label");
  }

  @Test
  void compressedFilesNamedCsv() throws IOException {
    byte[] rows = "a,y\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8);
    Path gzipped = folder.resolve("gzipped.csv");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzipped))) {
      out.write(rows);
    }
    refused(Jobs.csv(gzipped, "y"))
        .hasMessage("%s is compressed by gzip; give the file a name that ends in .gz", gzipped);
    byte[] whole = Files.readAllBytes(gzipped);
    byte[] dated = whole.clone();
    dated[GZIP_TIME] = '\n';
    refused(Jobs.csv(Files.write(gzipped, dated), "y"))
        .hasMessage("%s is compressed by gzip; give the file a name that ends in .gz", gzipped);
    whole[whole.length - 8]++;
    Path damaged = Files.write(folder.resolve("damaged.csv.gz"), whole);
    refused(Jobs.csv(damaged, "y"))
        .hasMessageEndingWith(
            "gzip stream CRC failure: the file is incomplete or damaged; copy it again");
    Path plain = Files.write(folder.resolve("plain.csv.gz"), rows);
    refused(Jobs.csv(plain, "y"))
        .hasMessage(
            "cannot read %s as csv (data.format): it is not compressed, or not by gzip, as the end of its name says; rename it",
            plain);
  }

  /**
   * The time of an entry follows bytes that are no letters, and may have a byte of a line break.
   */
  @ParameterizedTest
  @ValueSource(strings = {"2026-12-02T13:40:20", "2026-12-02T13:41:00"})
  void zipArchivesNamedCsv(LocalDateTime time) throws IOException {
    Path zipped = folder.resolve("zipped.csv");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zipped))) {
      ZipEntry entry = new ZipEntry("rows.csv");
      entry.setTimeLocal(time);
      out.putNextEntry(entry);
      out.write("a,y\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8));
    }
    refused(Jobs.csv(zipped, "y"))
        .hasMessage(
            "%s is a zip archive or a workbook, which Spark does not read; unpack it, or save the workbook as csv",
            zipped);
  }

  @Test
  void aColumnNamedAsAnArchiveBegins() throws IOException {
    Path path = Files.writeString(folder.resolve("keys.csv"), "PK,y\n1,2\n3,4\n");
    assertThat(Jobs.read(Jobs.csv(path, "y")).columns().features()).containsExactly("PK");
    Files.writeString(path, "\uFEFFPK,y\n1,2\n3,4\n", StandardCharsets.UTF_16LE);
    Job.Data utf16 =
        Jobs.with(Jobs.csv(path, "y"), "csv", Map.of("encoding", "UTF-16", "multiLine", "true"));
    assertThat(Jobs.read(utf16).columns().features()).containsExactly("PK");
  }

  @Test
  void fileThatIsNoParquetInAFolderWithABlank() throws IOException {
    Path path = Files.createDirectories(folder.resolve("my 100% data")).resolve("x.parquet");
    Files.writeString(path, "no parquet at all");
    refused(Jobs.with(Jobs.csv(path, "y"), "parquet", Map.of()))
        .hasMessageStartingWith("cannot read %s as parquet (data.format): ".formatted(path));
  }

  /** Names of one letter lose their zeros with the blanks around them, and others have none. */
  @ParameterizedTest
  @ValueSource(strings = {"x,y", "年龄,y"})
  void utf16ByItsMark(String header) throws IOException {
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Path path =
          Files.writeString(folder.resolve("x.csv"), "\uFEFF" + header + "\n1,2\n", charset);
      refused(Jobs.csv(path, "y"))
          .hasMessage(
              "%s has names of columns that are not UTF-8; set data.options.encoding: UTF-16 and data.options.multiLine: true",
              path);
    }
  }

  @Test
  void labelThatIsMissingInAllRows() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a", ",1", ",2", ",3");
    refused(Jobs.csv(path, "y"))
        .hasMessage(
            "label \"y\" of %s is missing in all 3 rows; choose another data.label, or rows that have it",
            path);
  }

  @Test
  void textLabelThatIsMissing() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a", "u,1", ",2", "v,3");
    refused(Jobs.csv(path, "y"))
        .hasMessage(
            "label \"y\" of %s is missing in 1 of 3 rows, first row 2; leave these rows out of the data: data.label must have a value in every row",
            path);
  }

  @Test
  void featureIsNotLabelToo() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a", "1,1");
    refused(Jobs.features(Jobs.csv(path, "y"), "y"))
        .hasMessage(
            "column \"y\" cannot be a feature: data.label, data.weight or data.split names it too");
  }

  @Test
  void noFeatures() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y", "1");
    refused(Jobs.csv(path, "y"))
        .hasMessage(
            "%s has no column left to be a feature beside data.label, data.weight and data.split; it has y",
            path);
  }

  @Test
  void malformedNumberUnderADeclaredType() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a", "1,1", "2,secret", "3,3");
    refused(
            Jobs.with(
                Jobs.csv(path, "y"), "csv", Map.of("header", "true", "schema", "y INT, a DOUBLE")))
        .hasMessage(
            "row 2 of %s does not fit the 2 columns of csv: a number is malformed, or a field is missing or too many; data.options.mode: DROPMALFORMED leaves such records out",
            path);
  }

  @Test
  void textAmongTimesOfADeclaredType() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,at", "1,21:58", "2,noon", "3,");
    refused(Jobs.with(Jobs.csv(path, "y"), "csv", Map.of("schema", "y INT, at TIMESTAMP")))
        .hasMessageStartingWith("row 2 of %s does not fit the 2 columns of csv", path);
  }

  @Test
  void otherNamesThanThoseOfADeclaredTime() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,when", "1,21:58");
    refused(Jobs.with(Jobs.csv(path, "y"), "csv", Map.of("schema", "y INT, at TIMESTAMP")))
        .hasMessageStartingWith(
            "%s has other names in its first line than data.options.schema", path);
  }

  @Test
  void extraAndMissingFields() throws IOException {
    for (String line : List.of("3,3,3", "3")) {
      Path path = Jobs.file(folder, "x.csv", "y,a", "1,1", "2,2", line);
      refused(Jobs.csv(path, "y"))
          .hasMessage(
              "row 3 of %s does not fit the 2 columns of csv: a number is malformed, or a field is missing or too many; data.options.mode: DROPMALFORMED leaves such records out",
              path);
    }
  }

  @Test
  void extraAndMissingFieldsBesideTimes() throws IOException {
    for (String line : List.of("3,2021-05-01 06:30:00,3", "3")) {
      Path path = Jobs.file(folder, "x.csv", "y,at", "1,2021-05-01 06:30:00", line, "2,");
      refused(Jobs.csv(path, "y"))
          .hasMessageStartingWith("row 2 of %s does not fit the 2 columns of csv", path);
    }
  }

  @Test
  void modeMayBeWrittenInCapitals() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a", "1,1", "2,2", "3");
    refused(Jobs.with(Jobs.csv(path, "y"), "csv", Map.of("header", "true", "MODE", "FAILFAST")))
        .hasMessageStartingWith("row 3 of %s does not fit the 2 columns of csv", path);
  }

  @Test
  void missingValues() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a", "1,1", "2,NaN", "3,", "4,4");
    refused(Jobs.csv(path, "y"))
        .hasMessage(
            "column \"a\" of %s is missing (null or NaN) in 2 of 4 rows, first row 2; data.missing may be median, mean or skip",
            path);
  }

  @Test
  void infiniteValuesOfAColumnWhoseNameNeedsQuotes() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,no: b", "1,1.5", "2,-Inf");
    refused(Jobs.csv(path, "y"))
        .hasMessageEndingWith(
            "; leave these rows out, or train with data.columns: {\"no: b\": ignore}");
  }

  @Test
  void infiniteValues() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a", "1,1.5", "2,-Inf");
    refused(Jobs.csv(path, "y"))
        .hasMessage(
            "column \"a\" of %s is infinite in 1 of 2 rows, first row 2; leave these rows out, or train with data.columns: {a: ignore}",
            path);
  }

  /** Numbers that are not scaled must be finite as floats, unless they name a category. */
  @Test
  void largeNumbersAsTheyAre() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a,b", "1,1.5,0", "2,1e300,1", "3,-3.5e38,0");
    Job.Data unscaled = Jobs.standardized(Jobs.csv(path, "y"), false);
    refused(unscaled)
        .hasMessage(
            "column \"a\" of %s is not finite as a 32-bit float in 2 of 3 rows, first row 2; leave these rows out, or train with data.scale: robust, or with data.columns: {a: ignore}",
            path);
    Job.Treatment treated = unscaled.treatment();
    Map<String, ColumnKind> category = Map.of("a", ColumnKind.CATEGORY);
    Job.Treatment named = new Job.Treatment(treated.task(), category, treated.rules());
    assertThat(Jobs.read(Jobs.with(unscaled, named)).rows()).isEqualTo(3);
    assertThat(Jobs.read(Jobs.csv(path, "y")).rows()).isEqualTo(3);
  }

  @Test
  void missingLabelValue() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a", ",1", "2,2");
    refused(Jobs.csv(path, "y"))
        .hasMessage(
            "label \"y\" of %s is missing or not finite in 1 of 2 rows, first row 1; leave these rows out of the data: data.label must have a value in every row",
            path);
  }

  @Test
  void negativeWeight() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a,w", "1,1,0", "2,2,-1");
    refused(Jobs.weighted(Jobs.csv(path, "y"), "w"))
        .hasMessage(
            "weight \"w\" of %s must be at least 0 and finite, but is not in 1 of 2 rows, first row 2; data.weight may be null",
            path);
  }

  @Test
  void labelsAndWeightsThatAreFiniteAsDoublesAlone() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a,w", "1.5,1,1", "-4e38,2,1", "3e38,3,1e60");
    String found = " of %s is not finite as a 32-bit float in 1 of 3 rows, first row ";
    refused(Jobs.csv(path, "y"))
        .hasMessage(
            "label \"y\""
                + found
                + "2; leave these rows out of the data, or divide the label by a number; where each value is a class, set task: classification",
            path);
    Job.Treatment numbers =
        new Job.Treatment(Job.TaskWord.REGRESSION, Map.of(), TableRules.DEFAULT);
    refused(Jobs.with(Jobs.csv(path, "y"), numbers))
        .hasMessageEndingWith(
            "first row 2; leave these rows out of the data, or divide the label by a number");
    refused(Jobs.csv(path, "a", "y")).hasMessageStartingWith("label \"y\"" + found + "2", path);
    Job.Treatment classes =
        new Job.Treatment(Job.TaskWord.CLASSIFICATION, Map.of(), TableRules.DEFAULT);
    assertThat(Jobs.read(Jobs.with(Jobs.csv(path, "y"), classes)).prepare().classes()).hasSize(3);
    refused(Jobs.weighted(Jobs.csv(path, "a"), "w"))
        .hasMessage("weight \"w\"" + found + "3; divide the weights by a number", path);
    Path other = Jobs.file(folder, "other.csv", "y,a,w", "1.5,1,1", "2,2,1");
    refused(Jobs.with(Jobs.csv(other, "y"), new Job.Part.Path(path.toString()), Jobs.NONE))
        .as("of test rows")
        .hasMessageStartingWith("label \"y\"" + found + "2", path);
  }

  @Test
  void textsThatAreNumbersAlone() throws IOException {
    String says =
        "task regression needs a number as label, but column \"y\" is text; for classes set task: classification; ";
    Job.Treatment numbers =
        new Job.Treatment(Job.TaskWord.REGRESSION, Map.of(), TableRules.DEFAULT);
    Path empty = Jobs.file(folder, "empty.csv", "a,y", "1,", "2,");
    refused(Jobs.with(Jobs.csv(empty, "y"), numbers))
        .hasMessage(says + "it has no value in any row");
    Path path =
        Jobs.file(folder, "x.json", "{\"a\": 1, \"y\": \"2.5\"}", "{\"a\": 2, \"y\": \"3\"}");
    Job.Data json = Jobs.with(Jobs.with(Jobs.csv(path, "y"), "json", Map.of()), numbers);
    String remedy =
        "all of its values are numbers: write them without quotes, and declare it DOUBLE where data.options.schema has it";
    refused(json).hasMessage(says + remedy);
    Map<String, String> texts = Map.of("schema", "a INT, y STRING");
    Map<String, String> doubles = Map.of("schema", "a INT, y DOUBLE");
    refused(Jobs.with(json, "json", texts)).hasMessage(says + remedy);
    refused(Jobs.with(json, "json", doubles)).hasMessageContaining("does not fit the 2 columns");
    Jobs.file(folder, "x.json", "{\"a\": 1, \"y\": 2.5}", "{\"a\": 2, \"y\": 3}");
    refused(Jobs.with(json, "json", texts)).hasMessage(says + remedy);
    assertThat(Jobs.read(Jobs.with(json, "json", doubles)).parts().rows().task())
        .isEqualTo(Task.REGRESSION);
    assertThat(Jobs.read(json).parts().rows().task()).isEqualTo(Task.REGRESSION);
  }

  @Test
  void textAsWeight() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a,w", "1,1,heavy");
    refused(Jobs.weighted(Jobs.csv(path, "y"), "w"))
        .hasMessage(
            "column \"w\" (data.weight) must be a number, but in %s it is text; 1 of 1 values are no numbers, such as \"heavy\"",
            path);
  }

  @Test
  void undecidedSplit() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a,held", "1,1,1", "2,2,");
    refused(Jobs.with(Jobs.csv(path, "y"), new Job.Part.Column("held"), Jobs.NONE))
        .hasMessage(
            "column \"held\" (data.split) of %s is missing in 1 of 2 rows, first row 2; data.split.test and data.split.validation need a value in every row",
            path);
  }

  @Test
  void zeroRows() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a");
    refused(Jobs.with(Jobs.csv(path, "y"), "csv", Map.of("header", "true")))
        .hasMessage("there are no rows in %s (data.path)", path);
  }

  @Test
  void noFile() {
    Path path = folder.resolve("none.csv");
    refused(Jobs.csv(path, "y")).hasMessage("there is no file at %s (data.path)", path);
  }

  @Test
  void noFileButPerhapsATableOfACatalog() {
    refused(Jobs.csv(Path.of("shop.customers"), "y"))
        .hasMessage(
            "there is no file at shop.customers (data.path), which is file:"
                + Path.of("shop.customers").toAbsolutePath()
                + "; if it is a table or view of a catalog, set data.format: table");
    refused(Jobs.csv(Path.of("customers.PARQUET"), "y"))
        .hasMessage(
            "there is no file at customers.PARQUET (data.path), which is file:"
                + Path.of("customers.PARQUET").toAbsolutePath());
  }

  @Test
  void noFileThatMatchesAPattern() throws IOException {
    Path path = Jobs.file(folder, "x[1].csv", "y,a", "1,1");
    String literal = folder.resolve("x\\[1\\].csv").toString();
    refused(Jobs.csv(path, "y"))
        .hasMessage(
            "no file matches the pattern %s (data.path); for a file of that very name write %s",
            path, literal);
    refused(Jobs.csv(folder.resolve("x\\[2\\].csv"), "y"))
        .hasMessage("no file matches the pattern %s (data.path)", folder.resolve("x\\[2\\].csv"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"excel", "avro"})
  void unknownFormat(String format) throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a", "1,1");
    assertThatThrownBy(() -> Jobs.read(Jobs.with(Jobs.csv(path, "y"), format, Map.of())))
        .isInstanceOf(JobFileException.class)
        .hasMessage(
            "data.format: this Spark has no source \"%s\"; it has csv, json, parquet, orc, libsvm, text, xml, idx, table, and others by --packages before the command",
            format);
  }

  @Test
  void notThatFormat() throws IOException {
    Path path = Jobs.file(folder, "x.parquet", "y,a", "1,1");
    refused(Jobs.with(Jobs.csv(path, "y"), "parquet", Map.of()))
        .hasMessageContaining("cannot read " + path + " as parquet");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INT64 at (TIMESTAMP(NANOS,false))|"
            + "has times in nanoseconds, which Spark does not read; write them in microseconds, from"
            + " pandas by to_parquet(…, coerce_timestamps=\"us\", allow_truncated_timestamps=True)",
        "INT64 at (TIME(MICROS,true))|"
            + "has a column of the Parquet type INT64 (TIME(MICROS,true)), which Spark does not read;"
            + " write it as another type, or leave it out of the file"
      })
  void parquetOfTypesThatSparkDoesNotRead(String column, String told) throws IOException {
    Path path = folder.resolve("times.parquet");
    ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(path.toUri()))
        .withType(MessageTypeParser.parseMessageType("message rows { optional " + column + "; }"))
        .build()
        .close();
    refused(Jobs.with(Jobs.csv(path, "y"), "parquet", Map.of())).hasMessage(path + " " + told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2020-02-28,2020-02-30 10:00|1 of 2 values are no dates, such as \"2020-02-30 10:00\":"
            + " correct them, or leave their rows out",
        "2020-02-28,2020-02-29|all of its values are dates: declare it TIMESTAMP in"
            + " data.options.schema",
        "28/02/2020,|its only value is not a date for Spark, \"28/02/2020\":"
            + " set their data.options.dateFormat or timestampFormat, or write them as 2021-12-31",
        "28/02/2020,01/03/2020|none of its 2 values is a date for Spark, such as \"01/03/2020\":"
            + " set their data.options.dateFormat or timestampFormat, or write them as 2021-12-31",
      })
  void textsWhereTrainingHasDates(String dates, String told) throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a", "1,2020-01-01", "2,2020-01-02");
    String[] rows = dates.split(",", 2);
    Path other = Jobs.file(folder, "other.csv", "y,a", "1," + rows[0], "2," + rows[1]);
    Job.Data data = Jobs.with(Jobs.csv(path, "y"), "csv", Map.of());
    assertThatThrownBy(() -> readOthers(data, other, TextTypes.NONE.and("a")))
        .hasMessage(
            "column \"a\" (a feature) must be a date, but in %s it is text; %s", other, told);
  }

  /** Other rows of a job whose training rows have dates. */
  private static void readOthers(Job.Data data, Path other, TextTypes texts) {
    Table table = Source.read(LocalSpark.session(), data, Origin.ofOthers(other.toString()), texts);
    RawColumn dates = new RawColumn("a", ValueType.DATE, Optional.empty());
    JobColumns.ofOthers(data, table, List.of(dates), false);
  }

  /** The options that the message names are tried. */
  @ParameterizedTest
  @CsvSource({
    "csv, '', 'set their data.options.dateFormat or timestampFormat, or write them as 2021-12-31', dateFormat=dd/MM/yyyy",
    "csv, '', 'set their data.options.dateFormat or timestampFormat, or write them as 2021-12-31', timestampFormat=dd/MM/yyyy",
    "json, '', 'set data.options.inferTimestamp: true, and data.options.timestampFormat to theirs', inferTimestamp=true;timestampFormat=dd/MM/yyyy",
    "json, 'schema=y INT, a STRING', 'declare it DATE in data.options.schema, and set data.options.dateFormat to theirs', 'schema=y INT, a DATE;dateFormat=dd/MM/yyyy'",
    "csv, 'schema=y INT, a STRING', 'declare it DATE in data.options.schema, and set data.options.dateFormat to theirs', 'schema=y INT, a DATE;dateFormat=dd/MM/yyyy'"
  })
  void optionsThatReadDatesOfAnotherOrder(
      String format, String options, String told, String advised) throws IOException {
    boolean csv = format.equals("csv");
    String row = csv ? "%d,%s" : "{\"y\": %d, \"a\": \"%s\"}";
    Path path =
        Jobs.file(
            folder,
            "other",
            Stream.concat(
                    csv ? Stream.of("y,a") : Stream.empty(),
                    Stream.of(row.formatted(1, "28/02/2020"), row.formatted(2, "01/03/2020")))
                .toArray(String[]::new));
    Job.Data data = Jobs.csv(path, "y");
    assertThatThrownBy(
            () -> readOthers(Jobs.with(data, format, options(options)), path, TextTypes.NONE))
        .hasMessage(
            "column \"a\" (a feature) must be a date, but in %s it is text; none of its 2 values is a date for Spark, such as \"01/03/2020\": %s",
            path, told);
    assertThatCode(
            () -> readOthers(Jobs.with(data, format, options(advised)), path, TextTypes.NONE))
        .doesNotThrowAnyException();
  }

  private static Map<String, String> options(String text) {
    return Stream.of(text.split(";"))
        .filter(option -> !option.isEmpty())
        .map(option -> option.split("="))
        .collect(Collectors.toMap(option -> option[0], option -> option[1]));
  }

  @Test
  void lossThatDoesNotSuitTheLabel() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a", "no,1");
    assertThatThrownBy(() -> Jobs.read(Jobs.csv(path, "y"), Jobs.spec("squared", false)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "loss squared needs a number as label, but column \"y\" is text; for classes set loss: softmaxCrossEntropy; 1 of 1 values are no numbers, such as \"no\"");
  }

  @ParameterizedTest
  @CsvSource({
    "no, yes, maybe, ''",
    "0, 1, 2, '; if it is a quantity and no class, set task: regression'"
  })
  void labelUnseenInTraining(String first, String second, String unseen, String advice)
      throws IOException {
    Path path =
        Jobs.file(folder, "x.csv", "y,a", first + ",1", second + ",2", first + ",3", unseen + ",4");
    JobData data = Jobs.read(Jobs.with(Jobs.csv(path, "y"), new Job.Part.Last(1), Jobs.NONE));
    assertThatThrownBy(data::prepare)
        .isInstanceOf(DataException.class)
        .hasMessage(
            "label \"y\" of the test rows of %s must be one of the 2 that the training rows have (%s, %s), but is not in 1 of 1 rows, first row 4 with \"%s\"%s",
            path, first, second, unseen, advice);
  }

  @Test
  void categoryUnseenInTraining() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a", "1.5,red", "2,blue", "3,green");
    JobData data = Jobs.read(Jobs.with(Jobs.csv(path, "y"), Jobs.NONE, new Job.Part.Last(1)));
    assertThatThrownBy(data::prepare)
        .isInstanceOf(DataException.class)
        .hasMessage(
            "category \"a\" of the validation rows of %s must be one of the 2 that the training rows have (blue, red), but is not in 1 of 1 rows, first row 3 with \"green\"",
            path);
  }

  @Test
  void numberInTextThatIsTooLarge() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a", "1,1e39", "2,n/a", "3,2");
    JobData data =
        Jobs.read(
            Jobs.standardized(Jobs.with(Jobs.csv(path, "y"), TableRules.Missing.MEDIAN), false));
    assertThatThrownBy(data::prepare)
        .cause()
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("column \"a\": expected numbers that are finite");
  }

  @Test
  void rowsOfSeveralFilesAreToldWithTheirFile() throws IOException {
    Path many = Files.createDirectory(folder.resolve("many"));
    Jobs.file(many, "a.csv", "y,a", "1,1", "2,2", "3,3");
    Jobs.file(many, "b c.csv", "y,a", "1,1", "2,");
    refused(Jobs.csv(many, "y"))
        .hasMessage(
            "column \"a\" of %s is missing (null or NaN) in 1 of 5 rows, first row 2 of b c.csv; data.missing may be median, mean or skip",
            many);
  }

  @Test
  void rowsOfFilesOfTheSameNameAreToldWithTheirFolder() throws IOException {
    Path many = Files.createDirectory(folder.resolve("many"));
    for (String part : List.of("a b", "k=1", "k=2/deep")) {
      Path own = Files.createDirectories(many.resolve(part));
      Jobs.file(own, "a.csv", "y,a", "1,1", part.equals("k=1") ? "2," : "2,2");
    }
    Map<String, String> options = Map.of("recursiveFileLookup", "true");
    Job.Data data = Jobs.with(Jobs.csv(many, "y"), "csv", options);
    refused(data).hasMessageContaining(" in 1 of 6 rows, first row 2 of k=1/a.csv; ");
    Jobs.file(many.resolve("a b"), "a.csv", "y,a", "1,");
    refused(data).hasMessageContaining(" in 2 of 5 rows, first row 1 of a b/a.csv; ");
  }

  @Test
  void otherLabelsOfYesAndNo() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "a,y,z", "1,0,1", "2,1,0", "3,1,1");
    JobData data = Jobs.read(Jobs.csv(path, "y", "z"), Jobs.spec("sigmoidCrossEntropy", false));
    Prepared prepared = data.prepare();
    Dataset<Row> rows =
        new VectorAssembler()
            .setInputCols(new String[] {"y", "z"})
            .setOutputCol("label")
            .transform(prepared.before().get(0).transform(Jobs.frame(Jobs.csv(path, "y"))));
    PipelineModel pipeline =
        prepared.pipeline(
            new NeuralNetworkClassifier()
                .setFeaturesCol(Prepared.FEATURES)
                .setHiddenLayers(new int[0])
                .setMaxIter(1)
                .fit(rows));
    Path other = Jobs.file(folder, "other.csv", "a,y,z", "1,0,1", "2,1,2");
    assertThatThrownBy(
            () ->
                OtherRows.read(
                    LocalSpark.session(),
                    data.resolved(),
                    other.toString(),
                    pipeline,
                    Optional.of(TrainingSpec.of(Values.NONE).loss())))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "label \"z\" of %s must be from 0 to 1, but is not in 1 of 2 rows, first row 2; another loss takes other numbers",
            other);
  }

  @Test
  void testFileOfOtherColumns() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a", "1,1", "2,2");
    Path other = Jobs.file(folder, "other.csv", "y,b", "1,1");
    refused(Jobs.with(Jobs.csv(path, "y"), new Job.Part.Path(other.toString()), Jobs.NONE))
        .hasMessage("column \"a\" (a feature) is not in %s; it has y, b", other);
    Path twice = Jobs.file(folder, "twice.csv", "y,a,a", "1,1,2");
    refused(Jobs.with(Jobs.csv(path, "y"), new Job.Part.Path(twice.toString()), Jobs.NONE))
        .hasMessageEndingWith(
            "it has y, a1, a2; its header may have that name 2 times, and Spark appends its place to each, as in a1 and a2: use one of these names, or rename the columns of the file");
    Path text = Jobs.file(folder, "text.csv", "y,a", "1,one");
    refused(Jobs.with(Jobs.csv(path, "y"), new Job.Part.Path(text.toString()), Jobs.NONE))
        .hasMessage(
            "column \"a\" (a feature) must be a number or a boolean, but in %s it is text; 1 of 1 values are no numbers, such as \"one\"",
            text);
  }

  /** The reader of libsvm has as many features as the largest index of a path. */
  @Test
  void testFileOfFewerFeatures() throws IOException {
    Path path = Jobs.file(folder, "x.svm", "0 1:1 2:2 4:3", "1 1:2 4:1", "0 2:1", "1 4:5");
    for (int most = 2; most <= 6; most += 4) {
      Path other = Jobs.file(folder, "other.svm", "0 1:1", "1 %d:2".formatted(most));
      Job.Data data =
          Jobs.with(Jobs.csv(path, "label"), new Job.Part.Path(other.toString()), Jobs.NONE);
      refused(Jobs.with(data, "libsvm", Map.of()))
          .hasMessage(
              "vector \"features\" of %s has %d values by its largest index, but 4 in training; set data.options.numFeatures: %d in the job, for all of its files",
              other, most, Math.max(most, 4));
      Map<String, String> said = Map.of("numFeatures", Integer.toString(Math.max(most, 4)));
      assertThat(Jobs.read(Jobs.with(data, "libsvm", said)).parts().test()).isPresent();
    }
  }

  @Test
  void aGzippedFileThatIsCutShort() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      StringBuilder rows = new StringBuilder("y,a\n");
      for (int i = 0; i < 20_000; i++) {
        rows.append(i).append(',').append(Math.sin(i)).append('\n');
      }
      zip.write(rows.toString().getBytes(StandardCharsets.UTF_8));
    }
    Path path = folder.resolve("x.csv.gz");
    Files.write(path, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
    refused(Jobs.csv(path, "y"))
        .hasMessage(
            "cannot read %s as csv (data.format): Unexpected end of input stream: the file is incomplete or damaged; copy it again",
            path);
    refused(Jobs.with(Jobs.csv(path, "y"), "csv", Map.of("schema", "y DOUBLE, a DOUBLE")))
        .hasMessageEndingWith(
            "x.csv.gz cannot be read as csv: Unexpected end of input stream: the file is incomplete or damaged; copy it again");
  }

  @Test
  void messagesKeepOtherRowsToThemselves() throws IOException {
    Path path = Jobs.file(folder, "x.csv", "y,a", "1,1", "2,2,secret");
    assertThatThrownBy(() -> Jobs.read(Jobs.csv(path, "y")))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refused(
      Job.Data data) {
    return assertThatThrownBy(() -> Jobs.read(data)).isInstanceOf(DataException.class);
  }
}

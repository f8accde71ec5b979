package io.plateau.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.cli.CommandLineRuns.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables as strangers bring them: each trains, or ends in one line that names the key to set. */
class UglyTablesTest {
  private static final String FINE = "";

  @TempDir private Path folder;

  /** Makes the table at a path. */
  interface Content {
    void write(Path path, CommandLineRuns commands) throws IOException;
  }

  /**
   * A table and what becomes of it.
   *
   * @param command {@code check} or {@code train}
   * @param overrides of a job that says where the table is and that its label is {@code y}
   * @param line the whole complaint, with {@code @} for the table; empty where there is none
   */
  record Ugly(String command, String name, Content content, List<String> overrides, String line) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Ugly> tables() {
    return Stream.of(names(), values(), shapes(), slips(), nested()).flatMap(List::stream);
  }

  private static List<Ugly> names() {
    return List.of(
        trains("plain numbers", csv("a,b,y", i -> i + "," + i * i + "," + 2 * i)),
        reads(
            "plain classes",
            csv("a,b,y", i -> i + "," + i % 7 + "," + (i % 2 == 0 ? "no" : "yes"))),
        trains("a backtick in a name", csv("a`b,y", i -> i + "," + i)),
        trains(
            "a text named with a backtick", csv("`c`,a,y", i -> "k" + i % 3 + "," + i + "," + i)),
        reads("a dot in a name", csv("a.b,c.d.e,y", i -> i + ",k" + i % 2 + "," + i)),
        reads("blanks in names", csv("unit price,city name,y", i -> i + ",k" + i % 2 + "," + i)),
        reads("quotes in names", csv("\"a \"\"b\"\"\",it's,y", i -> i + ",k" + i % 2 + "," + i)),
        trains("emoji names", csv("🐟,größe,y", i -> i + ",k" + i % 2 + "," + i)),
        trains(
            "missing numbers under odd names",
            csv("`a.b` 🐟,c`,y", i -> (i == 3 ? "" : i) + "," + i + "," + i),
            "data.missing=median"),
        trains(
            "an odd label, weight and split",
            csv("a,y.`y` 🐟,w.w,s s", i -> i + "," + i + ",1," + (i < 4)),
            "data.label=[\"y.`y` 🐟\"]",
            "data.weight=w.w",
            "data.split.test={column: s s}"),
        trains(
            "an odd label of classes",
            csv("a,y.`y` 🐟", i -> i + ",k" + i % 2),
            "data.label=[\"y.`y` 🐟\"]",
            "data.split.test=0.3"),
        reads("equal names", csv("a,a,y", i -> i + "," + i + "," + i)),
        reads("names that differ in capitals", csv("a,A,y", i -> i + "," + i + "," + i)),
        ends(
            "a label twice",
            csv("a,y,y", i -> i + "," + i + "," + i),
            "column \"y\" (data.label) is not in @; it has a, y1, y2; its header has that name 2 times, and Spark numbers them: write y1 or y2"),
        ends(
            "a label with a typing error",
            csv("price,size", i -> i + "," + i),
            "column \"pirce\" (data.label) is not in @; it has price, size; did you mean \"price\"?",
            "data.label=pirce"),
        ends(
            "a label in capitals",
            csv("price,size", i -> i + "," + i),
            "column \"Price\" (data.label) is not in @; it has price, size; did you mean \"price\"?",
            "data.label=Price"));
  }

  private static List<Ugly> values() {
    String long_ = "x".repeat(200_000);
    return List.of(
        trains("booleans", csv("a,b,y", i -> i + "," + (i % 2 == 0) + "," + (i % 3 == 0))),
        reads("very long texts", csv("a,t,y", i -> i + "," + long_ + i % 2 + "," + i)),
        reads("a constant column", csv("a,b,y", i -> i + ",5," + i)),
        reads("blanks around values", csv("a, b ,y", i -> " " + i + " , k" + i % 2 + " ," + i)),
        ends(
            "infinity",
            csv("a,y", i -> (i == 2 ? "-Inf" : i + ".5") + "," + i),
            "column \"a\" of @ is infinite in 1 of 20 rows, first row 3; list data.features without it"),
        ends(
            "a label with a missing value",
            csv("a,y", i -> i + "," + (i == 5 ? "" : i)),
            "label \"y\" of @ is missing or not finite in 1 of 20 rows, first row 6; data.label must have a value in every row of data.path"),
        ends(
            "a class that is missing",
            csv("a,y", i -> i + "," + (i == 5 ? "" : "k" + i % 2)),
            "label \"y\" of @ is missing or not finite in 1 of 20 rows, first row 6; data.label must have a value in every row of data.path"),
        ends(
            "negative weights",
            csv("a,w,y", i -> i + "," + (i - 1) + "," + i),
            "weight \"w\" of @ must be at least 0 and finite, but is not in 1 of 20 rows, first row 1; data.weight may be null",
            "data.weight=w"),
        ends(
            "a weight that is text",
            csv("a,w,y", i -> i + ",heavy," + i),
            "column \"w\" (data.weight) must be a number, but in @ it is text",
            "data.weight=w"),
        ends(
            "one class",
            csv("a,y", i -> i + ",no"),
            "label \"y\" of the training rows of @ has the same value in each: there is nothing to learn; choose another data.label or other rows"));
  }

  private static List<Ugly> shapes() {
    String wide = IntStream.range(0, 2000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    return List.of(
        trains("one row", text("a,y\n1,2\n")),
        trains(
            "2,000 columns",
            csv(
                wide + ",y",
                i ->
                    IntStream.range(0, 2000)
                            .mapToObj(c -> "" + i * c % 17)
                            .collect(Collectors.joining(","))
                        + ","
                        + i)),
        reads("no line break at the end", text("a,y\n1,2\n2,3\n3,5")),
        reads("line breaks of Windows", text("a,y\r\n1,2\r\n2,3\r\n3,5\r\n")),
        reads("gzipped", gzipped("a,y\n1,2\n2,3\n3,5\n")),
        ends("an empty file", text(""), "there is nothing in @ (data.path)"),
        ends("a header alone", text("a,y\n"), "there are no rows in @ (data.path)"),
        ends(
            "the label alone",
            csv("y", i -> "" + i),
            "@ has no column left to be a feature beside data.label, data.weight and data.split; it has y"),
        ends(
            "a field too few",
            csv("a,b,y", i -> i == 4 ? "1,2" : "1,2," + i),
            "row 5 of @ does not fit the 3 columns of csv: a number is malformed, or a field is missing or too many; data.options.mode: DROPMALFORMED leaves such records out"),
        trains(
            "a field too few, dropped",
            csv("a,b,y", i -> i == 4 ? "1,2" : "1,2," + i),
            "data.options={mode: DROPMALFORMED}"));
  }

  private static List<Ugly> slips() {
    Content semicolons = csv("a;b;y", i -> i + ";2;" + i);
    Content tabs = csv("a\tb\ty", i -> (i == 3 ? "" : i) + "\tk" + i % 2 + "\t" + i);
    Content headless = csv("1,2,3", i -> i + ",2," + i);
    Content commas = csv("a;b;y", i -> i + ",5;3,25;" + i);
    Content lines = csv("t,a,y", i -> "\"one\ntwo " + i % 2 + "\"," + i + "," + i);
    Content latin =
        encoded(
            ISO_8859_1, csv("city,a,y", i -> (i % 2 == 0 ? "Köln" : "Bonn") + "," + i + "," + i));
    Content wide =
        encoded(UTF_16, csv("city,a,y", i -> (i % 2 == 0 ? "Köln" : "Bonn") + "," + i + "," + i));
    Content marked = csv("a,y", i -> (i == 3 ? "?" : i + ".5") + "," + i);
    return List.of(
        ends(
            "semicolons",
            semicolons,
            "@ has one column, named \"a;b;y\"; set data.options.sep: \";\""),
        reads("semicolons, said", semicolons, "data.options={sep: ;}"),
        ends("tabs", tabs, "@ has one column, named \"a\\tb\\ty\"; set data.options.sep: \"\\t\""),
        reads("tabs, said", tabs, "data.options={sep: \"\\t\"}", "data.missing=mean"),
        ends(
            "commas read with semicolons",
            csv("a,b,y", i -> i + ",2," + i),
            "@ has one column, named \"a,b,y\"; set data.options.sep: \",\"",
            "data.options={sep: ;}"),
        ends(
            "no header",
            headless,
            "column \"y\" (data.label) is not in @; it has 1, 2, 3; set data.options.header: false if the first line has values, and name columns _c0, _c1, …"),
        reads("no header, said", headless, "data.options={header: false}", "data.label=_c2"),
        ends(
            "a header, but denied",
            csv("a,b,y", i -> i + ",2," + i),
            "column \"y\" (data.label) is not in @; it has _c0, _c1, _c2; set data.options.header: true if the first line has the names",
            "data.options={header: false}"),
        ends(
            "no header under a schema",
            headless,
            "@ has other names in its first line than data.options.schema; set data.options.header: false if the line has values, or data.options.enforceSchema: true to go by position",
            "data.options={schema: 'a DOUBLE, b DOUBLE, y DOUBLE'}"),
        reads(
            "no header under a schema, said",
            headless,
            "data.options={schema: 'a DOUBLE, b DOUBLE, y DOUBLE', header: false}"),
        ends(
            "decimal commas",
            commas,
            "column \"a\" of @ has, in 20 of 20 rows, first row 1, " + COMMAS,
            "data.options={sep: ;}"),
        reads(
            "decimal commas, said",
            commas,
            "data.options={sep: ;, locale: de-DE, schema: 'a DECIMAL(18,6), b DECIMAL(18,6), y INT'}"),
        reads(
            "commas for thousands, said",
            csv("a;y", i -> i + ",500;" + i),
            "data.options={sep: ;, schema: 'a DECIMAL(18,0), y INT'}"),
        ends(
            "decimal commas and a word",
            csv("a;y", i -> (i == 3 ? "none" : i + ",5") + ";" + i),
            "column \"a\" of @ has, in 19 of 20 rows, first row 1, " + COMMAS,
            "data.options={sep: ;}"),
        ends(
            "line breaks in quotes",
            lines,
            "row 1 of @ does not fit the 3 columns of csv: a number is malformed, or a field is missing or too many; a quote is left open: set data.options.multiLine: true if values have line breaks"),
        reads("line breaks in quotes, said", lines, "data.options={multiLine: true}"),
        reads("a byte order mark", text("\uFEFFy,a\n1,2\n2,3\n")),
        reads(
            "a byte order mark and line breaks in quotes",
            text("\uFEFFy,a,t\n1,2,\"u\nv\"\n2,3,\"u\nv\"\n"),
            "data.options={multiLine: true}"),
        ends(
            "Latin-1",
            latin,
            "column \"city\" of @ has, in 10 of 20 rows, first row 1, text that is not UTF-8; set data.options.encoding: ISO-8859-1, or the encoding that the file has"),
        reads("Latin-1, said", latin, "data.options={encoding: ISO-8859-1}"),
        ends(
            "UTF-16",
            wide,
            "@ has names of columns that are not UTF-8; set data.options.encoding: UTF-16 and data.options.multiLine: true"),
        reads("UTF-16, said", wide, "data.options={encoding: UTF-16, multiLine: true}"),
        reads(
            "a question mark for missing, said",
            marked,
            "data.options={nullValue: '?'}",
            "data.missing=mean"),
        ends(
            "json over several lines",
            text("[{\"a\": 1,\n\"y\": 2}]\n"),
            "@ has records that are not json; set data.options.multiLine: true if a record has several lines, or data.options.mode: DROPMALFORMED to leave them out",
            "data.format=json"),
        reads(
            "json over several lines, said",
            text("[{\"a\": 1,\n\"y\": 2}]\n"),
            "data.format=json",
            "data.options={multiLine: true}"));
  }

  private static List<Ugly> nested() {
    Content people =
        csv(
            "",
            i ->
                "{\"y\": %d, \"address\": {\"city\": \"k%d\", \"at\": {\"lat\": %d.5}}}"
                    .formatted(i, i % 2, i));
    Content maps =
        frame("map('a', id) as m", "array('a') as t", "binary('a') as b", "id as a", "id as y");
    return List.of(
        trains(
            "json with structs",
            lines(people),
            "data.format=json",
            "data.features=[address.city, address.at.lat]"),
        trains(
            "parquet with structs, decimals and arrays",
            frame(
                "named_struct('b', id, 'c d', cast(id % 2 as string)) as s",
                "cast(id as decimal(12, 3)) as d", "array(id, 2 * id) as v", "id as y"),
            PARQUET),
        trains("maps, texts in arrays and bytes", maps, PARQUET, "data.split.test=0.3"),
        ends(
            "a map that is asked for",
            maps,
            "column \"m\" of @ is map<string,bigint>, which cannot be a feature; leave it out of data.features",
            PARQUET,
            "data.features=[m, a]"),
        ends(
            "arrays of several lengths",
            frame("if(id = 3, array(1), array(1, 2)) as v", "id as y"),
            "vector \"v\" of @ must have 2 values as in the first row of training, but has another number in 1 of 20 rows, first row 4; list data.features without it",
            PARQUET),
        ends(
            "an array without an element",
            frame("if(id = 3, array(1, null), array(1, 2)) as v", "id as y"),
            "vector \"v\" of @ has missing (null or NaN) or infinite values in 1 of 20 rows, first row 4; list data.features without it",
            PARQUET),
        ends(
            "a missing array",
            frame("if(id = 3, null, array(1, 2)) as v", "id as y"),
            "column \"v\" of @ is missing (null or NaN) in 1 of 20 rows, first row 4; data.missing may be skip",
            PARQUET),
        ends(
            "a field named as another column",
            frame("named_struct('b', id) as a", "id as `a.b`", "id as y"),
            "@ has two columns named \"a.b\", or named so but for capitals; rename one of them, or set spark.sql.caseSensitive=true for names that differ in capitals",
            PARQUET),
        ends(
            "json whose names differ in capitals",
            lines(csv("", i -> "{\"a\": 1, \"A\": 2, \"y\": 3}")),
            "@ has two columns named \"a\", or named so but for capitals; rename one of them, or set spark.sql.caseSensitive=true for names that differ in capitals",
            "data.format=json"));
  }

  private static final String PARQUET = "data.format=parquet";
  private static final String COMMAS =
      "commas in its numbers; for decimal commas set data.options.locale: de-DE and declare the column DECIMAL(18,6) in data.options.schema, for thousands declare it DECIMAL(18,0)";

  @ParameterizedTest
  @MethodSource("tables")
  void trainsOrSaysWhatToSet(Ugly ugly) throws IOException {
    CommandLineRuns commands = new CommandLineRuns(folder);
    Path path = folder.resolve("table" + (ugly.name.equals("gzipped") ? ".csv.gz" : ""));
    ugly.content.write(path, commands);
    commands.file(
        "job.yaml",
        """
        output: @/run
        data: {path: '%s', label: y}
        network: {hidden: [4]}
        stopping: {maxEpochs: 1}
        """
            .formatted(path));
    List<String> words = new ArrayList<>(List.of(ugly.command, commands.path("job.yaml")));
    words.addAll(ugly.overrides);
    Outcome outcome = commands.run(words.toArray(String[]::new));
    String err = outcome.err().replace("(--verbose writes the stack trace to a file)", "");
    assertThat(err.strip()).isEqualTo(ugly.line.replace("@", path.toString()));
    assertThat(outcome.status()).isEqualTo(ugly.line.isEmpty() ? 0 : 3);
  }

  private static Ugly trains(String name, Content content, String... overrides) {
    return new Ugly("train", name, content, List.of(overrides), FINE);
  }

  private static Ugly reads(String name, Content content, String... overrides) {
    return new Ugly("check", name, content, List.of(overrides), FINE);
  }

  private static Ugly ends(String name, Content content, String line, String... overrides) {
    return new Ugly("train", name, content, List.of(overrides), line);
  }

  private static Content text(String text) {
    return (path, commands) -> Files.writeString(path, text);
  }

  /** Twenty rows below a header. */
  private static Content csv(String header, IntFunction<String> row) {
    return text(
        header
            + "\n"
            + IntStream.range(0, 20).mapToObj(row).collect(Collectors.joining("\n"))
            + "\n");
  }

  /** Without the first line. */
  private static Content lines(Content content) {
    return (path, commands) -> {
      content.write(path, commands);
      List<String> all = Files.readAllLines(path);
      Files.write(path, all.subList(1, all.size()));
    };
  }

  private static Content encoded(Charset as, Content content) {
    return (path, commands) -> {
      content.write(path, commands);
      Files.write(path, Files.readString(path, UTF_8).getBytes(as));
    };
  }

  private static Content gzipped(String text) {
    return (path, commands) -> {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
        zip.write(text.getBytes(UTF_8));
      }
      Files.write(path, bytes.toByteArray());
    };
  }

  /** A parquet file of twenty rows. */
  private static Content frame(String... columns) {
    return (path, commands) -> {
      Dataset<Row> rows = commands.spark().range(0, 20, 1, 1).selectExpr(columns);
      rows.write().parquet(path.toString());
    };
  }
}

package io.plateau.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvWriter;
import io.plateau.math.Key;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.junit.jupiter.api.Test;

class SlipsTest {
  private static final Map<String, String> CSV = SourceOptions.of("csv", Map.of());

  @Test
  void defaultsOfCsvGiveWayToTheJob() {
    assertThat(CSV)
        .containsEntry("header", "true")
        .containsEntry("inferSchema", "true")
        .containsEntry("ignoreLeadingWhiteSpace", "true")
        .containsEntry("ignoreTrailingWhiteSpace", "true");
    assertThat(SourceOptions.of("csv", Map.of("HEADER", "false", "schema", "a INT")))
        .containsEntry("header", "false")
        .containsEntry("inferSchema", "false")
        .containsEntry("enforceSchema", "false");
    assertThat(SourceOptions.of("parquet", Map.of("mergeSchema", "true")))
        .containsExactlyEntriesOf(Map.of("mergeSchema", "true"));
  }

  @Test
  void withoutQuotesThereAreSomeAroundVectorsWithTheSeparator() {
    String vector = "[0.1, 0.9]";
    for (String separator : List.of(",", " ", ";", "\t")) {
      Map<String, String> read = SourceOptions.of("csv", Map.of("quote", "", "sep", separator));
      CSVOptions written = CsvFile.options(SourceOptions.ofWritten("csv", read), "UTC");
      CSVOptions again =
          vector.contains(separator)
              ? CsvFile.options(SourceOptions.of("csv", Map.of("sep", separator)), "UTC")
              : CsvFile.options(read, "UTC");
      String line = new CsvWriter(written.asWriterSettings()).writeRowToString("5\"", vector);
      assertThat(line).startsWith("5\"" + separator).doesNotContain("\0");
      assertThat(new CsvParser(again.asParserSettings()).parseLine(line))
          .containsExactly("5\"", vector);
    }
  }

  @Test
  void oneColumnHoldsAnotherSeparator() {
    assertThat(Slips.separator(List.of("a|b"), CSV))
        .contains("has one column, named \"a|b\"; set data.options.sep: \"|\"");
    assertThat(Slips.separator(List.of("a;b", "c"), CSV)).isEmpty();
    assertThat(Slips.separator(List.of("a"), CSV)).isEmpty();
    Map<String, String> said = SourceOptions.of("csv", Map.of("delimiter", ";"));
    assertThat(Slips.separator(List.of("a;b"), said)).isEmpty();
    assertThat(Slips.separator(List.of("a,b"), said)).isPresent();
  }

  @Test
  void namesThatAreNotUtf8() {
    assertThat(Slips.encoding(List.of("a", "größe"), false)).isEqualTo(Optional.empty());
    assertThat(Slips.encoding(List.of("gr\uFFFD\uFFFDe"), false).orElseThrow())
        .contains("data.options.encoding: ISO-8859-1");
    assertThat(Slips.encoding(List.of("\u0000a"), false).orElseThrow())
        .contains("data.options.encoding: UTF-16");
  }

  @Test
  void aHeaderThatIsNone() {
    assertThat(Slips.header("y", List.of("5.1", "-3e2", "iris"), CSV)).contains("header: false");
    assertThat(Slips.header("y", List.of("a", "b"), CSV)).isEmpty();
    assertThat(Slips.header("y", List.of("#made"), CSV)).contains("comment: \"#\"");
    assertThat(Slips.header("y", List.of("Report of May"), CSV)).contains("first line of the file");
    assertThat(Slips.header("size", List.of("sizes"), CSV)).isEmpty();
    assertThat(Slips.header("y", List.of(), CSV)).isEmpty();
    assertThat(Slips.header("y", List.of("y0", "a", "Y2"), CSV))
        .isEqualTo(
            "; its header may have that name 2 times, and Spark appends its place to each, as in y0 and Y2: use one of these names, or rename the columns of the file");
    List<String> numbered = List.of("x1", "x2", "x3");
    assertThat(Slips.header("x", numbered, CSV)).as("are no places").isEmpty();
    Map<String, String> none = SourceOptions.of("csv", Map.of("header", "false"));
    assertThat(Slips.header("y", List.of("_c0", "_c1"), none)).contains("header: true");
  }

  @Test
  void aQuoteLeftOpen() {
    assertThat(Slips.malformed(List.of("1,\"a", "b\",2"), CSV)).contains("multiLine: true");
    assertThat(Slips.malformed(List.of("1,\"a\"", "1"), CSV)).isEmpty();
    Map<String, String> unquoted = SourceOptions.of("csv", Map.of("quote", ""));
    assertThat(Slips.malformed(List.of("1,\"a"), unquoted)).isEmpty();
  }

  @Test
  void quotesThatAreDoubled() {
    String slip = "; quotes within a quoted value are doubled: set data.options.escape: '\"'";
    for (String record :
        List.of(
            "0,\"5\"\" pipe, long\",a",
            "\"the \"\"best\"\", or so\" ,1.5",
            "1, \"\"\"a\"\"\"",
            "\"" + "\"\"".repeat(100_000) + "\",1")) {
      assertThat(Slips.malformed(List.of("1", record), CSV)).isEqualTo(slip);
    }
    for (String record : List.of("1,\"\",2,3", "1,\"a\",\"b\"", "1,\"a\"b\"c\",2", "a\"\"b,1,2")) {
      assertThat(Slips.malformed(List.of(record), CSV)).as(record).isEmpty();
    }
    Map<String, String> said = SourceOptions.of("csv", Map.of("escape", "\"", "sep", ";"));
    assertThat(Slips.malformed(List.of("\"a\"\"b\";1;2"), said)).isEmpty();
    Map<String, String> single = SourceOptions.of("csv", Map.of("quote", "'", "sep", ";"));
    Map<String, String> tabs = SourceOptions.of("csv", Map.of("sep", "\\t"));
    assertThat(Slips.malformed(List.of("\"a \"\"b\"\" c\"\t1"), tabs)).isEqualTo(slip);
    assertThat(Slips.malformed(List.of("'it''s; so';1"), single)).endsWith("escape: \"'\"");
  }

  /** Oracle: the parser and the generator of Spark itself. */
  @Test
  void doubledQuotesAreThoseThatSparkKeeps() {
    for (String quote : List.of("\"", "'")) {
      doubledQuotesAreThoseThatSparkKeeps(quote);
    }
    assertThat(Slips.isDoublyQuoted("\"the \"best\" or \"worst\"\"", "\"")).isFalse();
    assertThat(Slips.isDoublyQuoted("5\"\" pipe", "\"")).isFalse();
    assertThat(Slips.isDoublyQuoted("5\"", "\"")).isFalse();
    assertThat(Slips.isDoublyQuoted("\"a \"\"b\"\"\"", "'")).isFalse();
    assertThat(Slips.isDoublyQuoted("\"" + "\"\"".repeat(1_000_000) + "a", "\"")).isFalse();
  }

  private static void doubledQuotesAreThoseThatSparkKeeps(String quote) {
    Map<String, String> options = SourceOptions.of("csv", Map.of("quote", quote));
    assertThat(Slips.keptQuote(options)).contains(quote);
    CSVOptions spark = CsvFile.options(options, "UTC");
    CsvParser parser = new CsvParser(spark.asParserSettings());
    CsvWriter writer = new CsvWriter(spark.asWriterSettings());
    for (int i = 0; i < 4000; i++) {
      Key key = Key.of(3).with(i);
      StringBuilder text = new StringBuilder();
      int length = 1 + (int) (key.uniform(99) * 9);
      for (int c = 0; c < length; c++) {
        text.append(List.of("a", "b", quote).get((int) (key.uniform(c) * 3)));
      }
      boolean quotes = text.indexOf(quote) >= 0;
      String doubled = quote + text.toString().replace(quote, quote + quote) + quote;
      assertThat(Slips.isDoublyQuoted(parser.parseLine(doubled + ",1")[0], quote))
          .as(doubled)
          .isEqualTo(quotes);
      String escaped = writer.writeRowToString(text, "1");
      assertThat(parser.parseLine(escaped)[0]).isEqualTo(text.toString());
    }
  }

  @Test
  void optionsSayWhichDoubledQuotesSparkKeeps() {
    assertThat(Slips.keptQuote(CSV)).contains("\"");
    for (Map<String, String> said : List.of(Map.of("escape", "\\"), Map.of("quote", ""))) {
      assertThat(Slips.keptQuote(SourceOptions.of("csv", said))).isEmpty();
    }
    assertThat(Slips.doubled("'")).contains("data.options.escape: \"'\", or '\\' where");
  }

  @Test
  void numbersWithCommas() {
    assertThat(List.of("3,14", "-0,5", "1,234")).allMatch(Slips::isDecimalComma);
    assertThat(List.of("3.14", "a,b", "1,2,3", ",")).noneMatch(Slips::isDecimalComma);
  }
}

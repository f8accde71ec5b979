package io.plateau.data.source;

import com.univocity.parsers.csv.CsvParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.GzipCodec;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.apache.spark.sql.catalyst.csv.UnivocityParser;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows of a csv file of this machine with a header, compressed by gzip or not, read by the classes
 * that Spark reads csv with, but without a session. What would need a closer look is left to Spark:
 * there is no file then.
 *
 * @param schema names and types of the columns, inferred from all rows but for those that are text
 * @param keptQuote that texts have twice where it was doubled, {@link Slips#keptQuote}
 */
public record CsvFile(StructType schema, List<InternalRow> rows, Optional<String> keptQuote) {
  /**
   * Characters of the largest file, as its lines and cells count; Spark need not hold a larger one
   * in memory.
   */
  public static final long MOST = 64L << 20;

  /** Characters that a line counts beside its own: a short one, too, is an object, and its row. */
  private static final int OF_LINE = 16;

  /** Characters that a cell counts beside its own: a row has an object of some 60 bytes for it. */
  private static final int OF_CELL = 8;

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String GZIP = ".gz";

  /** Options that mean the same here; others are left to Spark. */
  static final Set<String> OPTIONS =
      Set.of(
          "header",
          "inferschema",
          "mode",
          "columnpruning",
          "ignoreleadingwhitespace",
          "ignoretrailingwhitespace",
          "sep",
          "delimiter",
          "quote",
          "escape",
          "nullvalue",
          "nanvalue");

  /**
   * Reads a file.
   *
   * @param options of {@link SourceOptions#of}
   * @param zone of times without one
   * @param texts columns that are text whatever type is inferred
   * @return empty where only Spark knows what the rows are: for other options, names that Spark
   *     would change, characters that could not be decoded, records that do not fit the columns,
   *     times without a date, and files without any or with more than {@link #MOST} characters
   */
  public static Optional<CsvFile> read(
      Path file, Map<String, String> options, String zone, TextTypes texts) throws IOException {
    boolean plain =
        options.keySet().stream().allMatch(name -> OPTIONS.contains(name.toLowerCase(Locale.ROOT)))
            && SourceOptions.header(options)
            && "true".equalsIgnoreCase(options.get("inferSchema"))
            && !"DROPMALFORMED".equalsIgnoreCase(options.get("mode"));
    if (!plain) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>();
    long characters = 0;
    try (BufferedReader reader = reader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        characters += line.length() + OF_LINE;
        if (characters > MOST || Slips.undecoded(line)) {
          return Optional.empty();
        }
        if (!line.trim().isEmpty()) { // as Spark does
          lines.add(line);
        }
      }
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
    CSVOptions csv = options(options, zone);
    CsvParser tokenizer = new CsvParser(csv.asParserSettings());
    // A parser leaves out such a mark in its first line, which is that of the names or of values.
    if (lines.size() < 2
        || lines.subList(0, 2).stream().anyMatch(line -> line.startsWith(BYTE_ORDER_MARK))) {
      return Optional.empty();
    }
    String[] header = tokenizer.parseLine(lines.get(0));
    if (header == null
        || !named(header)
        || characters + (long) OF_CELL * header.length * lines.size() > MOST) {
      return Optional.empty();
    }
    StructType schema = texts.in(CsvTypes.of(CollectionConverters.asScala(lines.iterator()), csv));
    lines.remove(0);
    if (hasTimes(schema, lines, tokenizer)) {
      return Optional.empty();
    }
    return rows(schema, lines, csv)
        .map(rows -> new CsvFile(schema, rows, Slips.keptQuote(options)));
  }

  /** The text, which names that end in {@code .gz} have compressed, as for Spark. */
  private static BufferedReader reader(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try {
      InputStream text = file.toString().endsWith(GZIP) ? decompressed(bytes) : bytes;
      // A decoder of its own: that of a charset's name replaces what it cannot decode
      return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8.newDecoder()));
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /** As Spark decompresses it: the JDK takes a damaged member of a file for its end. */
  private static InputStream decompressed(InputStream bytes) throws IOException {
    GzipCodec gzip = new GzipCodec();
    gzip.setConf(new Configuration(false));
    return gzip.createInputStream(bytes);
  }

  /**
   * Spark's options of csv files.
   *
   * @param zone of times without one
   */
  public static CSVOptions options(Map<String, String> options, String zone) {
    return new CSVOptions(
        scala.collection.immutable.Map.from(CollectionConverters.asScala(options)), false, zone);
  }

  /** Whether all names are there, and different for Spark. */
  private static boolean named(String[] header) {
    Set<String> names = new HashSet<>();
    return Arrays.stream(header)
        .allMatch(
            name -> name != null && !name.isEmpty() && names.add(name.toLowerCase(Locale.ROOT)));
  }

  /** Whether a timestamp has no date, {@link TimesOfDay}. */
  private static boolean hasTimes(StructType schema, List<String> lines, CsvParser tokenizer) {
    int[] stamps =
        IntStream.range(0, schema.length())
            .filter(i -> schema.fields()[i].dataType() instanceof TimestampType)
            .toArray();
    return stamps.length > 0
        && lines.stream()
            .map(tokenizer::parseLine)
            .filter(Objects::nonNull)
            .anyMatch(
                tokens ->
                    Arrays.stream(stamps)
                        .filter(i -> i < tokens.length && tokens[i] != null)
                        .anyMatch(i -> TimesOfDay.isTime(tokens[i])));
  }

  private static Optional<List<InternalRow>> rows(
      StructType schema, List<String> lines, CSVOptions csv) {
    UnivocityParser parser = new UnivocityParser(schema, schema, csv);
    List<InternalRow> rows = new ArrayList<>(lines.size());
    for (String line : lines) {
      Option<InternalRow> row;
      try {
        row = parser.parse().apply(line);
      } catch (Exception malformed) { // Scala's exceptions are not declared
        return Optional.empty();
      }
      if (row.isDefined()) {
        rows.add(row.get().copy());
      }
    }
    return Optional.of(rows);
  }

  /**
   * Whether a column has a number that is infinite as a float, a text that is a number with a
   * comma, or one with doubled quotes.
   */
  public boolean hasOddValue(int column) {
    DataType type = schema.fields()[column].dataType();
    return rows.stream()
        .filter(row -> !row.isNullAt(column))
        .anyMatch(
            row ->
                type instanceof DoubleType && Float.isInfinite((float) row.getDouble(column))
                    || type instanceof StringType && isOdd(row.getUTF8String(column).toString()));
  }

  private boolean isOdd(String text) {
    return Slips.isDecimalComma(text)
        || keptQuote.filter(quote -> Slips.isDoublyQuoted(text, quote)).isPresent();
  }
}

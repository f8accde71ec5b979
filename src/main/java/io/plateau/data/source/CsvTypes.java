package io.plateau.data.source;

import com.univocity.parsers.csv.CsvParser;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.paths.SparkPath;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.csv.CSVInferSchema;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.apache.spark.sql.execution.datasources.HadoopFileLinesReader;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.execution.datasources.csv.CSVUtils;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.Iterator;

/**
 * Names and types of the columns of csv, inferred as Spark infers them and by its classes, but of a
 * small file without the two jobs that Spark runs for them.
 */
public final class CsvTypes {
  /** Bytes of the largest file, which is one partition for Spark. */
  static final long MOST = 4L << 20;

  /** Characters of paths that may name several files. */
  private static final String GLOB = "{}[]*?\\";

  /** Options beside {@link CsvFile#OPTIONS} that do not choose among files, lines or rows. */
  private static final Set<String> OPTIONS =
      Set.of(
          "schema",
          "comment",
          "dateformat",
          "timestampformat",
          "timestampntzformat",
          "preferdate",
          "locale",
          "timezone",
          "emptyvalue",
          "positiveinf",
          "negativeinf",
          "maxcolumns",
          "maxcharspercolumn",
          "chartoescapequoteescaping",
          "unescapedquotehandling",
          "enforceschema");

  private CsvTypes() {}

  /**
   * The columns of a file of any file system.
   *
   * @param options of {@link SourceOptions#of}
   * @return empty where it is left to Spark: for folders and several files, for those that are
   *     large or cannot be read, and where options may choose what is read
   */
  public static Optional<StructType> of(
      SparkSession spark, Map<String, String> options, String path) {
    boolean plain =
        "true".equalsIgnoreCase(options.get("inferSchema"))
            && options.keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .allMatch(name -> CsvFile.OPTIONS.contains(name) || OPTIONS.contains(name))
            && path.chars().noneMatch(character -> GLOB.indexOf(character) >= 0);
    if (!plain) {
      return Optional.empty();
    }
    try {
      Configuration hadoop =
          ((org.apache.spark.sql.classic.SparkSession) spark).sessionState().newHadoopConf();
      Path file = new Path(path);
      FileStatus found = file.getFileSystem(hadoop).getFileStatus(file);
      boolean hidden = "_.".indexOf(found.getPath().getName().charAt(0)) >= 0;
      if (!found.isFile() || found.getLen() > MOST || hidden) {
        return Optional.empty();
      }
      PartitionedFile whole =
          new PartitionedFile(
              InternalRow.empty(),
              SparkPath.fromFileStatus(found),
              0,
              found.getLen(),
              new String[0],
              found.getModificationTime(),
              found.getLen(),
              scala.collection.immutable.Map$.MODULE$.empty());
      try (HadoopFileLinesReader lines = new HadoopFileLinesReader(whole, Option.empty(), hadoop)) {
        return Optional.of(
                of(
                    lines.map(
                        line ->
                            new String(
                                line.getBytes(), 0, line.getLength(), StandardCharsets.UTF_8)),
                    CsvFile.options(options, SQLConf.get().sessionLocalTimeZone())))
            .filter(columns -> columns.length() > 0);
      }
    } catch (Exception problem) { // Scala's exceptions are not declared; Spark tells what is wrong
      return Optional.empty();
    }
  }

  /**
   * The columns of lines. The first that is neither empty nor a comment has their names, if the
   * options say so.
   *
   * @return no columns where there is no such line
   */
  static StructType of(Iterator<String> lines, CSVOptions csv) {
    Iterator<String> rows = CSVUtils.filterCommentAndEmpty(lines, csv);
    String first = rows.hasNext() ? rows.next() : null;
    String[] names = first == null ? null : new CsvParser(csv.asParserSettings()).parseLine(first);
    if (names == null) {
      return new StructType();
    }
    boolean caseSensitive = SQLConf.get().caseSensitiveAnalysis();
    String[] header = CSVUtils.makeSafeHeader(names, caseSensitive, csv);
    CSVInferSchema inference = new CSVInferSchema(csv);
    DataType[] types = new DataType[header.length];
    Arrays.fill(types, DataTypes.NullType);
    // One of its own for the rows, as a parser leaves out a byte order mark in its first line.
    CsvParser tokenizer = new CsvParser(csv.asParserSettings());
    if (!csv.headerFlag()) {
      types = inference.inferRowType(types, tokenizer.parseLine(first));
    }
    Iterator<String> others = CSVUtils.filterHeaderLine(rows, first, csv);
    while (others.hasNext()) {
      String[] tokens = tokenizer.parseLine(others.next());
      if (tokens != null) {
        types = inference.inferRowType(types, tokens);
      }
    }
    return new StructType(inference.toStructFields(types, header));
  }
}

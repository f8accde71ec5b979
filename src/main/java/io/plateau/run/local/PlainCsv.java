package io.plateau.run.local;

import io.plateau.data.source.CsvFile;
import io.plateau.data.source.PathPattern;
import io.plateau.data.source.SourceOptions;
import io.plateau.data.source.TextTypes;
import io.plateau.frame.ColumnTypes;
import io.plateau.frame.TypeChange;
import io.plateau.job.Job;
import io.plateau.model.SavedModel;
import io.plateau.table.FittedTable;
import io.plateau.table.Form;
import io.plateau.table.RawColumn;
import io.plateau.table.TableRules;
import io.plateau.table.ValueType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Plain csv file of this machine with the columns of a model, compressed by gzip or not, which is
 * read sooner than Spark would start.
 */
final class PlainCsv {
  private static final Pattern NAME = Pattern.compile("(?s).*\\.(?i:csv)(\\.gz)?");

  /** How settings begin, beside those of csv files, with which Spark may read rows otherwise. */
  private static final List<String> SETTINGS =
      List.of(
          "spark.sql.legacy",
          "spark.sql.ansi",
          "spark.sql.timestampType",
          "spark.sql.columnNameOfCorruptRecord",
          "spark.hadoop.textinputformat");

  private static final Set<DataType> TYPES =
      Set.of(
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.DoubleType,
          DataTypes.BooleanType,
          DataTypes.StringType,
          DataTypes.DateType,
          DataTypes.TimestampType,
          DataTypes.TimestampNTZType);

  private PlainCsv() {}

  /** The csv file that a URI names, if it is one of this machine and not too large. */
  static Optional<Path> at(String uri, Configuration hadoop) {
    return PathPattern.is(uri) ? Optional.empty() : local(uri, hadoop).filter(PlainCsv::isSmall);
  }

  /** A file or folder of this machine, if that is what a URI names. */
  static Optional<Path> local(String uri, Configuration hadoop) {
    try {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(uri);
      FileSystem files = path.getFileSystem(hadoop);
      URI whole = files.makeQualified(path).toUri();
      return files instanceof LocalFileSystem
          ? Optional.of(Path.of(whole.getPath()))
          : Optional.empty();
    } catch (IOException | RuntimeException noSuchPlace) {
      return Optional.empty();
    }
  }

  private static boolean isSmall(Path file) {
    try {
      return Files.isRegularFile(file)
          && NAME.matcher(file.toString()).matches()
          && Files.size(file) <= CsvFile.MOST;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads a file for a model.
   *
   * @param job that the model is of
   * @param zone of times that have none
   * @return empty where the job, the model or the file is not as plain as can be
   */
  static Optional<CsvFile> read(Path file, Job.Data job, SavedModel saved, String zone)
      throws IOException {
    if (!isReadAsSuch(job) || !answersEach(saved)) {
      return Optional.empty();
    }
    List<String> classes = saved.predictsClass() ? saved.labels() : List.of();
    TextTypes texts = TextTypes.of(saved.table().get().raw()).and(job.label().get(0), classes);
    return CsvFile.read(file, SourceOptions.of(job.format(), job.options()), zone, texts)
        .filter(read -> fits(saved, read));
  }

  /** Whether nothing but the format and its options says how rows are read. */
  private static boolean isReadAsSuch(Job.Data job) {
    return job.format().equals("csv")
        && System.getProperties().stringPropertyNames().stream()
            .noneMatch(
                name ->
                    name.startsWith("spark.sql.") && name.contains("csv")
                        || SETTINGS.stream().anyMatch(name::startsWith));
  }

  /** Whether every row of the columns has a prediction. */
  private static boolean answersEach(SavedModel saved) {
    return saved.table().isPresent()
        && saved.table().get().rules().missing().fills()
        && saved.table().get().rules().unseen() == TableRules.Unseen.OTHER;
  }

  private static boolean fits(SavedModel saved, CsvFile file) {
    for (StructField field : file.schema().fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!TYPES.contains(field.dataType())
          || name.startsWith("plateau__")
          || name.startsWith("prediction")
          || name.equals("probability")) {
        return false;
      }
    }
    List<String> names = Arrays.asList(file.schema().fieldNames());
    FittedTable table = saved.table().get();
    return table.raw().stream()
        .allMatch(column -> names.contains(column.name()) && reads(table, column, file, names));
  }

  /**
   * Whether a column's values are of its type and none is one that Spark's checks may refuse, or
   * there are none. Times that are read as text have the form that Spark gives them.
   */
  private static boolean reads(
      FittedTable table, RawColumn column, CsvFile file, List<String> names) {
    int place = names.indexOf(column.name());
    DataType type = file.schema().fields()[place].dataType();
    boolean time = type instanceof TimestampType || type instanceof TimestampNTZType;
    boolean text = column.form().equals(Optional.of(Form.TEXT));
    ValueType given = ColumnTypes.of(type);
    boolean truths = column.type() == ValueType.BOOLEAN && given == ValueType.TEXT;
    boolean taken =
        !truths
            && column.reads(given)
            && TypeChange.fault(table, column, type).isEmpty()
            && !(text && time);
    return taken && !file.hasOddValue(place)
        || file.rows().stream().allMatch(row -> row.isNullAt(place));
  }
}

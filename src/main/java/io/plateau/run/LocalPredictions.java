package io.plateau.run;

import io.plateau.data.source.CsvFile;
import io.plateau.data.source.SourceOptions;
import io.plateau.job.Job;
import io.plateau.model.SavedModel;
import io.plateau.scan.ColumnTypes;
import io.plateau.score.Scorer;
import io.plateau.table.Form;
import io.plateau.table.RawColumn;
import io.plateau.table.TableRules;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Predictions for a csv file that one machine holds, by a scorer: Spark alone would take longer to
 * start. Wherever a file is not as plain as can be, and wherever something is wrong, nothing is
 * done, and Spark does the work and finds the words.
 */
public final class LocalPredictions {
  private static final long MOST_BYTES = 64L << 20;
  private static final String ZONE = "spark.sql.session.timeZone";

  private LocalPredictions() {}

  /**
   * Writes the rows of {@code data} with prediction columns to {@code output}, which is free or may
   * be replaced.
   *
   * @return whether it was done
   */
  public static boolean write(RunFolder run, String data, String output) {
    try {
      Configuration hadoop = run.configuration();
      Optional<Path> source = local(data, hadoop).filter(LocalPredictions::isSmall);
      Optional<Path> target = local(output, hadoop);
      Job.Data job = run.job().data();
      if (source.isEmpty()
          || target.isEmpty()
          || source.get().toAbsolutePath().startsWith(target.get().toAbsolutePath())
          || !isPlain(job)) {
        return false;
      }
      SavedModel saved = run.savedModel();
      if (!answersEach(saved)) {
        return false;
      }
      String zone = System.getProperty(ZONE, TimeZone.getDefault().getID());
      Optional<CsvFile> file =
          CsvFile.read(source.get(), SourceOptions.of(job.format(), job.options()), zone);
      if (file.isEmpty() || !fits(saved, file.get())) {
        return false;
      }
      new PredictedCsv(Scorer.of(saved), file.get(), ZoneId.of(zone)).write(target.get());
      return true;
    } catch (IOException | RuntimeException | LinkageError leftToSpark) {
      return false;
    }
  }

  /** A file or folder of this machine, if that is what a URI names. */
  private static Optional<Path> local(String uri, Configuration hadoop) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(uri);
    FileSystem files = path.getFileSystem(hadoop);
    URI whole = files.makeQualified(path).toUri();
    return files instanceof LocalFileSystem && uri.indexOf('*') < 0
        ? Optional.of(Path.of(whole.getPath()))
        : Optional.empty();
  }

  private static boolean isSmall(Path file) {
    try {
      return Files.isRegularFile(file)
          && file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")
          && Files.size(file) <= MOST_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether nothing but the format says how rows are read. */
  private static boolean isPlain(Job.Data job) {
    return job.format().equals("csv")
        && System.getProperties().stringPropertyNames().stream()
            .noneMatch(
                name ->
                    name.startsWith("spark.sql.") && name.contains("csv")
                        || name.startsWith("spark.sql.legacy")
                        || name.startsWith("spark.sql.ansi"));
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
      boolean known =
          field.dataType() instanceof IntegerType
              || field.dataType() instanceof LongType
              || field.dataType() instanceof DoubleType
              || field.dataType() instanceof BooleanType
              || field.dataType() instanceof StringType
              || field.dataType() instanceof DateType
              || field.dataType() instanceof TimestampType
              || field.dataType() instanceof TimestampNTZType;
      if (!known
          || name.startsWith("plateau__")
          || name.startsWith("prediction")
          || name.equals("probability")) {
        return false;
      }
    }
    List<String> names = Arrays.asList(file.schema().fieldNames());
    return saved.table().get().raw().stream()
        .allMatch(column -> names.contains(column.name()) && reads(column, file, names));
  }

  /**
   * Whether a column's values are of its type and none is one that Spark's checks may refuse, or
   * there are none. Times that are read as text have the form that Spark gives them.
   */
  private static boolean reads(RawColumn column, CsvFile file, List<String> names) {
    int place = names.indexOf(column.name());
    DataType type = file.schema().fields()[place].dataType();
    boolean time = type instanceof TimestampType || type instanceof TimestampNTZType;
    boolean text = column.form().equals(Optional.of(Form.TEXT));
    boolean taken = column.reads(ColumnTypes.of(type)) && !(text && time);
    return taken && !file.hasOddValue(place)
        || file.rows().stream().allMatch(row -> row.isNullAt(place));
  }
}

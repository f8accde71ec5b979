package io.plateau.run.local;

import io.plateau.data.source.CsvFile;
import io.plateau.model.SavedModel;
import io.plateau.run.folder.RunFolder;
import io.plateau.run.folder.RunRows;
import io.plateau.score.Score;
import io.plateau.score.Scorer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Rows of a {@link PlainCsv} that the model of a run scores without a session. Wherever a file is
 * not as plain as can be, and wherever something is wrong, there are none: Spark does the work and
 * finds the words.
 *
 * @param zone of times that have none
 */
record ScoredCsv(Scorer scorer, CsvFile file, ZoneId zone) {
  private static final String ZONE = "spark.sql.session.timeZone";

  /** A row of the file and its score. */
  record Scored(InternalRow row, Score score) {
    /** By label, 1 where it applies and 0 where it does not. */
    double[] applied() {
      boolean[] applying = score.applying();
      return IntStream.range(0, applying.length).mapToDouble(i -> applying[i] ? 1 : 0).toArray();
    }
  }

  /** What is made of the rows. */
  interface Use<T> {
    /** The result; empty where the rows are left to Spark, as they are after any failure. */
    Optional<T> of(ScoredCsv rows) throws IOException;
  }

  /** What is made of rows; empty where they are left to Spark. */
  static <T> Optional<T> use(RunRows rows, Use<T> use) {
    try {
      RunFolder run = rows.run();
      Optional<Path> path = PlainCsv.at(rows.uri(), run.configuration());
      if (path.isEmpty()) {
        return Optional.empty();
      }
      SavedModel saved = run.savedModel();
      String zone = zone(run);
      Optional<CsvFile> file = PlainCsv.read(path.get(), rows.data(), saved, zone);
      return file.isPresent()
          ? use.of(new ScoredCsv(Scorer.of(saved), file.get(), ZoneId.of(zone)))
          : Optional.empty();
    } catch (IOException | RuntimeException | LinkageError leftToSpark) {
      return Optional.empty();
    }
  }

  /** The time zone of the training; that of a session in older runs, which do not tell theirs. */
  private static String zone(RunFolder run) {
    String own = System.getProperty(ZONE, TimeZone.getDefault().getID());
    return run.provenance().zone().orElse(own);
  }

  /** The rows in their order, each scored when it is asked for. */
  Stream<Scored> rows() {
    String[] names = file.schema().fieldNames();
    Map<String, Object> values = new HashMap<>();
    return file.rows().stream()
        .map(
            row -> {
              for (int c = 0; c < names.length; c++) {
                values.put(names[c], value(row, c));
              }
              return new Scored(row, scorer.score(values));
            });
  }

  /** The value as a scorer takes it; null where it is missing, as is what is not a number. */
  Object value(InternalRow row, int c) {
    DataType type = file.schema().fields()[c].dataType();
    if (row.isNullAt(c)) {
      return null;
    } else if (type instanceof IntegerType) {
      return row.getInt(c);
    } else if (type instanceof LongType) {
      return row.getLong(c);
    } else if (type instanceof DoubleType) {
      double number = row.getDouble(c);
      return Double.isNaN(number) ? null : number;
    } else if (type instanceof BooleanType) {
      return row.getBoolean(c);
    } else if (type instanceof DateType) {
      return LocalDate.ofEpochDay(row.getInt(c));
    } else if (type instanceof TimestampType || type instanceof TimestampNTZType) {
      Instant instant = Instant.EPOCH.plus(row.getLong(c), ChronoUnit.MICROS);
      return LocalDateTime.ofInstant(
          instant, type instanceof TimestampType ? zone : ZoneOffset.UTC);
    }
    return row.getUTF8String(c).toString();
  }
}

package io.plateau.run;

import io.plateau.data.source.CsvFile;
import io.plateau.model.SavedModel;
import io.plateau.score.Score;
import io.plateau.score.Scorer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.apache.spark.sql.catalyst.csv.UnivocityGenerator;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Rows of a csv file with the predictions of a scorer behind them, as a run's pipeline on Spark
 * writes them.
 *
 * @param zone of times that have none
 */
record PredictedCsv(Scorer scorer, CsvFile file, ZoneId zone) {
  /** The rows with their predictions. */
  private List<InternalRow> rows() {
    StructField[] fields = file.schema().fields();
    List<InternalRow> all = new ArrayList<>(file.rows().size());
    Map<String, Object> values = new HashMap<>();
    for (InternalRow row : file.rows()) {
      for (int c = 0; c < fields.length; c++) {
        values.put(fields[c].name(), value(row, c, fields[c].dataType()));
      }
      all.add(with(row, scorer.score(values)));
    }
    return all;
  }

  /** The value as a scorer takes it; null where it is missing, as is what is not a number. */
  private Object value(InternalRow row, int c, DataType type) {
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

  /** Names of the columns behind the data's own, in the order of a run's pipeline. */
  private List<String> appended() {
    SavedModel model = scorer.model();
    List<String> names = new ArrayList<>();
    if (model.predictsClass() || model.predictsLabels()) {
      names.add("probability");
    }
    boolean named = model.predictsClass();
    if (!named) {
      names.add("prediction");
    }
    if (model.network().network().members() > 1) {
      names.add("predictionSpread");
    }
    if (named) {
      names.add("prediction");
    }
    return names;
  }

  private InternalRow with(InternalRow row, Score score) {
    int own = file.schema().size();
    List<String> names = appended();
    Object[] cells = new Object[own + names.size()];
    for (int c = 0; c < own; c++) {
      cells[c] = row.get(c, file.schema().fields()[c].dataType());
    }
    for (int i = 0; i < names.size(); i++) {
      cells[own + i] = UTF8String.fromString(text(names.get(i), score));
    }
    return new GenericInternalRow(cells);
  }

  private String text(String column, Score score) {
    SavedModel model = scorer.model();
    return switch (column) {
      case "probability" -> Arrays.toString(score.probabilities());
      case "predictionSpread" ->
          model.predictsClass()
              ? Double.toString(score.spreads()[score.index()])
              : numbers(score.spreads());
      default -> {
        if (model.predictsClass()) {
          yield score.label();
        }
        yield numbers(model.predictsLabels() ? ones(score.applying()) : score.values());
      }
    };
  }

  /** A number, or several as Spark writes a vector as text. */
  private String numbers(double[] numbers) {
    return scorer.model().network().target().isVector()
        ? Arrays.toString(numbers)
        : Double.toString(numbers[0]);
  }

  private static double[] ones(boolean[] applying) {
    double[] ones = new double[applying.length];
    for (int i = 0; i < ones.length; i++) {
      ones[i] = applying[i] ? 1 : 0;
    }
    return ones;
  }

  /** Writes a folder as Spark does, its parts complete once it has its name. */
  void write(Path output) throws IOException {
    List<InternalRow> rows = rows();
    StructType schema = file.schema();
    for (String name : appended()) {
      schema = schema.add(name, DataTypes.StringType);
    }
    Path fresh = output.resolveSibling("." + output.getFileName() + ".part");
    try {
      FileUtil.fullyDelete(fresh.toFile());
      Files.createDirectories(fresh);
      write(rows, schema, fresh.resolve("part-00000.csv"));
      Files.createFile(fresh.resolve("_SUCCESS"));
      FileUtil.fullyDelete(output.toFile());
      Files.move(fresh, output);
    } finally {
      FileUtil.fullyDelete(fresh.toFile());
    }
  }

  private void write(List<InternalRow> rows, StructType schema, Path part) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(part)) {
      scala.collection.immutable.Map<String, String> options =
          scala.collection.immutable.Map$.MODULE$.empty();
      UnivocityGenerator generator =
          new UnivocityGenerator(schema, out, new CSVOptions(options, false, zone.getId()));
      generator.writeHeaders();
      rows.forEach(generator::write);
    }
  }
}

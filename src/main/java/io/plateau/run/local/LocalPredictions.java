package io.plateau.run.local;

import io.plateau.data.Prepared;
import io.plateau.data.source.CsvFile;
import io.plateau.data.source.SourceOptions;
import io.plateau.job.Job;
import io.plateau.model.SavedModel;
import io.plateau.run.folder.PredictionsTarget;
import io.plateau.run.folder.RunRows;
import io.plateau.score.Score;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.apache.spark.sql.catalyst.csv.UnivocityGenerator;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Predictions for a csv file that one machine holds, by a scorer: Spark alone would take longer to
 * start. The file that is written is that of a run's pipeline on Spark.
 */
public final class LocalPredictions {
  private final ScoredCsv all;

  /** Of the file that is read. */
  private final Map<String, String> options;

  private LocalPredictions(ScoredCsv all, Job.Data data) {
    this.all = all;
    this.options = SourceOptions.of("csv", data.options());
  }

  /**
   * Writes the rows with prediction columns to {@code output}, which is {@linkplain
   * PredictionsTarget#requireFree free}.
   *
   * @return whether it was done; false where it is left to Spark, and nothing was written
   */
  public static boolean write(RunRows other, String output) {
    Optional<Path> target = PlainCsv.local(output, other.run().configuration());
    if (target.isEmpty()) {
      return false;
    }
    return ScoredCsv.use(
            other,
            rows -> {
              new LocalPredictions(rows, other.data()).write(target.get());
              return Optional.of(true);
            })
        .isPresent();
  }

  private SavedModel model() {
    return all.scorer().model();
  }

  /** Columns behind the data's own, with the text of each, in the order of a run's pipeline. */
  private Map<String, Function<ScoredCsv.Scored, String>> appended() {
    SavedModel model = model();
    boolean members = model.network().network().members() > 1;
    Map<String, Function<ScoredCsv.Scored, String>> texts = new LinkedHashMap<>();
    if (model.predictsClass() || model.predictsLabels()) {
      texts.put(Prepared.PROBABILITY, scored -> Arrays.toString(scored.score().probabilities()));
    }
    if (!model.predictsClass()) {
      texts.put(
          Prepared.PREDICTION,
          scored -> numbers(model.predictsLabels() ? scored.applied() : scored.score().values()));
    }
    if (members) {
      texts.put(Prepared.SPREAD, scored -> spread(scored.score()));
    }
    if (model.predictsClass()) {
      texts.put(Prepared.PREDICTION, scored -> scored.score().label());
    }
    return texts;
  }

  private String spread(Score score) {
    return model().predictsClass()
        ? Double.toString(score.spreads()[score.index()])
        : numbers(score.spreads());
  }

  /** A number, or several as Spark writes a vector as text. */
  private String numbers(double[] numbers) {
    return model().network().target().isVector()
        ? Arrays.toString(numbers)
        : Double.toString(numbers[0]);
  }

  private static InternalRow with(
      ScoredCsv.Scored scored, Collection<Function<ScoredCsv.Scored, String>> texts) {
    Object[] cells =
        texts.stream().map(text -> UTF8String.fromString(text.apply(scored))).toArray();
    return new JoinedRow(scored.row(), new GenericInternalRow(cells));
  }

  /** Writes a folder as Spark does, its parts complete once it has its name. */
  private void write(Path output) throws IOException {
    Map<String, Function<ScoredCsv.Scored, String>> appended = appended();
    StructType schema = all.file().schema();
    for (String name : appended.keySet()) {
      schema = schema.add(name, DataTypes.StringType);
    }
    Path fresh = output.resolveSibling("." + output.getFileName() + ".part");
    try {
      FileUtil.fullyDelete(fresh.toFile());
      Files.createDirectories(fresh);
      // Row by row: the texts of many probabilities need more memory than the file that is read.
      Stream<InternalRow> rows = all.rows().map(scored -> with(scored, appended.values()));
      write(rows, schema, fresh.resolve("part-00000.csv"));
      Files.createFile(fresh.resolve("_SUCCESS"));
      FileUtil.fullyDelete(output.toFile());
      Files.move(fresh, output);
    } finally {
      FileUtil.fullyDelete(fresh.toFile());
    }
  }

  private void write(Stream<InternalRow> rows, StructType schema, Path part) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(part)) {
      CSVOptions csv = CsvFile.options(SourceOptions.ofWritten("csv", options), all.zone().getId());
      UnivocityGenerator generator = new UnivocityGenerator(schema, out, csv);
      generator.writeHeaders();
      rows.forEach(generator::write);
    }
  }
}

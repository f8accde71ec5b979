package io.plateau.data;

import io.plateau.LocalSpark;
import io.plateau.engine.shard.Counted;
import io.plateau.engine.shard.Example;
import io.plateau.job.Job;
import io.plateau.scan.ColumnBlock;
import io.plateau.scan.NumberColumn;
import io.plateau.scan.RowParts;
import io.plateau.scan.TextColumn;
import io.plateau.scan.VectorColumn;
import io.plateau.spec.LossSpec;
import io.plateau.spec.TrainingSpec;
import io.plateau.spec.Values;
import io.plateau.table.TableRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Data of jobs for tests. */
final class Jobs {
  static final Job.Part NONE = new Job.Part.None();
  static final Map<String, String> HEADER = Map.of("header", "true", "inferSchema", "true");

  private static final List<Runnable> CLOSING = new ArrayList<>();

  private Jobs() {}

  /** A csv file with a header, all other columns features. */
  static Job.Data csv(Path path, String... labels) {
    return new Job.Data(
        path.toString(),
        "csv",
        HEADER,
        List.of(labels),
        List.of(),
        null,
        treated(TableRules.Missing.ERROR, TableRules.Unseen.ERROR, TableRules.Scale.STANDARD),
        new Job.Split(NONE, NONE));
  }

  private static Job.Treatment treated(
      TableRules.Missing missing, TableRules.Unseen unseen, TableRules.Scale scale) {
    return new Job.Treatment(
        Job.TaskWord.AUTO, Map.of(), new TableRules(missing, unseen, scale, 10_000));
  }

  static Job.Data with(Job.Data data, String format, Map<String, String> options) {
    return new Job.Data(
        data.path(),
        format,
        options,
        data.label(),
        data.features(),
        data.weight(),
        data.treatment(),
        data.split());
  }

  static Job.Data with(Job.Data data, Job.Part test, Job.Part validation) {
    return new Job.Data(
        data.path(),
        data.format(),
        data.options(),
        data.label(),
        data.features(),
        data.weight(),
        data.treatment(),
        new Job.Split(test, validation));
  }

  static Job.Data with(Job.Data data, TableRules.Missing missing) {
    TableRules rules = data.treatment().rules();
    TableRules.Unseen unseen =
        missing.fills() ? TableRules.Unseen.OTHER : TableRules.Unseen.valueOf(missing.name());
    return with(data, treated(missing, unseen, rules.scale()));
  }

  static Job.Data with(Job.Data data, Job.Treatment treatment) {
    return new Job.Data(
        data.path(),
        data.format(),
        data.options(),
        data.label(),
        data.features(),
        data.weight(),
        treatment,
        data.split());
  }

  static Job.Data weighted(Job.Data data, String weight) {
    return new Job.Data(
        data.path(),
        data.format(),
        data.options(),
        data.label(),
        data.features(),
        weight,
        data.treatment(),
        data.split());
  }

  static Job.Data features(Job.Data data, String... features) {
    return new Job.Data(
        data.path(),
        data.format(),
        data.options(),
        data.label(),
        List.of(features),
        data.weight(),
        data.treatment(),
        data.split());
  }

  static Job.Data standardized(Job.Data data, boolean features) {
    TableRules rules = data.treatment().rules();
    return with(
        data,
        treated(
            rules.missing(),
            rules.unseen(),
            features ? TableRules.Scale.STANDARD : TableRules.Scale.NONE));
  }

  static JobData read(Job.Data data) {
    return read(data, spec("auto", false));
  }

  static JobData read(Job.Data data, TrainingSpec spec) {
    JobData read = JobData.read(LocalSpark.session(), data, spec);
    closeLater(read::close);
    return read;
  }

  /** Something to be closed after the test. */
  static void closeLater(Runnable closing) {
    CLOSING.add(closing);
  }

  /** Frees what was read since. */
  static void close() {
    CLOSING.forEach(Runnable::run);
    CLOSING.clear();
  }

  /** Reads data of which the labels are standardized, too. */
  static JobData readStandardized(Job.Data data) {
    return read(data, spec("auto", true));
  }

  /** The specification of a training by that loss. */
  static TrainingSpec spec(String loss, boolean standardizeLabel) {
    return TrainingSpec.of(
        Values.NONE
            .with(LossSpec.FAMILY.name(), loss)
            .with(LossSpec.STANDARDIZE_LABEL, standardizeLabel)
            .with(TrainingSpec.SEED, 7L));
  }

  static Path file(Path folder, String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).toList();
  }

  /** The values of the rows of a part, by slot of the scan: features, labels, weight, splits. */
  static List<List<Object>> rows(PartRows part) {
    byte wanted = part.part();
    RowParts parts = part.parts();
    return part.scan()
        .blocks()
        .flatMap(
            block -> {
              byte[] of = parts.of(block);
              List<List<Object>> rows = new ArrayList<>();
              for (int row = 0; row < block.rows; row++) {
                if (of[row] == wanted) {
                  rows.add(values(block, row));
                }
              }
              return rows.iterator();
            })
        .collect();
  }

  private static List<Object> values(ColumnBlock block, int row) {
    List<Object> values = new ArrayList<>();
    for (Object column : block.columns) {
      if (column instanceof NumberColumn numbers) {
        values.add(numbers.at(row));
      } else if (column instanceof TextColumn texts) {
        int code = texts.code(row);
        values.add(code < 0 ? null : texts.dictionary()[code]);
      } else {
        VectorColumn vectors = (VectorColumn) column;
        double[] all = new double[vectors.size(row)];
        for (int p = vectors.start(row); p < vectors.start(row + 1); p++) {
          all[vectors.place(row, p)] = vectors.value(p);
        }
        values.add(Vectors.dense(all));
      }
    }
    return values;
  }

  /** The encoded rows of a part. */
  static List<Example> encoded(JobData data, PartRows part) {
    Encoder encoder = data.prepare().encoder();
    RowParts parts = part.parts();
    byte wanted = part.part();
    int width = encoder.table().width();
    return part
        .scan()
        .blocks()
        .flatMap(
            block -> {
              List<float[][]> rows = new ArrayList<>();
              encoder
                  .encode(block, parts.of(block), wanted)
                  .forEachRemaining(
                      row ->
                          rows.add(
                              new float[][] {
                                Counted.features(row, width),
                                row.target,
                                {row.weight, row.indices == null ? 0 : 1}
                              }));
              return rows.iterator();
            })
        .collect()
        .stream()
        .map(row -> Example.dense(row[0], row[1], row[2][0]))
        .toList();
  }

  static List<float[]> features(JobData data) {
    return encoded(data, data.parts().training()).stream().map(row -> row.values).toList();
  }

  static List<float[]> labels(JobData data) {
    return encoded(data, data.parts().training()).stream().map(row -> row.target).toList();
  }

  /** The rows at the path of csv data, as Spark reads them. */
  static Dataset<Row> frame(Job.Data data) {
    return LocalSpark.session().read().options(data.options()).csv(data.path());
  }
}

package io.plateau.data;

import io.plateau.LocalSpark;
import io.plateau.job.Job;
import io.plateau.spec.LossSpec;
import io.plateau.spec.TrainingSpec;
import io.plateau.spec.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Data of jobs for tests. */
final class Jobs {
  static final Job.Part NONE = new Job.Part.None();
  static final Map<String, String> HEADER = Map.of("header", "true", "inferSchema", "true");

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
        true,
        Job.Missing.ERROR,
        new Job.Split(NONE, NONE));
  }

  static Job.Data with(Job.Data data, String format, Map<String, String> options) {
    return new Job.Data(
        data.path(),
        format,
        options,
        data.label(),
        data.features(),
        data.weight(),
        data.standardize(),
        data.missing(),
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
        data.standardize(),
        data.missing(),
        new Job.Split(test, validation));
  }

  static Job.Data with(Job.Data data, Job.Missing missing) {
    return new Job.Data(
        data.path(),
        data.format(),
        data.options(),
        data.label(),
        data.features(),
        data.weight(),
        data.standardize(),
        missing,
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
        data.standardize(),
        data.missing(),
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
        data.standardize(),
        data.missing(),
        data.split());
  }

  static Job.Data standardized(Job.Data data, boolean features) {
    return new Job.Data(
        data.path(),
        data.format(),
        data.options(),
        data.label(),
        data.features(),
        data.weight(),
        features,
        data.missing(),
        data.split());
  }

  static JobData read(Job.Data data) {
    return JobData.read(LocalSpark.session(), data, spec("auto", false));
  }

  /** Reads data of which the labels are standardized, too. */
  static JobData readStandardized(Job.Data data) {
    return JobData.read(LocalSpark.session(), data, spec("auto", true));
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

  static List<Vector> features(Prepared prepared, Dataset<Row> rows) {
    return prepared.frame(rows).select(prepared.featuresColumn()).collectAsList().stream()
        .map(row -> (Vector) row.get(0))
        .toList();
  }

  static List<Double> labels(Prepared prepared, Dataset<Row> rows) {
    return prepared.frame(rows).select(prepared.labelColumn()).collectAsList().stream()
        .map(row -> row.getDouble(0))
        .toList();
  }
}

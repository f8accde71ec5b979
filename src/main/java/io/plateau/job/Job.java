package io.plateau.job;

import io.plateau.math.Word;
import io.plateau.spec.TrainingSpec;
import io.plateau.table.ColumnKind;
import io.plateau.table.TableRules;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Job file, resolved: every key with its value or default.
 *
 * @param output the run's folder, any Hadoop URI
 * @param spec of the training
 * @param logs that are written beside the history: none or tensorboard
 */
public record Job(
    String name,
    String output,
    Data data,
    TrainingSpec spec,
    Checkpointing checkpoint,
    String logs) {

  public Job withOutput(String folder) {
    return new Job(name, folder, data, spec, checkpoint, logs);
  }

  public Job withData(Data other) {
    return new Job(name, output, other, spec, checkpoint, logs);
  }

  public Job withSpec(TrainingSpec other) {
    return new Job(name, output, data, other, checkpoint, logs);
  }

  /**
   * @param path of files, or the name of a table or view
   * @param format of any Spark source, idx, or {@link #TABLE}
   * @param options for the source
   * @param label one column, or several that are trained together
   * @param features columns, or empty for all but label, weight and split columns
   * @param weight a column, or null
   * @param treatment of the columns
   */
  public record Data(
      String path,
      String format,
      Map<String, String> options,
      List<String> label,
      List<String> features,
      String weight,
      Treatment treatment,
      Split split) {
    /** The format of tables and views of Spark's catalogs, whose path is their name. */
    public static final String TABLE = "table";

    /** Formats that need no package of their own. */
    public static final List<String> FORMATS =
        List.of("csv", "json", "parquet", "orc", "libsvm", "text", "xml", "idx", TABLE);

    /** Formats that are often meant and need a package or a driver, or more options. */
    static final List<String> OTHERS = List.of("avro", "delta", "hudi", "iceberg", "jdbc");

    public Data {
      options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
      label = List.copyOf(label);
      features = List.copyOf(features);
      if (label.isEmpty()) {
        throw new IllegalArgumentException("data.label must name at least one column");
      }
    }

    /** The same columns of other rows. */
    public Data at(String place, Map<String, String> options, Split rows) {
      return new Data(place, format, options, label, features, weight, treatment, rows);
    }

    public Data withFeatures(List<String> names) {
      return new Data(path, format, options, label, names, weight, treatment, split);
    }

    /** Whether other data are these as a run writes them, with features and parts by name. */
    public boolean resolvesTo(Data other) {
      boolean decided = split.validation() instanceof Part.Automatic;
      Split asked = decided ? new Split(other.split.test(), split.validation()) : other.split;
      boolean same =
          features.isEmpty() || new HashSet<>(features).equals(new HashSet<>(other.features));
      return same && equals(other.withFeatures(features).at(other.path, other.options, asked));
    }
  }

  /**
   * Treatment of columns.
   *
   * @param task what the label is taken for
   * @param kinds of the columns that are not to be inferred
   * @param rules for missing values, categories and scales
   */
  public record Treatment(TaskWord task, Map<String, ColumnKind> kinds, TableRules rules) {
    public Treatment {
      kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
    }

    /** The kind that the job gives a column. */
    public Optional<ColumnKind> said(String column) {
      return Optional.ofNullable(kinds.get(column));
    }
  }

  /** What a job says of its task. */
  public enum TaskWord implements Word {
    /** The label's values decide. */
    AUTO,
    CLASSIFICATION,
    REGRESSION
  }

  /** Test and validation rows; the rest is trained on. */
  public record Split(Part test, Part validation) {
    /** Whether validation rows are chosen by their content, not named. */
    public boolean drawsValidation() {
      return validation instanceof Part.Fraction || validation instanceof Part.Automatic;
    }
  }

  /** Part of the rows. */
  public sealed interface Part {
    /** No rows. */
    record None() implements Part {}

    /**
     * About this fraction of the rows, of the validation part that of the rows beside the test
     * part, chosen by a seeded hash of their content; rows of a class that no training row would
     * have stay out of the validation part.
     */
    record Fraction(double fraction) implements Part {}

    /**
     * A tenth of the rows beside those of the test part, chosen likewise, where rows are columns of
     * a table and there are 2,000 or more; else none.
     */
    record Automatic() implements Part {}

    /** The last rows in the order of the file. */
    record Last(long rows) implements Part {}

    /** The rows where a boolean column is true (or a numeric one is not zero). */
    record Column(String name) implements Part {}

    /** A file of its own, in the same format. */
    record Path(String path) implements Part {}
  }

  /**
   * @param everyEpochs or 0 for none
   * @param everySeconds or null
   * @param keep valid checkpoints kept, at least 2
   */
  public record Checkpointing(int everyEpochs, Double everySeconds, int keep) {}
}

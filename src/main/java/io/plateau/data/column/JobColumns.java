package io.plateau.data.column;

import io.plateau.data.source.Table;
import io.plateau.data.source.TextTypes;
import io.plateau.job.Job;
import io.plateau.table.RawColumn;
import io.plateau.table.ValueType;
import io.plateau.train.DataException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;

/**
 * Columns of a job by what they are to it: labels, features, weight.
 *
 * @param labels in the order of the job
 * @param features in the order of the file
 * @param weight or null
 * @param types of all columns named here
 * @param labelType Spark's type of the first label, or null where classes have names already
 */
public record JobColumns(
    List<String> labels,
    List<String> features,
    String weight,
    Map<String, ValueType> types,
    DataType labelType) {
  private static final List<ValueType> NUMBERS = List.of(ValueType.INTEGER, ValueType.REAL);
  private static final List<ValueType> BOOLEANS_OR_NUMBERS =
      List.of(ValueType.BOOLEAN, ValueType.INTEGER, ValueType.REAL);

  /**
   * The columns a job names, looked up in what its data have.
   *
   * @throws DataException where one is missing or of a type that a network cannot take
   */
  public static JobColumns of(Job.Data data, Table table) {
    FoundColumns found = FoundColumns.of(table);
    data.label().forEach(label -> found.require(label, "data.label"));
    data.treatment()
        .kinds()
        .forEach(
            (column, kind) -> {
              found.require(column, "data.columns");
              found.requireKind(column, kind);
            });
    Set<String> others = new HashSet<>(data.label());
    if (data.weight() != null) {
      found.require(data.weight(), "data.weight", NUMBERS);
      others.add(data.weight());
    }
    for (Job.Part part : List.of(data.split().test(), data.split().validation())) {
      if (part instanceof Job.Part.Column column) {
        found.require(column.name(), "data.split", BOOLEANS_OR_NUMBERS);
        others.add(column.name());
      }
    }
    return new JobColumns(
        List.copyOf(data.label()),
        features(data, found, others),
        data.weight(),
        Map.copyOf(found.types()),
        found.type(data.label().get(0)));
  }

  /** How Spark writes the label's numbers as strings. */
  public DoubleFunction<String> labelNames() {
    if (labelType instanceof DecimalType decimal && decimal.scale() > 0) {
      return value ->
          BigDecimal.valueOf(value)
              .setScale(decimal.scale(), RoundingMode.HALF_EVEN)
              .toPlainString();
    }
    return types.get(labels.get(0)) == ValueType.INTEGER
        ? value -> Long.toString((long) value)
        : Double::toString;
  }

  /** The features as they are before anything is learned of their values. */
  public List<RawColumn> raw(Job.Treatment treatment) {
    return features.stream()
        .map(name -> new RawColumn(name, types.get(name), treatment.said(name)))
        .toList();
  }

  /** Those of the features, and the label, that are text. */
  public TextTypes texts(List<RawColumn> needed) {
    TextTypes texts = TextTypes.of(needed);
    String label = labels.get(0); // several are numbers
    return types.get(label) == ValueType.TEXT ? texts.and(label) : texts;
  }

  /**
   * Checks that other rows have these columns too, with types that can be read alike; labels and
   * weight only if asked.
   *
   * @param needed features
   */
  public void requireIn(Table table, List<RawColumn> needed, boolean labeled) {
    FoundColumns found = FoundColumns.of(table);
    for (RawColumn feature : needed) {
      found.require(feature.name(), "a feature", readAs(feature));
    }
    if (labeled) {
      for (String label : labels) {
        found.require(label, "data.label");
        found.require(label, "data.label", alike(types.get(label)));
      }
    }
    if (labeled && weight != null) {
      found.require(weight, "data.weight", NUMBERS);
    }
  }

  private static List<ValueType> readAs(RawColumn feature) {
    return Arrays.stream(ValueType.values()).filter(feature::reads).toList();
  }

  private static List<ValueType> alike(ValueType type) {
    return type.isNumber() ? NUMBERS : List.of(type);
  }

  /**
   * The columns that a finished run needs of other rows.
   *
   * @param needed features
   */
  public static JobColumns ofOthers(
      Job.Data data, Table table, List<RawColumn> needed, boolean labeled) {
    JobColumns columns =
        new JobColumns(
            data.label(),
            needed.stream().map(RawColumn::name).toList(),
            labeled ? data.weight() : null,
            FoundColumns.of(table).types(),
            null);
    columns.requireIn(table, needed, labeled);
    return columns;
  }

  private static List<String> features(Job.Data data, FoundColumns found, Set<String> others) {
    for (String feature : data.features()) {
      found.require(feature, "data.features");
      if (others.contains(feature)) {
        throw new DataException(
            "column \"%s\" cannot be a feature: data.label, data.weight or data.split names it too"
                .formatted(feature));
      }
    }
    Map<String, ValueType> all = found.types();
    Set<String> chosen = new HashSet<>(data.features().isEmpty() ? all.keySet() : data.features());
    chosen.removeAll(others);
    List<String> features = all.keySet().stream().filter(chosen::contains).toList();
    for (String name : features) {
      if (all.get(name) == ValueType.OTHER && !data.features().isEmpty()) {
        throw new DataException(
            "column \"%s\" of %s is %s, which cannot be a feature; leave it out of data.features"
                .formatted(name, found.place(), found.type(name).simpleString()));
      }
    }
    if (features.stream().allMatch(name -> all.get(name) == ValueType.OTHER)) {
      throw new DataException(
          "%s has no column left to be a feature beside data.label, data.weight and data.split; it has %s"
              .formatted(found.place(), found.names()));
    }
    return features;
  }
}

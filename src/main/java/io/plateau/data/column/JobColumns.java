package io.plateau.data.column;

import io.plateau.data.source.Hidden;
import io.plateau.data.source.Slips;
import io.plateau.data.source.SourceOptions;
import io.plateau.data.source.Table;
import io.plateau.data.source.TextTypes;
import io.plateau.frame.ColumnTypes;
import io.plateau.job.Job;
import io.plateau.spec.Nearest;
import io.plateau.table.ColumnKind;
import io.plateau.table.RawColumn;
import io.plateau.table.ValueType;
import io.plateau.train.DataException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

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
  private static final int NAMES_SHOWN = 20;
  private static final List<ValueType> NUMBERS = List.of(ValueType.INTEGER, ValueType.REAL);
  private static final List<ValueType> BOOLEANS_OR_NUMBERS =
      List.of(ValueType.BOOLEAN, ValueType.INTEGER, ValueType.REAL);

  /**
   * The columns a job names, looked up in what its data have.
   *
   * @throws DataException where one is missing or of a type that a network cannot take
   */
  public static JobColumns of(Job.Data data, Table table) {
    StructType schema = table.rows().schema();
    String place = table.place();
    Map<String, ValueType> all = typesOf(schema);
    for (String label : data.label()) {
      require(label, "data.label", all, data, place);
    }
    for (String column : data.treatment().kinds().keySet()) {
      require(column, "data.columns", all, data, place);
      requireKind(column, data.treatment().kinds().get(column), all.get(column), place);
    }
    Set<String> others = new HashSet<>(data.label());
    if (data.weight() != null) {
      require(data.weight(), "data.weight", all, data, place);
      requireType(data.weight(), "data.weight", table, NUMBERS);
      others.add(data.weight());
    }
    for (Job.Part part : List.of(data.split().test(), data.split().validation())) {
      if (part instanceof Job.Part.Column column) {
        require(column.name(), "data.split", all, data, place);
        requireType(column.name(), "data.split", table, BOOLEANS_OR_NUMBERS);
        others.add(column.name());
      }
    }
    return new JobColumns(
        List.copyOf(data.label()),
        features(data, all, others, schema, place),
        data.weight(),
        Map.copyOf(all),
        schema.apply(data.label().get(0)).dataType());
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
    Map<String, ValueType> all = typesOf(table.rows().schema());
    String place = table.place();
    for (RawColumn feature : needed) {
      require(feature.name(), "data.features", all, place);
      requireType(feature.name(), "data.features", table, readAs(feature));
    }
    if (labeled) {
      for (String label : labels) {
        require(label, "data.label", all, place);
        requireType(label, "data.label", table, alike(types.get(label)));
      }
    }
    if (labeled && weight != null) {
      require(weight, "data.weight", all, place);
      requireType(weight, "data.weight", table, NUMBERS);
    }
  }

  private static List<ValueType> readAs(RawColumn feature) {
    return Arrays.stream(ValueType.values()).filter(feature::reads).toList();
  }

  private static List<ValueType> alike(ValueType type) {
    return type.isNumber() ? NUMBERS : List.of(type);
  }

  private static Map<String, ValueType> typesOf(StructType schema) {
    Map<String, ValueType> all = new LinkedHashMap<>();
    for (StructField field : schema.fields()) {
      if (!Hidden.is(field.name())) {
        all.put(field.name(), ColumnTypes.of(field.dataType()));
      }
    }
    return all;
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
            typesOf(table.rows().schema()),
            null);
    columns.requireIn(table, needed, labeled);
    return columns;
  }

  private static List<String> features(
      Job.Data data,
      Map<String, ValueType> all,
      Set<String> others,
      StructType schema,
      String place) {
    for (String feature : data.features()) {
      require(feature, "data.features", all, data, place);
      if (others.contains(feature)) {
        throw new DataException(
            "column \"%s\" cannot be a feature: data.label, data.weight or data.split names it too"
                .formatted(feature));
      }
    }
    Set<String> chosen = new HashSet<>(data.features().isEmpty() ? all.keySet() : data.features());
    chosen.removeAll(others);
    List<String> features = new ArrayList<>();
    for (String name : all.keySet()) {
      if (chosen.contains(name)) {
        if (all.get(name) == ValueType.OTHER && !data.features().isEmpty()) {
          throw new DataException(
              "column \"%s\" of %s is %s, which cannot be a feature; leave it out of data.features"
                  .formatted(name, place, schema.apply(name).dataType().simpleString()));
        }
        features.add(name);
      }
    }
    if (features.stream().allMatch(name -> all.get(name) == ValueType.OTHER)) {
      throw new DataException(
          "%s has no column left to be a feature beside data.label, data.weight and data.split; it has %s"
              .formatted(place, names(all)));
    }
    return List.copyOf(features);
  }

  private static void require(
      String name, String key, Map<String, ValueType> all, Job.Data data, String place) {
    String slip =
        all.containsKey(name) || !data.format().equals("csv")
            ? ""
            : Slips.header(name, all.keySet(), SourceOptions.of("csv", data.options()));
    require(name, key, all, place, slip.isEmpty() ? hint(name, all) : slip);
  }

  private static void require(String name, String key, Map<String, ValueType> all, String place) {
    require(name, key, all, place, hint(name, all));
  }

  /** What a name that is not there stands for, a clause or nothing. */
  private static String hint(String name, Map<String, ValueType> all) {
    List<String> fields =
        all.keySet().stream().filter(each -> each.startsWith(name + ".")).limit(2).toList();
    return fields.isEmpty()
        ? Nearest.hint(name, all.keySet())
        : "; fields of a struct are columns of their own: name each, as "
            + String.join(" and ", fields);
  }

  private static void require(
      String name, String key, Map<String, ValueType> all, String place, String hint) {
    if (!all.containsKey(name)) {
      throw new DataException(
          "column \"%s\" (%s) is not in %s; it has %s%s"
              .formatted(name, key, place, names(all), hint));
    }
  }

  private static void requireType(String name, String key, Table table, List<ValueType> allowed) {
    ValueType type = ColumnTypes.of(table.rows().schema().apply(name).dataType());
    if (!allowed.contains(type)) {
      throw new DataException(
          "column \"%s\" (%s) must be %s, but in %s it is %s%s"
              .formatted(
                  name,
                  key,
                  allowed.stream()
                      .map(JobColumns::word)
                      .distinct()
                      .collect(Collectors.joining(" or ")),
                  table.place(),
                  word(type),
                  type == ValueType.TEXT ? others(table, name, allowed) : ""));
    }
  }

  /** What keeps a column of texts from being one of numbers or dates, a clause or nothing. */
  private static String others(Table table, String name, List<ValueType> allowed) {
    if (allowed.containsAll(NUMBERS)) {
      return TextsAmong.numbers(table, name);
    }
    return allowed.contains(ValueType.DATE) ? TextsAmong.dates(table, name) : "";
  }

  private static void requireKind(String name, ColumnKind kind, ValueType type, String place) {
    if (!type.canBe(kind)) {
      throw new DataException(
          "column \"%s\" (data.columns) of %s is %s, which cannot be of kind %s; it can be %s"
              .formatted(
                  name,
                  place,
                  word(type),
                  kind.word(),
                  Arrays.stream(ColumnKind.values())
                      .filter(type::canBe)
                      .map(ColumnKind::word)
                      .collect(Collectors.joining(" or "))));
    }
  }

  private static String word(ValueType type) {
    return switch (type) {
      case INTEGER, REAL -> "a number";
      case BOOLEAN -> "a boolean";
      case TEXT -> "text";
      case VECTOR -> "a vector";
      case DATE -> "a date";
      case OTHER -> "of another type";
    };
  }

  private static String names(Map<String, ValueType> all) {
    String shown = all.keySet().stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
    return all.size() > NAMES_SHOWN ? shown + ", … (" + all.size() + " in all)" : shown;
  }
}

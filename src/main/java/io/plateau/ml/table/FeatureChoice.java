package io.plateau.ml.table;

import io.plateau.frame.ColumnName;
import io.plateau.frame.ColumnTypes;
import io.plateau.ml.params.HasTableParams;
import io.plateau.table.ColumnKind;
import io.plateau.table.RawColumn;
import io.plateau.table.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Choice of the columns of a dataset that are features, by params. */
public final class FeatureChoice {
  private FeatureChoice() {}

  /**
   * The columns that may become features.
   *
   * @param others columns that are something else, with what they are, such as the label
   * @throws IllegalArgumentException where params name a column that does not exist or cannot be of
   *     a kind, or do not fit together
   */
  public static List<RawColumn> of(
      HasTableParams params, StructType schema, Map<String, String> others) {
    Set<String> named = names(params, "inputCols", schema);
    Set<String> ignored = names(params, "ignoredCols", schema);
    requireChoice(params, named, ignored, others);
    Set<String> features = new LinkedHashSet<>(named);
    if (named.isEmpty()) {
      features.addAll(Arrays.asList(schema.fieldNames()));
      features.removeAll(ignored);
      features.removeAll(others.keySet());
    }
    Map<String, ColumnKind> kinds = params.tableParams().kinds();
    for (String name : kinds.keySet()) {
      ColumnName.typeOf("columnKinds", schema, name);
      if (!features.contains(name)) {
        throw new IllegalArgumentException(
            "columnKinds has column \"" + name + "\", which is not a feature");
      }
    }
    List<RawColumn> columns = new ArrayList<>();
    for (String name : features) {
      DataType type = ColumnName.type(schema, name);
      RawColumn column =
          new RawColumn(name, ColumnTypes.of(type), Optional.ofNullable(kinds.get(name)));
      if (named.contains(name) && column.type() == ValueType.OTHER) {
        throw new IllegalArgumentException(
            "column \"%s\" of type %s cannot be a feature".formatted(name, type.catalogString()));
      }
      columns.add(column);
    }
    Stream<String> read =
        columns.stream().filter(column -> column.form().isPresent()).map(RawColumn::name);
    ColumnName.requireDistinct(schema, Stream.concat(read, others.keySet().stream()).toList());
    return columns;
  }

  /** Fails unless one of the params says which columns are features, and none is another column. */
  private static void requireChoice(
      HasTableParams params, Set<String> named, Set<String> ignored, Map<String, String> others) {
    if (named.isEmpty() && params.isSet(params.inputCols())) {
      throw new IllegalArgumentException(
          "inputCols is empty; name the columns that are features, or leave it unset for all");
    }
    if (!named.isEmpty() && !ignored.isEmpty()) {
      throw new IllegalArgumentException("inputCols and ignoredCols are both set; set one of them");
    }
    if (named.isEmpty() && others.isEmpty() && !params.isSet(params.ignoredCols())) {
      throw new IllegalArgumentException(
          "set inputCols, or ignoredCols to the columns that are not features, such as the label");
    }
    for (String name : named) {
      if (others.containsKey(name)) {
        throw new IllegalArgumentException(
            "inputCols has column \"%s\", which is %s".formatted(name, others.get(name)));
      }
    }
  }

  private static Set<String> names(HasTableParams params, String param, StructType schema) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : params.tableParams().strings(param)) {
      ColumnName.typeOf(param, schema, name);
      names.add(name);
    }
    return names;
  }
}

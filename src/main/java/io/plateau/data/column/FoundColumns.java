package io.plateau.data.column;

import io.plateau.data.source.Hidden;
import io.plateau.data.source.Slips;
import io.plateau.data.source.Table;
import io.plateau.frame.ColumnName;
import io.plateau.frame.ColumnTypes;
import io.plateau.spec.Nearest;
import io.plateau.table.ColumnKind;
import io.plateau.table.ValueType;
import io.plateau.train.DataException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/**
 * Columns that a table has, and complaints where a job names others.
 *
 * @param types by column, in the order of the table
 */
record FoundColumns(Table table, Map<String, ValueType> types) {

  static FoundColumns of(Table table) {
    Map<String, ValueType> types = new LinkedHashMap<>();
    for (StructField field : table.rows().schema().fields()) {
      if (!Hidden.is(field.name())) {
        types.put(field.name(), ColumnTypes.of(field.dataType()));
      }
    }
    return new FoundColumns(table, types);
  }

  String place() {
    return table.place();
  }

  /** Spark's type of a column. */
  DataType type(String name) {
    return table.rows().schema().apply(name).dataType();
  }

  /** The first names, for messages. */
  String names() {
    return ColumnName.first(types.keySet());
  }

  /**
   * Checks that there is a column.
   *
   * @param key of the job that names it, or what it is to a run
   */
  void require(String name, String key) {
    if (!types.containsKey(name)) {
      boolean csv = table.format().equals("csv");
      String slip = csv ? Slips.header(name, List.copyOf(types.keySet()), table.options()) : "";
      throw new DataException(
          "column \"%s\" (%s) is not in %s; it has %s%s"
              .formatted(name, key, place(), names(), slip.isEmpty() ? hint(name) : slip));
    }
  }

  /** What a name that is not there stands for, a clause or nothing. */
  private String hint(String name) {
    List<String> several = List.of(name.split(", *"));
    if (several.size() > 1 && types.keySet().containsAll(several)) {
      return "; a list of columns has brackets: " + several;
    }
    List<String> fields =
        types.keySet().stream().filter(each -> each.startsWith(name + ".")).limit(2).toList();
    return fields.isEmpty()
        ? Nearest.hint(name, types.keySet())
        : "; fields of a struct are columns of their own: name each, as "
            + String.join(" and ", fields);
  }

  /** Checks that there is a column, of one of some types. */
  void require(String name, String key, List<ValueType> allowed) {
    require(name, key);
    ValueType type = types.get(name);
    if (!allowed.contains(type)) {
      throw new DataException(
          "column \"%s\" (%s) must be %s, but in %s it is %s%s"
              .formatted(
                  name,
                  key,
                  allowed.stream()
                      .map(FoundColumns::word)
                      .distinct()
                      .collect(Collectors.joining(" or ")),
                  place(),
                  word(type),
                  type == ValueType.TEXT ? others(name, allowed) : ""));
    }
  }

  /** What keeps a column of texts from being one of numbers or dates, a clause or nothing. */
  private String others(String name, List<ValueType> allowed) {
    if (allowed.contains(ValueType.REAL)) {
      return TextsAmong.numbers(table, name);
    }
    return allowed.contains(ValueType.DATE) ? TextsAmong.dates(table, name) : "";
  }

  /** Checks that a column, which is there, can be of a kind. */
  void requireKind(String name, ColumnKind kind) {
    ValueType type = types.get(name);
    if (!type.canBe(kind)) {
      throw new DataException(
          "column \"%s\" (data.columns) of %s is %s, which cannot be of kind %s; it can be %s"
              .formatted(
                  name,
                  place(),
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
}

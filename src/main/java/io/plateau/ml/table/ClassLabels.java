package io.plateau.ml.table;

import io.plateau.frame.ColumnName;
import io.plateau.frame.ColumnTypes;
import io.plateau.scan.TableSlots;
import io.plateau.table.ColumnKind;
import io.plateau.table.ColumnNote;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedTable;
import io.plateau.table.KindChoice;
import io.plateau.table.RawColumn;
import io.plateau.table.TableRules;
import io.plateau.table.ValueType;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Classes of a label that holds strings, booleans or numbers: a class is the place of its label in
 * their order.
 *
 * @param table of the label's column alone, a category
 */
public record ClassLabels(FittedTable table) implements Serializable {
  /** The column of a label, whose values are read as strings. */
  public static RawColumn column(StructType schema, String name) {
    DataType type = ColumnName.typeOf("labelCol", schema, name);
    ValueType values = ColumnTypes.of(type);
    if (!values.isNumber() && values != ValueType.TEXT && values != ValueType.BOOLEAN) {
      throw new IllegalArgumentException(
          "column \"%s\" must hold strings, booleans or numbers to be a label, got %s"
              .formatted(name, type.catalogString()));
    }
    return new RawColumn(name, values, Optional.of(ColumnKind.CATEGORY));
  }

  /**
   * The labels of a dataset as strings. A float is named as the double that Spark's evaluators make
   * of it, for the label that a class predicts is to be equal to it.
   */
  static Column value(RawColumn label, Dataset<?> dataset) {
    DataType type = ColumnName.type(dataset.schema(), label.name());
    Column value = dataset.col(ColumnName.quoted(label.name()));
    return type.equals(DataTypes.FloatType)
        ? TableSlots.slot(label).of(value.cast(DataTypes.DoubleType), DataTypes.DoubleType)
        : TableSlots.slot(label).of(value, type);
  }

  /**
   * The classes of labels that were found; numbers are in their own order.
   *
   * @throws IllegalArgumentException for an integer that no double is, and for numbers that are the
   *     same double
   */
  public static ClassLabels of(RawColumn column, Set<String> found) {
    if (column.type() == ValueType.INTEGER) {
      found.forEach(label -> requireExact(column.name(), label));
    } else if (column.type() == ValueType.REAL) {
      requireDistinct(column.name(), found);
    }
    Comparator<String> order =
        column.type().isNumber()
            ? Comparator.comparingDouble(Double::parseDouble)
            : Comparator.naturalOrder();
    List<String> labels = found.stream().sorted(order).toList();
    ColumnNote note =
        new ColumnNote(
            column,
            new KindChoice(ColumnKind.CATEGORY, "label"),
            0,
            Integer.toString(labels.size()),
            "");
    return new ClassLabels(
        new FittedTable(
            List.of(new FittedCategory(column.name(), labels, 0)),
            List.of(note),
            TableRules.DEFAULT));
  }

  /** Several integers beyond 2⁵³ are one double, which could not say which of them it predicts. */
  private static void requireExact(String column, String label) {
    BigDecimal integer = new BigDecimal(label);
    if (new BigDecimal(integer.doubleValue()).compareTo(integer) != 0) {
      throw new IllegalArgumentException(
          "column \"%s\": the label %s is not exactly a double, as predictions of labels that are numbers must be; cast the column to string"
              .formatted(column, label));
    }
  }

  /** Decimals have more digits than doubles. */
  private static void requireDistinct(String column, Set<String> labels) {
    Map<Double, String> doubles = new HashMap<>();
    for (String label : labels) {
      String other = doubles.put(Double.valueOf(label), label);
      if (other != null) {
        throw new IllegalArgumentException(
            "column \"%s\": the labels %s and %s are one double, as predictions of labels that are numbers are; cast the column to string"
                .formatted(column, other, label));
      }
    }
  }

  private FittedCategory category() {
    return (FittedCategory) table.columns().get(0);
  }

  /** The labels in the order of the classes. */
  public List<String> names() {
    return category().values();
  }

  private ValueType type() {
    return table.notes().get(0).column().type();
  }

  /**
   * The classes of a dataset's labels as numbers, with their names as metadata.
   *
   * @param name of the column of the labels
   * @throws IllegalArgumentException where no value of the column can be one of the labels
   */
  public Column classes(Dataset<?> dataset, String name) {
    RawColumn column = column(dataset.schema(), name);
    if (column.type().isNumber() && type() == ValueType.BOOLEAN
        || column.type() == ValueType.BOOLEAN && type().isNumber()) {
      throw new IllegalArgumentException(
          "column \"%1$s\" must hold labels as in training, of type %2$s, got %3$s; cast it to %2$s"
              .formatted(
                  name,
                  labelType().catalogString(),
                  ColumnName.type(dataset.schema(), name).catalogString()));
    }
    FittedCategory category = category();
    UDF1<String, Double> of =
        label -> label == null ? null : Double.valueOf(category.code(label) - 1);
    NominalAttribute attribute = NominalAttribute.defaultAttr().withName(name);
    return functions
        .udf(of, DataTypes.DoubleType)
        .apply(value(column, dataset))
        .as(
            name,
            names().size() > 1
                ? attribute.withValues(names().toArray(String[]::new)).toMetadata()
                : attribute.withNumValues(2).toMetadata());
  }

  /** The type of the labels; numbers are doubles. */
  public DataType labelType() {
    return type() == ValueType.TEXT
        ? DataTypes.StringType
        : type() == ValueType.BOOLEAN ? DataTypes.BooleanType : DataTypes.DoubleType;
  }

  /**
   * The labels of a column of predicted classes. Networks of one label have two outputs, of which
   * the second stands for no label: models that were saved may predict it.
   */
  public Column labels(String predicted) {
    List<String> names = names();
    ValueType type = type();
    UDF1<Double, Object> of =
        number -> {
          int index = number == null || number.isNaN() ? -1 : number.intValue();
          if (index < 0 || index >= names.size() && names.size() > 1) {
            return null;
          }
          String name = names.get(Math.min(index, names.size() - 1));
          return type == ValueType.TEXT
              ? name
              : type == ValueType.BOOLEAN ? (Object) Boolean.valueOf(name) : Double.valueOf(name);
        };
    return functions.udf(of, labelType()).apply(ColumnName.column(predicted));
  }
}

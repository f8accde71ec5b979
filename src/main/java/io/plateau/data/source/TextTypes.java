package io.plateau.data.source;

import io.plateau.table.Parsing;
import io.plateau.table.RawColumn;
import io.plateau.table.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns that are text in the training rows. Of other rows in a text format another type may be
 * guessed, as of the codes 007 and 012 without the A1 of the training rows, and 007 would be 7.
 *
 * @param names of the columns, as {@link FlatColumns} has them
 */
public record TextTypes(Set<String> names) {
  /** No columns. */
  public static final TextTypes NONE = new TextTypes(Set.of());

  /** A truth, date or time as Spark writes it. */
  private static final Pattern TYPED = Pattern.compile("false|true|[+-]?\\d+-\\d\\d-\\d\\d( .*)?");

  /** The columns of text among those of the training rows. */
  public static TextTypes of(List<RawColumn> columns) {
    return new TextTypes(
        columns.stream()
            .filter(column -> column.type() == ValueType.TEXT)
            .map(RawColumn::name)
            .collect(Collectors.toSet()));
  }

  /**
   * These columns, and a label which has a class that is no number, truth, date or time, and so was
   * text.
   *
   * @param classes their names; empty where the label has none
   */
  public TextTypes and(String label, List<String> classes) {
    boolean text =
        classes.stream()
            .filter(name -> Double.isNaN(Parsing.number(name)))
            .anyMatch(name -> !TYPED.matcher(name).matches());
    return text ? and(label) : this;
  }

  /** These columns and one more. */
  public TextTypes and(String column) {
    return new TextTypes(
        Stream.concat(names.stream(), Stream.of(column)).collect(Collectors.toSet()));
  }

  /** The schema with text for these columns, also in structs; arrays stay what they are. */
  public StructType in(StructType schema) {
    return in(schema, "");
  }

  private StructType in(StructType schema, String prefix) {
    return new StructType(
        Arrays.stream(schema.fields())
            .map(
                field ->
                    new StructField(
                        field.name(),
                        type(field.dataType(), prefix + field.name()),
                        field.nullable(),
                        field.metadata()))
            .toArray(StructField[]::new));
  }

  private DataType type(DataType guessed, String name) {
    if (guessed instanceof StructType struct) {
      return in(struct, name + ".");
    }
    boolean one = !(guessed instanceof ArrayType || guessed instanceof MapType);
    return one && names.contains(name) ? DataTypes.StringType : guessed;
  }
}

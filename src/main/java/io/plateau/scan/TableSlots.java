package io.plateau.scan;

import io.plateau.ml.fit.ColumnName;
import io.plateau.table.ColumnNote;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedTable;
import io.plateau.table.RawColumn;
import io.plateau.table.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns of a dataset that a fitted table reads. */
public final class TableSlots {
  private final List<RawColumn> columns = new ArrayList<>();

  /** The columns of a table, in its order. */
  public TableSlots(FittedTable table) {
    Map<String, RawColumn> raw =
        table.notes().stream()
            .map(ColumnNote::column)
            .collect(Collectors.toMap(RawColumn::name, Function.identity()));
    for (FittedColumn column : table.columns()) {
      columns.add(raw.get(column.name()));
    }
  }

  /** The slots, in the order of the table's columns. */
  public List<Slot> slots() {
    return columns.stream().map(TableSlots::slot).toList();
  }

  /** The slot of a column whose values are read. */
  public static Slot slot(RawColumn column) {
    return new Slot(column.name(), column.form().orElseThrow());
  }

  /** The values of the slots in a dataset, which {@link #check} has found to have them. */
  public List<Column> of(Dataset<?> dataset) {
    return slots().stream().map(slot -> value(slot, dataset)).toList();
  }

  /** The values of a slot. */
  public static Column value(Slot slot, Dataset<?> dataset) {
    return slot.of(
        dataset.col(ColumnName.quoted(slot.column())),
        ColumnName.type(dataset.schema(), slot.column()));
  }

  /**
   * Checks that a schema has all columns, and of types that can be read as in training. A column of
   * type void has missing values alone, which all but vectors may be.
   *
   * @throws IllegalArgumentException naming the first column that is missing or of another type
   */
  public void check(StructType schema) {
    for (RawColumn column : columns) {
      DataType type = ColumnName.type(schema, column.name());
      boolean missing = type.equals(DataTypes.NullType) && column.type() != ValueType.VECTOR;
      if (!missing && !column.reads(ColumnTypes.of(type))) {
        throw new IllegalArgumentException(
            "column \"%s\" must be of type %s as in training, got %s"
                .formatted(column.name(), column.type().word(), type.catalogString()));
      }
    }
  }
}

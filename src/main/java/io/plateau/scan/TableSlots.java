package io.plateau.scan;

import static org.apache.spark.sql.functions.when;

import io.plateau.frame.ColumnName;
import io.plateau.frame.ColumnTypes;
import io.plateau.frame.TypeChange;
import io.plateau.frame.WallClock;
import io.plateau.table.ColumnNote;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import io.plateau.table.Form;
import io.plateau.table.Parsing;
import io.plateau.table.RawColumn;
import io.plateau.table.TableRules;
import io.plateau.table.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns of a dataset that a fitted table reads. */
public final class TableSlots {
  private final FittedTable table;
  private final Optional<String> zone;
  private final List<RawColumn> columns = new ArrayList<>();

  /** The columns of a table, in its order; timestamps are read by the clock of the session. */
  public TableSlots(FittedTable table) {
    this(table, Optional.empty());
  }

  /**
   * The columns of a table, in its order.
   *
   * @param zone by whose clock timestamps are read; empty for that of the session
   */
  public TableSlots(FittedTable table, Optional<String> zone) {
    Map<String, RawColumn> raw =
        table.notes().stream()
            .map(ColumnNote::column)
            .collect(Collectors.toMap(RawColumn::name, Function.identity()));
    this.table = table;
    this.zone = zone;
    for (FittedColumn column : table.columns()) {
      columns.add(raw.get(column.name()));
    }
  }

  /** The slots in which a dataset of a schema has the table's columns, in their order. */
  public List<Slot> slots(StructType schema) {
    return IntStream.range(0, columns.size()).mapToObj(c -> slot(c, schema)).toList();
  }

  /** The slot of a column; numbers and booleans for numbers that texts wrote are read as such. */
  private Slot slot(int c, StructType schema) {
    RawColumn column = columns.get(c);
    ValueType given = ColumnTypes.of(ColumnName.type(schema, column.name()));
    boolean numbers = given.isNumber() || given == ValueType.BOOLEAN;
    return table.columns().get(c) instanceof FittedNumber && numbers
        ? new Slot(column.name(), Form.NUMBER)
        : slot(column);
  }

  /** The slot of a column whose values are read. */
  public static Slot slot(RawColumn column) {
    return new Slot(column.name(), column.form().orElseThrow());
  }

  /** The values of the slots in a dataset, which {@link #check} has found to have them. */
  public List<Column> of(Dataset<?> dataset) {
    return IntStream.range(0, columns.size()).mapToObj(i -> value(i, dataset)).toList();
  }

  private Column value(int column, Dataset<?> dataset) {
    Slot slot = slot(column, dataset.schema());
    Column value = foreign(slot, dataset).orElseGet(() -> value(slot, dataset));
    return table.columns().get(column) instanceof FittedCategory category
        ? named(category, columns.get(column), dataset, value)
        : value;
  }

  /**
   * The same, but for slots whose values a column of the dataset has in a type that is read without
   * a conversion, none of which an expression of Spark needs to copy.
   */
  public List<Optional<Column>> converted(Dataset<?> dataset) {
    StructType schema = dataset.schema();
    Set<String> found = ColumnName.distinct(schema);
    List<Optional<Column>> converted = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      RawColumn column = columns.get(i);
      DataType type = ColumnName.type(schema, column.name());
      boolean plain = slot(i, schema).has(type) && found.contains(column.name());
      converted.add(plain ? Optional.empty() : Optional.of(value(i, dataset)));
    }
    return converted;
  }

  /**
   * The two booleans of a column that had such in training: of their texts none may be another,
   * where categories that no training row has are no reason to leave a row out, or to refuse it.
   */
  public static Optional<FittedCategory> booleans(FittedTable table, FittedColumn column) {
    boolean had =
        table.rules().unseen() == TableRules.Unseen.OTHER
            && column instanceof FittedCategory category
            && category.type() == ValueType.BOOLEAN;
    return had
        ? Optional.of(
            new FittedCategory(column.name(), List.of("false", "true"), 0).of(ValueType.BOOLEAN))
        : Optional.empty();
  }

  public static Column value(Slot slot, Dataset<?> dataset) {
    return slot.of(
        dataset.col(ColumnName.quoted(slot.column())),
        ColumnName.type(dataset.schema(), slot.column()));
  }

  /** The values of a slot as a {@link BlockScan} reads them. */
  public static Column read(Slot slot, Dataset<?> dataset) {
    return slot.read(
        dataset.col(ColumnName.quoted(slot.column())),
        ColumnName.type(dataset.schema(), slot.column()));
  }

  /** Whether a row has a value for a slot, as a {@link BlockScan} finds it. */
  static Column present(Slot slot, Dataset<?> dataset) {
    Column value = value(slot, dataset);
    return slot.form() == Form.NUMBER
        ? value.isNotNull().and(value.isNaN().unary_$bang())
        : value.isNotNull();
  }

  /** The values of a slot of timestamps that are read by the clock of another zone. */
  private Optional<Column> foreign(Slot slot, Dataset<?> dataset) {
    return zone.filter(clock -> isTimestamp(slot, dataset))
        .filter(clock -> !clock.equals(WallClock.zone(dataset)))
        .map(
            clock ->
                slot.of(
                    WallClock.of(dataset.col(ColumnName.quoted(slot.column())), clock),
                    DataTypes.TimestampNTZType));
  }

  private static boolean isTimestamp(Slot slot, Dataset<?> dataset) {
    return ColumnName.type(dataset.schema(), slot.column()).equals(DataTypes.TimestampType);
  }

  /** The columns of a dataset that are read by the clock of another zone than the session's. */
  public List<String> foreign(Dataset<?> dataset) {
    return slots(dataset.schema()).stream()
        .filter(slot -> foreign(slot, dataset).isPresent())
        .map(Slot::column)
        .toList();
  }

  /** Numbers as the truths, and booleans as the numbers that a category knows; else as they are. */
  private static Column named(
      FittedCategory category, RawColumn column, Dataset<?> dataset, Column value) {
    ValueType type = ColumnTypes.of(ColumnName.type(dataset.schema(), column.name()));
    Column read = dataset.col(ColumnName.quoted(column.name()));
    if (type.isNumber() && category.isTruth()) {
      Column number = read.cast(DataTypes.DoubleType);
      return when(number.equalTo(0), "false").when(number.equalTo(1), "true").otherwise(value);
    }
    return type == ValueType.BOOLEAN && category.isBit()
        ? read.cast(DataTypes.IntegerType).cast(DataTypes.StringType)
        : value;
  }

  /** Whether a text writes neither a boolean nor a number, which may be unseen. */
  public static boolean isOdd(FittedCategory booleans, String text) {
    return booleans.unseen(text) && Double.isNaN(Parsing.number(text));
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
      ValueType given = ColumnTypes.of(type);
      boolean missing = type.equals(DataTypes.NullType) && column.type() != ValueType.VECTOR;
      if (!missing && !column.reads(given)) {
        throw wrong(column, type, cast(column.type(), given));
      }
      Optional<String> fault = TypeChange.fault(table, column, type);
      if (fault.isPresent()) {
        throw wrong(column, type, ", " + fault.get());
      }
    }
    ColumnName.requireDistinct(schema, columns.stream().map(RawColumn::name).toList());
  }

  /** What to do with texts that are not read. */
  private static String cast(ValueType trained, ValueType given) {
    String type = trained == ValueType.DATE ? "date or timestamp" : "double";
    return given == ValueType.TEXT && trained != ValueType.VECTOR ? "; cast it to " + type : "";
  }

  private static IllegalArgumentException wrong(RawColumn column, DataType type, String why) {
    return new IllegalArgumentException(
        "column \"%s\" must be of type %s as in training, got %s%s"
            .formatted(column.name(), trained(column, type), type.catalogString(), why));
  }

  /** The type of a column in training; dates are refused only where it had timestamps. */
  private static String trained(RawColumn column, DataType given) {
    boolean times = column.type() == ValueType.DATE && given.equals(DataTypes.DateType);
    return times ? DataTypes.TimestampType.catalogString() : column.type().word();
  }
}

package io.plateau.data.column;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.plateau.data.source.Hidden;
import io.plateau.data.source.Table;
import io.plateau.frame.ColumnName;
import io.plateau.frame.ColumnTypes;
import io.plateau.frame.RowDraw;
import io.plateau.job.Job;
import io.plateau.math.Key;
import io.plateau.scan.ColumnBlock;
import io.plateau.scan.Identifiers;
import io.plateau.scan.Slot;
import io.plateau.spec.HeldOut;
import io.plateau.table.Form;
import io.plateau.table.RawColumn;
import io.plateau.table.TableRules;
import io.plateau.table.ValueType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Columns that a scan reads: features, labels, weight and split columns in this order, each as
 * numbers, strings or vectors; then whether a row is drawn for the test part, for the validation
 * part, whether it is malformed, and where it stands.
 *
 * @param slots of the values kept in blocks
 * @param features how many slots are features
 * @param labels how many are labels, 0 where rows need none
 * @param weight the slot of the weight, or −1
 * @param skip whether rows without a feature are left out
 */
public record ScanPlan(List<Slot> slots, int features, int labels, int weight, boolean skip)
    implements Serializable {

  /**
   * The slots of a job's columns.
   *
   * @param features that are read, those with a form
   * @param classes whether labels are read as strings
   */
  public static ScanPlan of(
      JobColumns columns,
      List<RawColumn> features,
      Job.Data data,
      boolean classes,
      boolean labeled) {
    List<Slot> slots = new ArrayList<>();
    for (RawColumn feature : features) {
      feature.form().ifPresent(form -> slots.add(new Slot(feature.name(), form)));
    }
    int read = slots.size();
    int weight = -1;
    if (labeled) {
      columns.labels().forEach(l -> slots.add(new Slot(l, classes ? Form.TEXT : Form.NUMBER)));
      if (columns.weight() != null) {
        weight = slots.size();
        slots.add(new Slot(columns.weight(), Form.NUMBER));
      }
      for (Job.Part part : List.of(data.split().test(), data.split().validation())) {
        if (part instanceof Job.Part.Column column) {
          slots.add(new Slot(column.name(), Form.NUMBER));
        }
      }
    }
    return new ScanPlan(
        List.copyOf(slots),
        read,
        labeled ? columns.labels().size() : 0,
        weight,
        data.treatment().rules().missing() == TableRules.Missing.SKIP);
  }

  /** The plan of a table that is one part as a whole. */
  public ScanPlan withoutSplits() {
    int end = features + labels + (weight < 0 ? 0 : 1);
    return new ScanPlan(List.copyOf(slots.subList(0, end)), features, labels, weight, skip);
  }

  /** The plan that reads features in these slots, as other rows may have them in another form. */
  public ScanPlan reading(List<Slot> others) {
    List<Slot> all = new ArrayList<>(slots);
    others.forEach(slot -> all.set(feature(slot.column()), slot));
    return new ScanPlan(List.copyOf(all), features, labels, weight, skip);
  }

  /** The plan in which identifiers are strings. */
  public ScanPlan with(Identifiers identifiers) {
    return new ScanPlan(identifiers.named(slots), features, labels, weight, skip);
  }

  /** Rows without a value in one of the first so many slots are left out. */
  public int required() {
    return skip ? features : 0;
  }

  /** Whether rows are more than vectors. */
  public boolean isTable() {
    return slots.subList(0, features).stream().anyMatch(slot -> slot.form() != Form.VECTOR);
  }

  public int feature(String column) {
    for (int f = 0; f < features; f++) {
      if (slots.get(f).column().equals(column)) {
        return f;
      }
    }
    throw new IllegalArgumentException("no feature is called " + column);
  }

  public double weight(ColumnBlock block, int row) {
    return weight < 0 ? 1 : block.numbers(weight).at(row);
  }

  public int label(int i) {
    return features + i;
  }

  /**
   * The columns to scan.
   *
   * @param draws the parts that are drawn by content or column: test, then validation
   */
  public Dataset<Row> select(Table table, Map<String, Job.Part> draws, long seed) {
    List<Column> selected = new ArrayList<>();
    StructType schema = table.rows().schema();
    List<String> there = List.of(schema.fieldNames());
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      boolean absent = !there.contains(slot.column()); // nor needed: its values are not missing
      Column value = absent ? lit(0) : ColumnName.column(slot.column());
      DataType type = absent ? DataTypes.IntegerType : schema.apply(slot.column()).dataType();
      selected.add(
          i >= features && slot.form() == Form.TEXT
              ? className(value, ColumnTypes.of(type))
              : slot.read(value, type));
    }
    for (String key : List.of("test", "validation")) {
      selected.add(drawn(table, draws.getOrDefault(key, new Job.Part.None()), key, seed));
    }
    selected.add(table.lenient() ? ColumnName.column(Hidden.MALFORMED).isNotNull() : lit(false));
    selected.add(table.ordered() ? ColumnName.column(Hidden.FILE) : lit(""));
    selected.add(table.ordered() ? ColumnName.column(Hidden.BLOCK).cast("bigint") : lit(0L));
    return table.rows().select(selected.toArray(Column[]::new));
  }

  /** A class that is a number has no name where the number is none or infinite. */
  public static Column className(Column value, ValueType type) {
    if (!type.isNumber()) {
      return value.cast("string");
    }
    Column number = value.cast("double");
    return when(
        number.isNaN().or(abs(number).equalTo(Double.POSITIVE_INFINITY)).unary_$bang(),
        value.cast("string"));
  }

  private Column drawn(Table table, Job.Part part, String key, long seed) {
    if (part instanceof Job.Part.Fraction fraction) {
      Stream<Column> content = Hidden.hashable(table.rows()).stream().map(table::drawnBy);
      return RowDraw.uniform(Key.of(seed).with(key), content).lt(fraction.fraction());
    }
    if (part instanceof Job.Part.Automatic && isTable()) {
      return drawn(table, new Job.Part.Fraction(HeldOut.FRACTION), key, seed);
    }
    return part instanceof Job.Part.Column column
        ? ColumnName.column(column.name()).cast("double").notEqual(lit(0))
        : lit(false);
  }
}

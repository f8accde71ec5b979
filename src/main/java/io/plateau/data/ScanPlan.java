package io.plateau.data;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.plateau.job.Job;
import io.plateau.math.Key;
import io.plateau.scan.ColumnBlock;
import io.plateau.scan.Slot;
import io.plateau.table.Form;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
record ScanPlan(List<Slot> slots, int features, int labels, int weight, boolean skip)
    implements Serializable {

  /** The slots of a job's columns. */
  static ScanPlan of(Columns columns, Task task, Job.Data data, boolean labeled) {
    List<Slot> slots = new ArrayList<>();
    for (String feature : columns.features()) {
      Kind kind = columns.kinds().get(feature);
      slots.add(new Slot(feature, kind.form()));
    }
    int weight = -1;
    if (labeled) {
      boolean classes = task == Task.CLASSIFICATION;
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
        columns.features().size(),
        labeled ? columns.labels().size() : 0,
        weight,
        data.missing() == Job.Missing.SKIP);
  }

  /** The plan of a table that is one part as a whole. */
  ScanPlan withoutSplits() {
    int end = features + labels + (weight < 0 ? 0 : 1);
    return new ScanPlan(List.copyOf(slots.subList(0, end)), features, labels, weight, skip);
  }

  int feature(String column) {
    for (int f = 0; f < features; f++) {
      if (slots.get(f).column().equals(column)) {
        return f;
      }
    }
    throw new IllegalArgumentException("no feature is called " + column);
  }

  /** The weight of a row. */
  double weight(ColumnBlock block, int row) {
    return weight < 0 ? 1 : block.numbers(weight).at(row);
  }

  int label(int i) {
    return features + i;
  }

  /**
   * The columns to scan.
   *
   * @param draws the parts that are drawn by content or column: test, then validation
   */
  Dataset<Row> select(Table table, Map<String, Job.Part> draws, long seed) {
    List<Column> selected = new ArrayList<>();
    for (Slot slot : slots) {
      Column value = Hidden.quoted(slot.column());
      selected.add(
          switch (slot.form()) {
            case TEXT ->
                text(value, Kind.of(table.rows().schema().apply(slot.column()).dataType()));
            case VECTOR -> value;
            default -> value.cast("double");
          });
    }
    for (String key : List.of("test", "validation")) {
      selected.add(drawn(table.rows(), draws.getOrDefault(key, new Job.Part.None()), key, seed));
    }
    selected.add(table.lenient() ? Hidden.quoted(Hidden.MALFORMED).isNotNull() : lit(false));
    selected.add(table.ordered() ? Hidden.quoted(Hidden.FILE) : lit(""));
    selected.add(table.ordered() ? Hidden.quoted(Hidden.BLOCK).cast("bigint") : lit(0L));
    return table.rows().select(selected.toArray(Column[]::new));
  }

  /** A class that is a number has no name where the number is none or infinite. */
  private static Column text(Column value, Kind kind) {
    if (kind != Kind.NUMBER) {
      return value.cast("string");
    }
    Column number = value.cast("double");
    return when(
        number.isNaN().or(abs(number).equalTo(Double.POSITIVE_INFINITY)).unary_$bang(),
        value.cast("string"));
  }

  private static Column drawn(Dataset<Row> rows, Job.Part part, String key, long seed) {
    if (part instanceof Job.Part.Fraction fraction) {
      return draw(rows, key, seed).lt(fraction.fraction());
    }
    return part instanceof Job.Part.Column column
        ? Hidden.quoted(column.name()).cast("double").notEqual(lit(0))
        : lit(false);
  }

  /**
   * Uniform in [0, 1), by the row's content and the seed, never by how Spark cut the files. Equal
   * rows fall into the same part, so none is both learned and tested.
   */
  private static Column draw(Dataset<Row> rows, String key, long seed) {
    Column salt = lit(Key.of(seed).with(key).state());
    Column[] content =
        Stream.concat(Stream.of(salt), Arrays.stream(Hidden.hashable(rows)).map(Hidden::quoted))
            .toArray(Column[]::new);
    return shiftrightunsigned(xxhash64(content), 11).multiply(lit(0x1p-53));
  }
}

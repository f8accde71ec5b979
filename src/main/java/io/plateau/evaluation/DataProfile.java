package io.plateau.evaluation;

import static org.apache.spark.sql.functions.approx_count_distinct;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.mean;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.stddev_pop;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** What the training rows are like: {@code profile.json}. */
public final class DataProfile {
  /** More columns than this are not listed, nor more classes. */
  private static final int MOST = 200;

  private static final int BINS = 60;

  private DataProfile() {}

  /**
   * Profiles the rows trained on.
   *
   * @param rows by part, such as {@code train}
   * @param classes of the label, or null where it is a number
   */
  public static ObjectNode of(
      Dataset<Row> training,
      List<String> features,
      List<String> labels,
      List<String> classes,
      Map<String, Long> rows) {
    ObjectNode profile = JsonNodeFactory.instance.objectNode();
    ObjectNode counts = profile.putObject("rows");
    rows.forEach(counts::put);
    ArrayNode described = profile.putArray("labels");
    for (String label : labels) {
      if (classes != null) {
        putClasses(described.addObject(), training, label, classes);
      } else {
        putHistogram(described.addObject(), training, label);
      }
    }
    putColumns(profile.putArray("columns"), training, features);
    return profile;
  }

  private static void putClasses(
      ObjectNode node, Dataset<Row> training, String label, List<String> classes) {
    node.put("name", label);
    Map<String, Long> counts = new java.util.HashMap<>();
    for (Row row :
        training.groupBy(column(label).cast("string").as("value")).count().collectAsList()) {
      counts.put(row.getString(0), row.getLong(1));
    }
    ArrayNode array = node.putArray("classes");
    for (String name : classes.subList(0, Math.min(MOST, classes.size()))) {
      array.addObject().put("name", name).put("count", counts.getOrDefault(name, 0L));
    }
  }

  private static void putHistogram(ObjectNode node, Dataset<Row> training, String label) {
    node.put("name", label);
    Column value = column(label).cast("double");
    Row range = training.select(min(value), max(value)).first();
    Bins bins = Bins.over(range.getDouble(0), range.getDouble(1), BINS);
    double[] counts = new double[BINS];
    Column bin =
        value.minus(bins.low()).divide(bins.high() - bins.low()).multiply(BINS).cast("int");
    for (Row row : training.groupBy(bin.as("bin")).count().collectAsList()) {
      counts[Math.max(0, Math.min(BINS - 1, row.getInt(0)))] += row.getLong(1);
    }
    bins.put(node.putObject("histogram"), counts);
  }

  private static void putColumns(ArrayNode into, Dataset<Row> training, List<String> features) {
    List<String> shown = new ArrayList<>();
    List<Column> measures = new ArrayList<>(List.of(count(lit(1))));
    for (String name : features) {
      DataType type = training.schema().apply(name).dataType();
      if (shown.size() < MOST && (type instanceof NumericType || type instanceof BooleanType)) {
        Column value = column(name).cast("double");
        Column there = when(value.isNaN(), lit(null)).otherwise(value);
        measures.addAll(
            List.of(sum(there.isNull().cast("long")), min(there), mean(there), max(there)));
        measures.add(stddev_pop(there));
        shown.add(name);
      } else if (shown.size() < MOST && type instanceof StringType) {
        measures.add(sum(column(name).isNull().cast("long")));
        measures.add(approx_count_distinct(column(name)));
        shown.add(name);
      }
    }
    Row row = training.select(measures.toArray(Column[]::new)).first();
    int at = 1;
    for (String name : shown) {
      ObjectNode node = into.addObject().put("name", name);
      if (training.schema().apply(name).dataType() instanceof StringType) {
        node.put("kind", "text")
            .put("missing", row.getLong(at++))
            .put("distinct", row.getLong(at++));
      } else {
        node.put("kind", "number").put("missing", row.getLong(at++));
        for (String measure : List.of("minimum", "mean", "maximum", "deviation")) {
          node.put(measure, row.isNullAt(at) ? null : (Double) row.getDouble(at));
          at++;
        }
      }
    }
  }

  private static Column column(String name) {
    return org.apache.spark.sql.functions.col("`" + name.replace("`", "``") + "`");
  }
}

package io.plateau.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.plateau.math.DateUnit;
import io.plateau.table.ColumnKind;
import io.plateau.table.FittedColumn;
import io.plateau.table.Parsing;

/**
 * Values over the range of a column: centers of the bins of its histogram for numbers and dates,
 * the most frequent ones of a category.
 *
 * @param values as the data have them, dates in ISO 8601
 * @param encoded as the network takes them
 */
public record ColumnGrid(ArrayNode values, float[] encoded) {
  /** Values of a category. */
  private static final int MOST = 20;

  /** The grid of a column; empty where its profile has neither histogram nor values. */
  public static ColumnGrid of(ColumnProfile profile, FittedColumn column) {
    JsonNode json = profile.json();
    boolean date = column.kind() == ColumnKind.DATE;
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    if (json.path("minimum").isValueNode() && !json.path("minimum").isNull()) {
      double low = number(json.path("minimum"), date);
      double high = number(json.path("maximum"), date);
      int bins = high > low ? json.path("histogram").size() : 1;
      for (int i = 0; i < bins; i++) {
        double center = between(low, high, (i + 0.5) / bins);
        if (date) {
          values.add(DateLabel.of(center, DateUnit.of(low, high)));
        } else {
          values.add(center);
        }
      }
    } else {
      for (JsonNode value : json.path("values")) {
        if (values.size() < MOST) {
          values.add(value.path("name"));
        }
      }
    }
    float[] encoded = new float[values.size()];
    for (int i = 0; i < encoded.length; i++) {
      column.encode(value(values.get(i), date), encoded, i);
    }
    return new ColumnGrid(values, encoded);
  }

  private static Object value(JsonNode value, boolean date) {
    return date
        ? DateLabel.time(value.textValue())
        : value.isNumber() ? value.numberValue() : value.textValue();
  }

  /** The number at a part of the way from low to high, whose difference may be infinite. */
  private static double between(double low, double high, double part) {
    double width = high - low;
    return Double.isInfinite(width) ? low * (1 - part) + high * part : low + part * width;
  }

  private static double number(JsonNode value, boolean date) {
    return date ? Parsing.quarterHours(DateLabel.time(value.textValue())) : value.doubleValue();
  }
}

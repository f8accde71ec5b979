package io.plateau.nn;

import io.plateau.math.DatePart;
import io.plateau.math.DateUnit;
import io.plateau.nn.activation.Activation;
import io.plateau.nn.column.DateParts;
import java.util.ArrayList;
import java.util.List;

/** Networks on tables, and their columns. */
public final class Networks {
  private Networks() {}

  /** A network whose first layer expands columns. */
  public static Network onTable(
      List<Column> columns, int[] hidden, int outputs, Activation activation) {
    Columns first = new Columns(columns);
    List<Layer> layers = new ArrayList<>(List.of(first));
    layers.addAll(Network.of(first.outputs(), hidden, outputs, activation).layers());
    return new Network(layers);
  }

  /** Parts of dates in any range. */
  public static DateParts anyDate(
      List<DatePart> parts, double center, double factor, boolean oneHot, boolean indicator) {
    double any = Double.POSITIVE_INFINITY;
    return new DateParts(
        parts, center, factor, -any, any, oneHot, indicator, DateUnit.QUARTER_HOURS);
  }
}

package io.plateau.table;

import io.plateau.math.FloatMath;
import java.util.List;

/**
 * Numbers, also where strings write them, brought to one scale: {@code z = (x − center) · factor},
 * with a soft limit {@code z / √(1 + (z/3)²)} where it is clipped.
 *
 * @param clip whether there is the soft limit
 * @param fill of missing numbers. With an indicator a missing number is NaN in a row, and the model
 *     fills it; otherwise the fill is in the row.
 * @param cuts between bins with about as many training rows each and at their ends, before they are
 *     scaled; empty where a network is given the numbers as they are
 */
public record FittedNumber(
    String name, double center, double factor, boolean clip, Fill fill, List<Double> cuts)
    implements FittedColumn {
  public FittedNumber {
    cuts = List.copyOf(cuts);
    requireAscending(name, cuts);
  }

  /** Refuses cuts of a column that do not ascend. */
  static void requireAscending(String name, List<Double> cuts) {
    for (int i = 1; i < cuts.size(); i++) {
      if (!(cuts.get(i - 1) < cuts.get(i))) {
        throw new IllegalArgumentException(
            "column \"%s\": cuts must ascend, got %s".formatted(name, cuts));
      }
    }
  }

  /**
   * What stands for a missing number.
   *
   * @param value before it is scaled
   * @param indicator whether a model is told that the number is missing
   */
  public record Fill(double value, boolean indicator) implements java.io.Serializable {}

  @Override
  public ColumnKind kind() {
    return ColumnKind.NUMBER;
  }

  /** The number of a row for a value; NaN is a missing one. */
  public float of(double value) {
    if (value != value) { // NaN
      return fill.indicator() ? Float.NaN : filled();
    }
    return scaled(value);
  }

  /**
   * The cuts on the scale of a row, ascending and different; those beyond floats, which no row has,
   * are the last floats.
   */
  public List<Float> scaledCuts() {
    return cuts.stream()
        .map(
            cut ->
                (float) Math.max(-Float.MAX_VALUE, Math.min(unrounded(cut), Float.MAX_VALUE)) + 0f)
        .distinct()
        .toList();
  }

  /** The fill on the scale of a row. */
  public float filled() {
    return scaled(fill.value());
  }

  private float scaled(double value) {
    // Above center or below it, what rounds to 0 is the same: −0 + 0 is 0
    return FittedColumn.finite(name, value, unrounded(value)) + 0f;
  }

  private double unrounded(double value) {
    double z = ((value == 0 ? 0 : value) - center) * factor; // never −0
    boolean limited = clip && Math.abs(value) <= Double.MAX_VALUE;
    return limited ? FloatMath.softClip(z) : z;
  }

  @Override
  public void encode(Object value, float[] row, int at) {
    row[at] = of(number(value));
  }

  @Override
  public boolean missing(Object value) {
    return Double.isNaN(number(value));
  }

  private double number(Object value) {
    if (value == null) {
      return Double.NaN;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (value instanceof CharSequence text) {
      return Parsing.number(text.toString());
    }
    throw new IllegalArgumentException(
        "column \"%s\": expected a number, got %s".formatted(name, value.getClass().getTypeName()));
  }

  @Override
  public String treatment() {
    String scale =
        clip ? "robust scale" : factor == 1 && center == 0 ? "as it is" : "mean 0, deviation 1";
    return fill.indicator()
        ? scale + "; %s if missing, with an indicator".formatted(shown(fill.value()))
        : scale;
  }

  /** Whole numbers with all digits, which a float may not have. */
  private static String shown(double value) {
    return value == Math.rint(value) && Math.abs(value) < Parsing.EXACT
        ? Long.toString((long) value)
        : Float.toString((float) value);
  }
}

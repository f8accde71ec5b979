package io.plateau.table;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Categories as codes: 0 for a missing or unseen one, 1 to n for the n values known by name, and
 * behind them the buckets of the others by hash, if there are any.
 */
public final class FittedCategory implements FittedColumn {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final List<String> values;
  private final int buckets;
  private final Map<String, Integer> codes = new HashMap<>();

  /**
   * @param values known by name, in the order of their codes
   * @param buckets of values that have no code of their own; 0 for none
   */
  public FittedCategory(String name, List<String> values, int buckets) {
    this.name = name;
    this.values = List.copyOf(values);
    this.buckets = buckets;
    for (String value : values) {
      codes.put(value, codes.size() + 1);
    }
  }

  @Override
  public String name() {
    return name;
  }

  /** The values known by name, in the order of their codes. */
  public List<String> values() {
    return values;
  }

  /** Codes behind those of the values, which other values share by hash. */
  public int buckets() {
    return buckets;
  }

  @Override
  public ColumnKind kind() {
    return ColumnKind.CATEGORY;
  }

  /** How many codes there are beside 0. */
  public int size() {
    return values.size() + buckets;
  }

  /** The code of a value; null is a missing one. */
  public int code(String value) {
    if (value == null) {
      return 0;
    }
    Integer known = codes.get(value);
    if (known != null) {
      return known;
    }
    return buckets == 0
        ? 0
        : values.size() + 1 + (int) Long.remainderUnsigned(TextHash.of(value), buckets);
  }

  @Override
  public void encode(Object value, float[] row, int at) {
    row[at] = code(text(value));
  }

  @Override
  public boolean missing(Object value) {
    return text(value) == null;
  }

  @Override
  public boolean unseen(Object value) {
    return !missing(value) && code(text(value)) == 0;
  }

  /**
   * The name of a category as Spark casts it to a string, null for NaN; whole numbers have none of
   * their zeros behind the point.
   */
  private static String text(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.scale() > 0 ? text(decimal.doubleValue()) : decimal.toBigInteger().toString();
    }
    if (value instanceof LocalDateTime time) {
      return time.toLocalDate() + " " + DateTimeFormatter.ISO_LOCAL_TIME.format(time);
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (Double.isNaN(number)) {
        return null;
      }
      return number == Math.rint(number) && Math.abs(number) < 0x1p53
          ? Long.toString((long) number)
          : value.toString();
    }
    return value == null ? null : value.toString();
  }

  @Override
  public String treatment() {
    return buckets == 0
        ? values.size() + " values"
        : "%d values by name, the others in %d buckets".formatted(values.size(), buckets);
  }
}

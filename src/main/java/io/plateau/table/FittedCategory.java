package io.plateau.table;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.Temporal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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
  private final boolean truth;
  private final boolean bit;

  private final ValueType type;

  /**
   * @param values known by name, in the order of their codes, each once
   * @param buckets of values that have no code of their own; 0 for none
   */
  public FittedCategory(String name, List<String> values, int buckets) {
    this(name, values, buckets, ValueType.TEXT);
  }

  private FittedCategory(String name, List<String> values, int buckets, ValueType type) {
    this.type = type;
    this.name = name;
    this.values = List.copyOf(values);
    this.buckets = buckets;
    for (String value : values) {
      if (codes.put(value, codes.size() + 1) != null) {
        throw new IllegalArgumentException(
            "column \"%s\": the category %s occurs twice".formatted(name, value));
      }
    }
    boolean named = codes.containsKey("false") || codes.containsKey("true");
    truth = named && Set.of("false", "true").containsAll(values);
    bit = !named && (codes.containsKey("0") || codes.containsKey("1"));
  }

  /**
   * The category of a column whose values had a type in training: a text that writes a number, or
   * that Spark casts to a boolean, is the category of this, and a word for a missing value, such as
   * NA, is missing.
   */
  public FittedCategory of(ValueType type) {
    return new FittedCategory(name, values, buckets, type);
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

  /** Type of the values of training rows: where it is numbers or booleans, texts write such. */
  public ValueType type() {
    return type;
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

  /** Whether the known values are true and false, so that a number can only be 1 or 0 for them. */
  public boolean isTruth() {
    return truth;
  }

  /** Whether a boolean can only be 1 or 0 among the known values. */
  public boolean isBit() {
    return bit;
  }

  @Override
  public void encode(Object value, float[] row, int at) {
    row[at] = code(name(value));
  }

  @Override
  public boolean missing(Object value) {
    return name(value) == null;
  }

  @Override
  public boolean unseen(Object value) {
    return !missing(value) && code(name(value)) == 0;
  }

  private String name(Object value) {
    if (value instanceof Number number && truth) {
      double x = number.doubleValue();
      return x == 0 ? "false" : x == 1 ? "true" : text(value);
    }
    if (bit && value instanceof Boolean) {
      return (Boolean) value ? "1" : "0";
    }
    if (type.isNumber() && value instanceof CharSequence) {
      return numberName(value.toString());
    }
    return type == ValueType.BOOLEAN && value instanceof CharSequence
        ? truthName(value.toString())
        : text(value);
  }

  /** The name of the boolean that a text writes; of others the text, or null for a missing one. */
  private static String truthName(String written) {
    return switch (written.strip().toLowerCase(Locale.ROOT)) {
      case "true", "t", "yes", "y", "1" -> "true";
      case "false", "f", "no", "n", "0" -> "false";
      default -> Parsing.isMarker(written) ? null : written;
    };
  }

  /** The name of the number that a text writes; of other texts the text, or null for a missing. */
  private String numberName(String written) {
    double number = codes.containsKey(written) ? Double.NaN : Parsing.number(written);
    if (Double.isNaN(number)) {
      return Parsing.isMarker(written) ? null : written;
    }
    String real = text(number);
    boolean exact = Math.abs(number) < Parsing.EXACT || codes.containsKey(real);
    return exact ? real : Parsing.decimal(written.strip()).map(this::typed).orElse(real);
  }

  /** The name of a number of the column's type, where those without fractions keep their digits. */
  private String typed(BigDecimal number) {
    return text(type == ValueType.REAL && number.scale() < 1 ? number.setScale(1) : number);
  }

  /**
   * The name of a category as Spark casts it to a string, null for NaN; whole numbers have none of
   * their zeros behind the point, and decimals are doubles, but those that no double writes.
   */
  private String text(Object value) {
    if (value == null || value instanceof CharSequence) {
      return value == null ? null : value.toString();
    }
    if (value instanceof BigDecimal decimal) {
      String nearest = text(decimal.doubleValue());
      return decimal.scale() > 0 && new BigDecimal(nearest).compareTo(decimal) == 0
          ? nearest
          : decimal.stripTrailingZeros().toPlainString();
    }
    LocalDateTime time = Parsing.wallClock(value);
    if (time != null) {
      return time.toLocalDate() + " " + DateTimeFormatter.ISO_LOCAL_TIME.format(time);
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (Double.isNaN(number)) {
        return null;
      }
      return number == Math.rint(number) && Math.abs(number) < Parsing.EXACT
          ? Long.toString((long) number)
          : value.toString();
    }
    if (value instanceof Number || value instanceof Boolean || value instanceof Temporal) {
      return value.toString();
    }
    throw new IllegalArgumentException(
        "column \"%s\": expected a category, as a string, number, boolean, date or time, got %s"
            .formatted(name, value.getClass().getTypeName()));
  }

  @Override
  public String treatment() {
    return buckets == 0
        ? values.size() + " values"
        : "%d values by name, the others in %d buckets".formatted(values.size(), buckets);
  }
}

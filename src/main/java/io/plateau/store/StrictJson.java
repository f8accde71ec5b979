package io.plateau.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Checks of JSON from a file: no key missing, none unknown, every value of its type and in its
 * range.
 */
public final class StrictJson {
  /** What {@link Double#toString} writes; most files have none of these. */
  private static final class Written {
    static final Pattern DOUBLE =
        Pattern.compile("-?\\d{1,20}\\.\\d{1,20}(E-?\\d{1,3})?|-?Infinity|NaN");
  }

  private StrictJson() {}

  /** Returns the node, which must be an object with exactly these keys. */
  public static JsonValue keys(JsonValue node, String... keys) throws DamagedFileException {
    return keys(node, Set.of(keys), Set.of());
  }

  /** Returns the node, which must be an object with all required keys and perhaps optional ones. */
  public static JsonValue keys(JsonValue node, Set<String> required, Set<String> optional)
      throws DamagedFileException {
    if (!(node instanceof JsonObject)) {
      throw lacks("an object with the keys " + String.join(", ", new TreeSet<>(required)));
    }
    int found = 0;
    for (Map.Entry<String, JsonValue> entry : node.properties()) {
      String name = entry.getKey();
      if (required.contains(name)) {
        found++;
      } else if (!optional.contains(name)) {
        throw lacks("no key " + shown(name));
      }
    }
    if (found < required.size()) {
      Set<String> missing = new TreeSet<>(required);
      node.properties().forEach(entry -> missing.remove(entry.getKey()));
      throw lacks("the keys " + String.join(", ", missing));
    }
    return node;
  }

  /** The version of a file, which must be of the format and of a version from 1 to the newest. */
  public static int version(JsonValue node, String format, int newest) throws DamagedFileException {
    if (!text(node, "format").equals(format)) {
      throw lacks("the format " + format);
    }
    int version = (int) whole(node, "version", 1, Integer.MAX_VALUE);
    if (version > newest) {
      throw new DamagedFileException(
          "it has version %d of the format; this Plateau reads version %s%d"
              .formatted(version, newest == 1 ? "" : "1 to ", newest));
    }
    return version;
  }

  public static String text(JsonValue node, String key) throws DamagedFileException {
    return string(node.get(key), key);
  }

  private static String string(JsonValue value, String key) throws DamagedFileException {
    if (value == null || !value.isText()) {
      throw lacks("a string", key);
    }
    return value.text();
  }

  /** The whole number of a key. */
  public static long whole(JsonValue node, String key, long least, long most)
      throws DamagedFileException {
    JsonValue value = node.get(key);
    if (value != null && value.isLong()) {
      long number = Long.parseLong(value.text());
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw lacks("a whole number from " + least + " to " + most, key);
  }

  /** The number of a key: a finite one, or the string of any as {@link Double#toString} gives. */
  public static double real(JsonValue node, String key) throws DamagedFileException {
    return number(node.get(key), key);
  }

  private static double number(JsonValue value, String key) throws DamagedFileException {
    if (value != null && value.isNumber() && Double.isFinite(value.number())) {
      return value.number();
    }
    if (value == null || !value.isText() || !Written.DOUBLE.matcher(value.text()).matches()) {
      throw lacks("a number", key);
    }
    return Double.parseDouble(value.text());
  }

  public static boolean truth(JsonValue node, String key) throws DamagedFileException {
    JsonValue value = node.get(key);
    if (value == null || !value.isTruth()) {
      throw lacks("true or false", key);
    }
    return value == JsonScalar.TRUE;
  }

  public static JsonArray list(JsonValue node, String key) throws DamagedFileException {
    if (node.get(key) instanceof JsonArray list) {
      return list;
    }
    throw lacks("a list", key);
  }

  /** The numbers of the list of a key as floats. */
  public static List<Float> floats(JsonValue node, String key) throws DamagedFileException {
    return numbers(node, key).stream().map(Double::floatValue).toList();
  }

  /** The numbers of the list of a key, as {@link #real} reads them. */
  public static List<Double> numbers(JsonValue node, String key) throws DamagedFileException {
    List<Double> numbers = new ArrayList<>();
    for (JsonValue value : list(node, key)) {
      numbers.add(number(value, key));
    }
    return numbers;
  }

  public static List<String> strings(JsonValue node, String key) throws DamagedFileException {
    List<String> strings = new ArrayList<>();
    for (JsonValue value : list(node, key)) {
      strings.add(string(value, key));
    }
    return strings;
  }

  public static JsonObject object(JsonValue node, String key) throws DamagedFileException {
    if (node.get(key) instanceof JsonObject object) {
      return object;
    }
    throw lacks("an object", key);
  }

  /** The strings of the object of a key, by name. */
  public static Map<String, String> texts(JsonValue node, String key) throws DamagedFileException {
    return values(object(node, key), StrictJson::text);
  }

  /** The numbers of the object of a key, by name. */
  public static Map<String, Double> reals(JsonValue node, String key) throws DamagedFileException {
    return values(object(node, key), StrictJson::real);
  }

  private interface Reader<T> {
    T read(JsonValue node, String key) throws DamagedFileException;
  }

  private static <T> Map<String, T> values(JsonValue object, Reader<T> reader)
      throws DamagedFileException {
    Map<String, T> values = new TreeMap<>();
    for (Map.Entry<String, JsonValue> entry : object.properties()) {
      values.put(entry.getKey(), reader.read(object, entry.getKey()));
    }
    return values;
  }

  private static DamagedFileException lacks(String what, String key) {
    return lacks(what + " for " + shown(key));
  }

  private static DamagedFileException lacks(String what) {
    return new DamagedFileException("it must have " + what);
  }

  private static String shown(String name) {
    return name.length() > 80 ? name.substring(0, 80) : name;
  }
}

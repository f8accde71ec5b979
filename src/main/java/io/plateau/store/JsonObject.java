package io.plateau.store;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Object of JSON, whose keys keep their order. */
public final class JsonObject implements JsonValue {
  private final Map<String, JsonValue> values = new LinkedHashMap<>();

  /**
   * A number as files have it: JSON's own where it is finite, with the shortest decimals that give
   * its bits back; JSON has no others, which are the strings {@code "NaN"}, {@code "Infinity"} and
   * {@code "-Infinity"}.
   */
  static JsonScalar scalar(double value) {
    String text = Double.toString(value);
    return Double.isFinite(value) ? JsonScalar.number(text) : JsonScalar.string(text);
  }

  @Override
  public JsonValue get(String key) {
    return values.get(key);
  }

  @Override
  public Set<Map.Entry<String, JsonValue>> properties() {
    return Collections.unmodifiableMap(values).entrySet();
  }

  /** <em>Overwrites</em> the value of a key. */
  public JsonObject set(String key, JsonValue value) {
    values.put(key, value);
    return this;
  }

  /** <em>Overwrites</em> the value of a key with a string. */
  public JsonObject put(String key, String value) {
    return set(key, JsonScalar.string(value));
  }

  /** <em>Overwrites</em> the value of a key with a number. */
  public JsonObject put(String key, long value) {
    return set(key, JsonScalar.number(Long.toString(value)));
  }

  /**
   * <em>Overwrites</em> the value of a key with a number: of its shortest decimals that give its
   * bits back, or one of the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
   */
  public JsonObject put(String key, double value) {
    return set(key, scalar(value));
  }

  /** <em>Overwrites</em> the value of a key. */
  public JsonObject put(String key, boolean value) {
    return set(key, JsonScalar.truth(value));
  }

  /** <em>Overwrites</em> the value of a key with null. */
  public JsonObject putNull(String key) {
    return set(key, JsonScalar.NULL);
  }

  /** <em>Overwrites</em> the value of a key with an empty object and returns the object. */
  public JsonObject putObject(String key) {
    JsonObject object = new JsonObject();
    set(key, object);
    return object;
  }

  /** <em>Overwrites</em> the value of a key with an empty list and returns the list. */
  public JsonArray putArray(String key) {
    JsonArray list = new JsonArray();
    set(key, list);
    return list;
  }

  /**
   * <em>Overwrites</em> the value of a key with a list of strings or of numbers, doubles as {@link
   * #put(String, double)} writes them.
   */
  public JsonObject putList(String key, Collection<?> values) {
    JsonArray list = putArray(key);
    for (Object value : values) {
      list.add(
          value instanceof Double real
              ? scalar(real)
              : value instanceof Number
                  ? JsonScalar.number(value.toString())
                  : JsonScalar.string((String) value));
    }
    return this;
  }

  /** <em>Overwrites</em> the value of a key with an object of numbers by name. */
  public JsonObject putNumbers(String key, Map<String, Double> numbers) {
    JsonObject object = putObject(key);
    numbers.forEach(object::put);
    return this;
  }

  @Override
  public String toString() {
    return JsonPrinter.compact(this);
  }
}

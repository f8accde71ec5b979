package io.plateau.onnx;

import io.plateau.table.FittedCategory;
import io.plateau.table.Parsing;
import io.plateau.table.TableRules;
import io.plateau.table.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Categories as codes. A column of texts is an input of strings. One of numbers or booleans is an
 * input of floats, 1 for true and 0 for false and NaN for a missing one, unless some of its known
 * values is not exactly a float or is 2²⁴ or more: then it is an input of strings, which write a
 * number in any of its {@link NumberTexts}, such as {@code 7}, {@code 7.0} or {@code 0.1}. Dates
 * and times are strings as well, in any of their {@link DayTexts}.
 *
 * <p>A string that is missing is any string that is not known, such as the empty one. Where the
 * rules tell missing from unseen categories, the strings for a missing one are {@code ""}, {@code
 * nan} and {@code None}, the last two being what Python makes of a missing value.
 */
record CategoryNodes(FittedCategory category, Optional<float[]> keys) {
  /** Whole numbers below have no other whole number that is the same as a float. */
  private static final double EXACT = 0x1p24;

  private static final List<String> MISSING = List.of("", "nan", "None");

  /**
   * @throws IllegalArgumentException for hashed values
   */
  static CategoryNodes of(FittedCategory category) {
    if (category.buckets() > 0) {
      throw new IllegalArgumentException(
          (category.values().isEmpty()
                  ? "column \"%s\" has more categories, or longer ones, than are known by name, and ONNX cannot hash them; leave the column out, or predict where Plateau's jar is"
                  : "column \"%s\" has more categories than data.maxCategories (maxCategories), and ONNX cannot hash the others; train with maxCategories above the number of its categories, or predict where Plateau's jar is")
              .formatted(category.name()));
    }
    ValueType type = category.type();
    boolean floats = type.isNumber() || type == ValueType.BOOLEAN;
    return new CategoryNodes(category, floats ? keys(category.values()) : Optional.empty());
  }

  /** The values as floats, where each is exactly one. */
  private static Optional<float[]> keys(List<String> values) {
    float[] keys = new float[values.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key(values.get(i));
      if (Float.isNaN(keys[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(keys);
  }

  /** The float that a value is, or NaN where it is none exactly. */
  static float key(String value) {
    if (value.equals("true") || value.equals("false")) {
      return value.equals("true") ? 1 : 0;
    }
    Optional<BigDecimal> number = Parsing.decimal(value);
    float key = number.map(BigDecimal::floatValue).orElse(Float.NaN);
    boolean same = Math.abs(key) < EXACT && new BigDecimal(key).compareTo(number.get()) == 0;
    return same ? key : Float.NaN;
  }

  Port input() {
    ElementType type = keys.isPresent() ? ElementType.FLOAT : ElementType.STRING;
    return new Port(category.name(), type, 1);
  }

  String codes(Graph graph, TableRules rules, RefusedRows faults) {
    boolean asksMissing = !rules.missing().fills();
    boolean asksUnseen = rules.unseen() != TableRules.Unseen.OTHER;
    if (!asksMissing && !asksUnseen) {
      return graph.cast(encoded(graph, List.of(), 0), ElementType.FLOAT);
    }
    // Codes from 1 on are known, 0 is missing and -1 is unseen
    String code = encoded(graph, MISSING, -1);
    String none = graph.constant(0L);
    String isMissing =
        keys.isPresent() ? graph.add("IsNaN", category.name()) : graph.add("Equal", code, none);
    String isUnseen = graph.add("Less", code, none);
    if (keys.isPresent()) {
      isUnseen = graph.add("And", isUnseen, graph.add("Not", isMissing));
    }
    if (asksMissing) {
      faults.add(isMissing);
    }
    if (asksUnseen) {
      faults.add(isUnseen);
    }
    return graph.cast(graph.add("Max", code, none), ElementType.FLOAT);
  }

  /** The code of each value by a LabelEncoder; 0 of others that are known, too. */
  private String encoded(Graph graph, List<String> zeros, long otherwise) {
    List<Attribute> settings = new ArrayList<>();
    if (keys.isPresent()) {
      settings.add(new Attribute("keys_floats", keys.get()));
      long[] codes = LongStream.rangeClosed(1, category.values().size()).toArray();
      settings.add(new Attribute("values_int64s", codes));
    } else {
      Map<String, Long> codes = codesByText();
      zeros.forEach(zero -> codes.putIfAbsent(zero, 0L));
      settings.add(new Attribute("keys_strings", List.copyOf(codes.keySet())));
      long[] values = codes.values().stream().mapToLong(Long::longValue).toArray();
      settings.add(new Attribute("values_int64s", values));
    }
    settings.add(new Attribute("default_int64", otherwise));
    return graph.addMl("LabelEncoder", settings, category.name());
  }

  /** The codes from 1 on by the names of the values, then by their other texts. */
  private Map<String, Long> codesByText() {
    List<String> values = category.values();
    Map<String, Long> codes = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      codes.put(values.get(i), i + 1L);
    }
    for (int i = 0; i < values.size(); i++) {
      for (String text : otherTexts(values.get(i))) {
        codes.putIfAbsent(text, i + 1L);
      }
    }
    return codes;
  }

  private Set<String> otherTexts(String value) {
    ValueType type = category.type();
    if (type.isNumber()) {
      return NumberTexts.of(value);
    }
    return type == ValueType.DATE ? DayTexts.of(value) : Set.of();
  }
}

package io.plateau.spec;

import io.plateau.nn.choice.Hyperparameter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Set of values that a setting may take.
 *
 * @param type representation of a value
 * @param expected the set in words, without the {@link Keyword}
 * @param holds whether a value, other than that of the keyword, is in the set
 * @param names the members of a set of names; empty for other types
 * @param keyword stands for one further value
 */
public record Domain<T>(
    Type type,
    String expected,
    Predicate<T> holds,
    List<String> names,
    Optional<Keyword<T>> keyword) {

  /** Representations of a value. */
  public enum Type {
    /** An {@code Integer}. */
    INTEGER,
    /** A {@code Long}. */
    LONG,
    /** A {@code Double}. */
    REAL,
    /** A {@code Double} number of seconds. */
    SECONDS,
    /** A {@code Double}, 1 for true and 0 for false: a setting of a rule among numbers. */
    FLAG,
    /** A {@code Boolean}. */
    BOOLEAN,
    /** A {@code String}. */
    NAME,
    /** A {@code List<Integer>}. */
    WIDTHS
  }

  /** A word of its own that is written in place of a value. */
  public record Keyword<T>(String text, T value) {}

  private Domain(Type type, String expected, Predicate<T> holds) {
    this(type, expected, holds, List.of(), Optional.empty());
  }

  /** Integers of at least {@code min}. */
  public static Domain<Integer> integer(int min) {
    return new Domain<>(Type.INTEGER, "an integer of at least " + min, value -> value >= min);
  }

  /** Integers among the settings of a rule or schedule, which are all of type double. */
  static Domain<Double> integerReal(int min) {
    return new Domain<>(
        Type.REAL,
        "an integer of at least " + min,
        value -> value >= min && value <= Integer.MAX_VALUE && value == Math.rint(value));
  }

  /** Integers in a range among the settings of a rule or schedule. */
  static Domain<Double> integerReal(int min, int max) {
    return new Domain<>(
        Type.REAL,
        "an integer from %d to %d".formatted(min, max),
        value -> value >= min && value <= max && value == Math.rint(value));
  }

  static Domain<Long> seed() {
    return new Domain<>(Type.LONG, "an integer", value -> true);
  }

  static Domain<Double> real() {
    return new Domain<>(Type.REAL, "a number", Double::isFinite);
  }

  static Domain<Double> positive() {
    return new Domain<>(
        Type.REAL, "a number greater than 0", value -> value > 0 && Double.isFinite(value));
  }

  /** Numbers that are positive as floats, too, with all digits of one. */
  static Domain<Double> normalFloat() {
    return new Domain<>(
        Type.REAL, "a number of at least 1e-37", value -> value >= 1e-37 && Double.isFinite(value));
  }

  /** Finite numbers of at least 0. */
  public static Domain<Double> notNegative() {
    return new Domain<>(
        Type.REAL, "a number of at least 0", value -> value >= 0 && Double.isFinite(value));
  }

  /** Numbers of at least 0 that are less than 1. */
  public static Domain<Double> fraction() {
    return new Domain<>(Type.REAL, "a number in [0, 1)", value -> value >= 0 && value < 1);
  }

  /** Numbers from 0 to 1. */
  public static Domain<Double> from0To1() {
    return new Domain<>(Type.REAL, "a number in [0, 1]", value -> value >= 0 && value <= 1);
  }

  static Domain<Double> between0And1() {
    return new Domain<>(Type.REAL, "a number in (0, 1)", value -> value > 0 && value < 1);
  }

  static Domain<Double> seconds() {
    return new Domain<>(Type.SECONDS, "a number of seconds greater than 0", positive().holds);
  }

  static Domain<Double> flag() {
    return new Domain<>(Type.FLAG, "true or false", value -> value == 0 || value == 1);
  }

  /** Numbers that a hyperparameter of {@code nn} takes. */
  static Domain<Double> of(Hyperparameter one) {
    return new Domain<>(Type.REAL, "a number " + one.range(), one.range()::admits);
  }

  static Domain<Boolean> bool() {
    return new Domain<>(Type.BOOLEAN, "true or false", value -> true);
  }

  public static Domain<String> oneOf(List<String> names) {
    return new Domain<>(
        Type.NAME, "one of " + String.join(", ", names), names::contains, names, Optional.empty());
  }

  static Domain<List<Integer>> widths() {
    return new Domain<>(
        Type.WIDTHS,
        "a list of integers of at least 1",
        widths -> widths.stream().allMatch(width -> width >= 1));
  }

  /** These values and one more, for which {@code text} stands. */
  public Domain<T> or(String text, T value) {
    return new Domain<>(type, expected, holds, names, Optional.of(new Keyword<>(text, value)));
  }

  /** Whether a value is in the set; NaN is only as the value of the keyword. */
  public boolean allows(T value) {
    return isKeyword(value) || holds.test(value);
  }

  /**
   * Refuses a value that is not in the set.
   *
   * @param name of the setting, for the message
   */
  public void require(String name, T value) {
    if (!allows(value)) {
      throw refusal(name, value);
    }
  }

  /** What refuses a value of a setting. */
  public IllegalArgumentException refusal(String name, Object value) {
    Object got =
        value instanceof String text ? "\"" + text + "\"" + Nearest.hint(text, names) : value;
    return new IllegalArgumentException("%s must be %s; got %s".formatted(name, describe(), got));
  }

  /** Whether the keyword stands for a value. */
  public boolean isKeyword(T value) {
    return keyword.isPresent() && Objects.equals(keyword.get().value(), value);
  }

  /** The set in words, with the number that code gives in place of its keyword. */
  public String describe() {
    return keyword
        .filter(w -> !w.value().equals(Double.NaN)) // which code does not give
        .map(w -> expected + ", or " + code(w.value()) + " for " + w.text().replace("null", "none"))
        .orElse(expected);
  }

  private static String code(Object value) {
    return value.equals(Double.POSITIVE_INFINITY) ? "infinity" : plain(value);
  }

  /** The keyword for a value, else its plain text. */
  String text(T value) {
    return isKeyword(value) ? keyword.get().text() : plain(value);
  }

  static String plain(Object value) {
    return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString(number.longValue())
        : String.valueOf(value);
  }
}

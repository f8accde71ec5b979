package io.plateau.spec;

import java.util.function.Function;

/**
 * One setting of a training: a row of {@link Settings}.
 *
 * @param name in job files and params
 * @param domain values it may take
 * @param fallback value where none is given
 * @param doc one line for the reference pages
 */
public record Setting<T>(Name name, Domain<T> domain, Fallback<T> fallback, String doc) {

  /**
   * The names of a setting.
   *
   * @param key dotted path in a job file
   * @param param spark.ml param; empty for a setting that is part of the text of another param
   */
  public record Name(String key, String param) {}

  /** Value of a setting that is not given. */
  public sealed interface Fallback<T> {
    /** The value beside other values that are given. */
    T in(Values values);
  }

  /** A constant. */
  public record Constant<T>(T value) implements Fallback<T> {
    @Override
    public T in(Values values) {
      return value;
    }
  }

  /**
   * A value that follows from other settings.
   *
   * @param words for the reference pages
   */
  public record Derived<T>(String words, Function<Values, T> value) implements Fallback<T> {
    @Override
    public T in(Values values) {
      return value.apply(values);
    }
  }

  static <T> Setting<T> of(Name name, Domain<T> domain, T fallback, String doc) {
    return new Setting<>(name, domain, new Constant<>(fallback), doc);
  }

  /** The key of job files. */
  public String key() {
    return name.key();
  }

  /** The spark.ml param, or empty. */
  public String param() {
    return name.param();
  }
}

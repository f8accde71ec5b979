package io.plateau.job;

import io.plateau.math.Word;
import io.plateau.spec.Domain;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.DoublePredicate;
import java.util.function.Function;

/** The kinds of values that keys share. */
final class Kinds {
  private Kinds() {}

  /** The values of a setting, and its keyword. */
  @SuppressWarnings("unchecked")
  static <T> Kind<T> of(Domain<T> domain) {
    Kind<T> kind =
        (Kind<T>)
            switch (domain.type()) {
              case INTEGER -> integer((Domain<Integer>) domain);
              case LONG ->
                  new Kind<Long>(
                      domain.expected(),
                      tree -> whole(tree, Long.MIN_VALUE, Long.MAX_VALUE),
                      String::valueOf);
              case REAL -> real((Domain<Double>) domain);
              case SECONDS -> Durations.duration();
              case FLAG ->
                  new Kind<Double>(
                      domain.expected(),
                      tree -> readBoolean(tree) ? 1.0 : 0.0,
                      flag -> String.valueOf(flag != 0));
              case BOOLEAN -> new Kind<>(domain.expected(), Kinds::readBoolean, String::valueOf);
              case NAME -> choice(domain.names());
              case WIDTHS ->
                  new Kind<List<Integer>>(
                      domain.expected(),
                      tree -> list(tree, item -> (int) whole(item, 1, Integer.MAX_VALUE)),
                      List::toString);
            };
    return domain.keyword().map(one -> kind.orWord(one.text(), one.value())).orElse(kind);
  }

  private static Kind<Integer> integer(Domain<Integer> domain) {
    return new Kind<>(
        domain.expected(),
        tree -> {
          int value = (int) whole(tree, Integer.MIN_VALUE, Integer.MAX_VALUE);
          Kind.require(domain.holds().test(value), tree);
          return value;
        },
        String::valueOf);
  }

  private static Kind<Double> real(Domain<Double> domain) {
    return new Kind<>(
        domain.expected(), tree -> number(tree, domain.holds()::test), YamlNumbers::write);
  }

  /** Any text; numbers and {@code true} are taken as they are written. */
  static Kind<String> text(String what) {
    return new Kind<>(what, tree -> scalar(tree).text(), Text::write);
  }

  private static Boolean readBoolean(Tree tree) {
    Tree.Scalar scalar = plain(tree);
    if (List.of("true", "True", "TRUE").contains(scalar.text())) {
      return true;
    }
    if (List.of("false", "False", "FALSE").contains(scalar.text())) {
      return false;
    }
    throw new Kind.Mismatch(tree, "");
  }

  static long whole(Tree tree, long min, long max) {
    OptionalLong value = YamlNumbers.whole(plain(tree).text());
    Kind.require(value.isPresent() && value.getAsLong() >= min && value.getAsLong() <= max, tree);
    return value.getAsLong();
  }

  static double number(Tree tree, DoublePredicate holds) {
    OptionalDouble value = YamlNumbers.real(plain(tree).text());
    Kind.require(value.isPresent() && holds.test(value.getAsDouble()), tree);
    return value.getAsDouble();
  }

  static Kind<String> choice(List<String> names) {
    return new Kind<>(
        "one of " + String.join(", ", names),
        tree -> {
          String written = scalar(tree).text();
          if (names.contains(written)) {
            return written;
          }
          throw new Kind.Mismatch(tree, Suggestions.hint(written, names));
        },
        name -> name);
  }

  /** One of an enumeration's constants. */
  static <E extends Enum<E> & Word> Kind<E> choice(Class<E> type) {
    Kind<String> words = choice(Word.all(type));
    return new Kind<>(
        words.expected(), tree -> Word.named(type, words.expected(), words.read(tree)), Word::word);
  }

  /** One column's name, or a list of them without repetition. */
  static Kind<List<String>> columns() {
    return new Kind<>(
        "a column or a list of columns",
        tree -> tree instanceof Tree.Scalar ? List.of(columnName(tree)) : columnList(tree),
        names -> names.size() == 1 ? Text.write(names.get(0)) : Text.write(names));
  }

  /** A list of columns without repetition. */
  static Kind<List<String>> columnList() {
    return new Kind<>("a list of columns", Kinds::columnList, Text::write);
  }

  private static List<String> columnList(Tree tree) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : list(tree, Kinds::columnName)) {
      if (!names.add(name)) {
        throw new Kind.Mismatch(tree, " where \"" + name + "\" comes twice");
      }
    }
    if (names.isEmpty()) {
      throw new Kind.Mismatch(tree, " without any");
    }
    return List.copyOf(names);
  }

  /** A name that may be blank in quotes, as columns of parquet files have it. */
  private static String columnName(Tree tree) {
    return tree instanceof Tree.Scalar name && name.quoted() ? name.text() : scalar(tree).text();
  }

  static Kind<Map<String, String>> strings() {
    return new Kind<>(
        "a mapping of names to strings",
        tree -> mapping(tree, Kinds::anyText),
        texts -> Text.write(texts, Text::write));
  }

  /** The values of a mapping by name, each read with its name. */
  static <T> Map<String, T> mapping(Tree tree, BiFunction<String, Tree, T> reader) {
    if (!(tree instanceof Tree.Mapping mapping)) {
      throw new Kind.Mismatch(tree, "");
    }
    Map<String, T> values = new LinkedHashMap<>();
    mapping.entries().forEach((name, entry) -> values.put(name, reader.apply(name, entry.value())));
    return values;
  }

  /** Text that may be blank, such as a separator, but not left out. */
  private static String anyText(String name, Tree tree) {
    String advice = " for " + Text.shown(name);
    if (tree instanceof Tree.Scalar scalar) {
      if (!scalar.isNull()) {
        return scalar.text();
      }
      advice += "; " + Text.NULL_NEEDS_QUOTES + Text.shown(scalar.text());
    }
    throw new Kind.Mismatch(tree, advice);
  }

  static <T> List<T> list(Tree tree, Function<Tree, T> item) {
    if (!(tree instanceof Tree.Items items)) {
      throw new Kind.Mismatch(
          tree,
          tree instanceof Tree.Scalar scalar && areItems(scalar, item)
              ? "; a list has brackets: [" + scalar.text() + "]"
              : "");
    }
    return items.items().stream().map(item).toList();
  }

  /** Whether a text is one item of a list, or several with commas between. */
  private static boolean areItems(Tree.Scalar scalar, Function<Tree, ?> item) {
    try {
      return !scalar.isNull() && (scalar.text().contains(",") || item.apply(scalar) != null);
    } catch (Kind.Mismatch e) {
      return false;
    }
  }

  /** A scalar that stands for something. */
  static Tree.Scalar scalar(Tree tree) {
    if (tree instanceof Tree.Scalar scalar && !scalar.isNull() && !scalar.text().isBlank()) {
      return scalar;
    }
    throw new Kind.Mismatch(tree, "");
  }

  /** A scalar without quotes. */
  static Tree.Scalar plain(Tree tree) {
    if (tree instanceof Tree.Scalar scalar && !scalar.quoted()) {
      return scalar;
    }
    throw new Kind.Mismatch(tree, "");
  }
}

package io.plateau.spec;

import io.plateau.math.Counted;
import io.plateau.table.Parsing;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Numbers of rows by class, and warnings of classes that have too few to be learned or validated,
 * may be one, or are none.
 *
 * @param training rows of positive weight of each class
 * @param validation such rows of each class; zeros where none are held out
 */
public record ClassRows(List<String> names, long[] training, long[] validation) {
  /** Fewer rows of a class hardly tell it from others. */
  private static final int FEW = 5;

  /** Values of which hardly any is there twice are as many classes at least. */
  private static final int MANY = 20;

  /** Where so many validation rows of a class are expected, it is no chance that there are none. */
  private static final double EXPECTED = 10;

  /** Markers of missing values that may be classes, such as that of no finding, or + and −. */
  private static final Set<String> PLAUSIBLE =
      Set.of("-", "--", ".", "none", "nil", "missing", "unknown");

  /** The warnings, without the name of the label. */
  public List<String> warnings() {
    return Stream.of(missing(), alike(), few(), unvalidated()).flatMap(Optional::stream).toList();
  }

  private Optional<String> missing() {
    return present()
        .filter(c -> Parsing.isMarker(names.get(c)) && !PLAUSIBLE.contains(plain(names.get(c))))
        .mapToObj(c -> missing(names.get(c), training[c] + validation[c]))
        .findFirst();
  }

  private static String missing(String name, long rows) {
    return "class \"%s\", of %s, is a word for a missing value; leave rows without a class out of the data"
        .formatted(name, Counted.of(rows, "row"));
  }

  private Optional<String> alike() {
    Map<String, String> known = new HashMap<>();
    return present()
        .mapToObj(names::get)
        .flatMap(
            name ->
                Stream.ofNullable(known.put(plain(name), name))
                    .map(
                        other ->
                            "classes \"%s\" and \"%s\" differ in capitals or blanks alone; write them alike if they are one"
                                .formatted(other, name)))
        .findFirst();
  }

  /** In a handful of rows all classes have few, which needs no telling unless they are many. */
  private Optional<String> few() {
    int[] present = present().toArray();
    int[] few = present().filter(c -> training[c] < FEW).toArray();
    if (few.length == present.length && present.length >= MANY) {
      return Optional.of(
          "all %d classes have fewer than %d training rows, as values of a quantity or an identifier have; a quantity is predicted by a regression"
              .formatted(present.length, FEW));
    }
    return few.length == 0 || few.length == present.length
        ? Optional.empty()
        : Optional.of(
            "classes with fewer than %d training rows can hardly be learned: %d of %d, such as \"%s\" with %d; add rows, merge classes, or leave such rows out"
                .formatted(FEW, few.length, present.length, names.get(few[0]), training[few[0]]));
  }

  private Optional<String> unvalidated() {
    long rows = LongStream.of(training).sum();
    long held = LongStream.of(validation).sum();
    int[] none =
        present()
            .filter(c -> validation[c] == 0 && (double) held * training[c] / rows >= EXPECTED)
            .toArray();
    return none.length == 0
        ? Optional.empty()
        : Optional.of(
            "none of %d validation rows has class \"%s\", as %d of %d training rows have%s; hold out rows of all classes"
                .formatted(
                    held,
                    names.get(none[0]),
                    training[none[0]],
                    rows,
                    none.length == 1 ? "" : ", nor one of %d more".formatted(none.length - 1)));
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private IntStream present() {
    return IntStream.range(0, names.size()).filter(c -> training[c] + validation[c] > 0);
  }
}

package io.plateau.table.fit;

import io.plateau.table.ColumnKind;
import io.plateau.table.DateOrder;
import io.plateau.table.KindChoice;
import io.plateau.table.Parsing;
import io.plateau.table.RawColumn;
import io.plateau.table.ValueType;
import java.util.Optional;

/** Rule by which the kind of a column follows from what was said of it, its type and its values. */
final class KindRule {
  private static final int SHOWN = 20;

  private KindRule() {}

  /**
   * Decides the kind of a column: the one said, or else what its type and values suggest. A column
   * without any value or number, or with one value in all rows, is ignored.
   *
   * @param statistics of the training rows; empty where the values were not read
   * @throws IllegalArgumentException where no string is of the kind that was said
   */
  static KindChoice of(RawColumn column, Optional<ColumnStatistics> statistics) {
    if (statistics.isEmpty()) {
      return new KindChoice(
          ColumnKind.IGNORE,
          column.said().isPresent() ? "said" : "neither number, text, date nor vector");
    }
    ColumnStatistics values = statistics.get();
    if (values.present() == 0) {
      return new KindChoice(ColumnKind.IGNORE, "no value in any training row");
    }
    if (values instanceof VectorStatistics vectors && vectors.range().width() == 0) {
      return new KindChoice(ColumnKind.IGNORE, "vectors without a number");
    }
    if (values.missing() == 0 && constant(values)) {
      return new KindChoice(
          ColumnKind.IGNORE, "one value in all training rows" + rounded(column, values));
    }
    if (column.said().isPresent()) {
      requireSome(column, column.said().get(), values);
      return new KindChoice(column.said().get(), "said");
    }
    return values instanceof TextStatistics texts
        ? ofTexts(column, texts)
        : new KindChoice(
            switch (column.type()) {
              case DATE -> ColumnKind.DATE;
              case VECTOR -> ColumnKind.VECTOR;
              default -> ColumnKind.NUMBER;
            },
            "type " + column.type().word());
  }

  /** Refuses a kind that no value of a column of strings is of: nothing could be learned of it. */
  private static void requireSome(RawColumn column, ColumnKind kind, ColumnStatistics values) {
    if (values instanceof TextStatistics texts
        && (kind == ColumnKind.DATE && texts.dates().present() == 0
            || kind == ColumnKind.NUMBER && texts.numbers().present() == 0)) {
      throw new IllegalArgumentException(
          "column \"%s\": no value is a %s, but its kind is set to %s; set category or ignore"
              .formatted(column.name(), kind.word(), kind.word()));
    }
  }

  private static String first(DateOrder order) {
    return switch (order) {
      case YEAR_FIRST -> "";
      case DAY_FIRST -> ", day first";
      case MONTH_FIRST -> ", month first";
    };
  }

  private static boolean constant(ColumnStatistics values) {
    return values.distinct().accuracy() == ColumnStatistics.Count.Accuracy.EXACT
        && values.distinct().value() == 1;
  }

  /** What tells large integers apart, which may be one number where they differ. */
  private static String rounded(RawColumn column, ColumnStatistics values) {
    return column.type() == ValueType.INTEGER
            && values instanceof NumberStatistics numbers
            && Math.max(-numbers.least(), numbers.most()) >= Parsing.EXACT
        ? ", as numbers, which have 16 digits; kind category tells all digits"
        : "";
  }

  /** Whether all strings but words for missing values are of a kind. */
  private static boolean marked(ColumnStatistics ofKind, TextStatistics texts) {
    return ofKind.present() > 0 && ofKind.present() + texts.markers() == texts.present();
  }

  /** The one word among numbers, which may be one for missing values that is not known. */
  private static String other(TextStatistics texts) {
    return texts
        .otherThanNumbers()
        .filter(text -> text.length() <= SHOWN)
        .map(text -> ", such as \"" + text + "\", which kind number takes for missing")
        .orElse("");
  }

  private static KindChoice ofTexts(RawColumn column, TextStatistics texts) {
    long present = texts.present();
    if (texts.numbers().present() == present) {
      return new KindChoice(ColumnKind.NUMBER, "all strings are numbers");
    }
    DateStatistics dates = texts.dates();
    if (dates.present() == present) {
      return new KindChoice(ColumnKind.DATE, "all strings are dates" + first(dates.order()));
    }
    NumberStatistics numbers = texts.numbers();
    if (marked(numbers, texts) || texts.isMostlyNumbers()) {
      return new KindChoice(
          ColumnKind.NUMBER,
          "%d of %d values are no numbers and count as missing"
              .formatted(present - numbers.present(), present));
    }
    if (marked(dates, texts) || texts.isMostlyDates()) {
      return new KindChoice(
          ColumnKind.DATE,
          "%d of %d values are no dates and count as missing%s"
              .formatted(present - dates.present(), present, first(dates.order())));
    }
    Optional<String> spelling = texts.otherSpelling();
    if (texts.identifies()) {
      return new KindChoice(ColumnKind.IGNORE, spelling.orElse(TextStatistics.IDENTIFIER));
    }
    return new KindChoice(
        ColumnKind.CATEGORY,
        spelling.orElse(
            numbers.present() > 0
                ? "%d of %d values are no numbers%s"
                    .formatted(present - numbers.present(), present, other(texts))
                : "type " + column.type().word()));
  }
}

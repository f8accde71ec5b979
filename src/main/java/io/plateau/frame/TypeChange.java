package io.plateau.frame;

import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedDate;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import io.plateau.table.Parsing;
import io.plateau.table.RawColumn;
import io.plateau.table.ValueType;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Types of a column in training and in other rows, which may have no value in common. */
public final class TypeChange {
  /** Dates and times as Spark casts them to strings. */
  private static final Pattern DATE = Pattern.compile("[+-]?\\d{4,}-\\d\\d-\\d\\d");

  private static final Pattern TIMESTAMP =
      Pattern.compile(DATE.pattern() + " \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?");

  private TypeChange() {}

  /**
   * What shows that no value of the given type is one of the column's, a clause with what to do;
   * empty where they may be.
   */
  public static Optional<String> fault(FittedTable table, RawColumn column, DataType type) {
    ValueType given = ColumnTypes.of(type);
    boolean same = column.type() == given && given != ValueType.DATE; // or a date, now with a time
    if (same || column.type().isNumber() && given.isNumber()) {
      return Optional.empty();
    }
    return table.columns().stream()
        .filter(fitted -> fitted.name().equals(column.name()))
        .findFirst()
        .flatMap(
            fitted ->
                fitted instanceof FittedCategory category
                    ? unlike(category, type)
                        .map(
                            value ->
                                "which has no value such as \"%s\"; cast it to %sstring, written as in training"
                                    .formatted(
                                        value,
                                        given == ValueType.DATE && isDate(value)
                                            ? "date, or to "
                                            : ""))
                    : column.type() == ValueType.TEXT
                        ? unwritten(fitted, given)
                        : Optional.empty());
  }

  /** The same for a column of texts that write numbers or dates. */
  private static Optional<String> unwritten(FittedColumn column, ValueType given) {
    if (column instanceof FittedNumber && given == ValueType.DATE) {
      return Optional.of("which are no numbers; give numbers, or strings that write them");
    }
    return column instanceof FittedDate && (given.isNumber() || given == ValueType.BOOLEAN)
        ? Optional.of("which are no dates; cast it to date, timestamp or string, as in training")
        : Optional.empty();
  }

  /**
   * A known value which shows that values of a type are not those of training: a number that is
   * written otherwise than those of the type, such as 007, or any value where none is of the type,
   * as Spark casts it to a string: a date where all have a time.
   */
  static Optional<String> unlike(FittedCategory category, DataType type) {
    Optional<String> any = category.values().stream().findFirst();
    return switch (ColumnTypes.of(type)) {
      case BOOLEAN -> {
        boolean named = category.values().contains("false") || category.values().contains("true");
        yield named || category.isBit() ? Optional.empty() : any;
      }
      case DATE -> {
        Pattern written = type.equals(DataTypes.DateType) ? DATE : TIMESTAMP;
        yield category.values().stream().anyMatch(written.asMatchPredicate())
            ? Optional.empty()
            : category.values().stream().filter(TypeChange::isDate).findFirst().or(() -> any);
      }
      case INTEGER, REAL ->
          category.isTruth()
              ? Optional.empty()
              : category.values().stream().anyMatch(value -> Parsing.decimal(value).isPresent())
                  ? category.values().stream()
                      .filter(value -> isWrittenOtherwise(category, value))
                      .findFirst()
                  : any;
      default -> Optional.empty();
    };
  }

  private static boolean isDate(String value) {
    return DATE.matcher(value).matches();
  }

  /**
   * Whether a known value is a number whose name, as an integer, a decimal or a double, is another.
   */
  private static boolean isWrittenOtherwise(FittedCategory category, String value) {
    return Parsing.decimal(value)
        .filter(
            number ->
                (Math.abs(number.scale()) > value.length() // 1e999999999 is not written out
                        || !names(category, number, value))
                    && !names(category, number.doubleValue(), value))
        .isPresent();
  }

  private static boolean names(FittedCategory category, Number number, String value) {
    float[] code = new float[1];
    category.encode(number, code, 0);
    return code[0] == category.code(value);
  }
}

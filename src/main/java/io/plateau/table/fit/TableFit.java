package io.plateau.table.fit;

import io.plateau.math.DatePart;
import io.plateau.math.DateUnit;
import io.plateau.table.ColumnKind;
import io.plateau.table.ColumnNote;
import io.plateau.table.DateOrder;
import io.plateau.table.DateText;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedDate;
import io.plateau.table.FittedNumber;
import io.plateau.table.FittedTable;
import io.plateau.table.FittedVector;
import io.plateau.table.KindChoice;
import io.plateau.table.Parsing;
import io.plateau.table.RawColumn;
import io.plateau.table.TableRules;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fit of a {@link FittedTable} to the statistics of the training rows.
 *
 * @param columns of the table
 * @param choices the kinds of the columns
 * @param read by column, its number among the columns whose values are read, or −1
 * @param first statistics of the first pass of the columns whose values are read
 * @param rules by which columns are treated
 */
public record TableFit(
    List<RawColumn> columns,
    List<KindChoice> choices,
    int[] read,
    List<ColumnStatistics> first,
    TableRules rules) {
  /** With more values than have codes of their own, one bucket for this many codes. */
  private static final int CODES_A_BUCKET = 10;

  /** Columns of a table whose numbers are cut into bins; networks of wider ones are wide enough. */
  private static final int MOST_CUT = 500;

  /**
   * How far the cuts of days go beyond the training rows, in days and in their whole range: half a
   * quarter hour, or more than floats are off in seconds of two days.
   */
  private static final double MARGIN = 0.5 / DateUnit.QUARTERS;

  private static final double SHORT_MARGIN = 0.02 / 86_400;

  private static final double RELATIVE_MARGIN = 1e-6;

  /**
   * The fit after a complete first pass.
   *
   * @param first statistics of the columns that have a {@link RawColumn#form}
   */
  public static TableFit of(
      List<RawColumn> columns, List<ColumnStatistics> first, TableRules rules) {
    List<KindChoice> choices = new ArrayList<>();
    int[] read = new int[columns.size()];
    int next = 0;
    for (int i = 0; i < read.length; i++) {
      read[i] = columns.get(i).form().isPresent() ? next++ : -1;
      Optional<ColumnStatistics> values =
          read[i] < 0 ? Optional.empty() : Optional.of(first.get(read[i]));
      choices.add(KindRule.of(columns.get(i), values));
    }
    return new TableFit(columns, choices, read, first, rules);
  }

  /** The fit in which the kinds of some columns, by name, have reasons of their own. */
  public TableFit because(Map<String, KindChoice> reasons) {
    List<KindChoice> all = new ArrayList<>(choices);
    for (int i = 0; i < all.size(); i++) {
      all.set(i, reasons.getOrDefault(columns.get(i).name(), all.get(i)));
    }
    return new TableFit(columns, all, read, first, rules);
  }

  /**
   * By column whose values are read, the statistics of what is learned of them: of numbers or dates
   * where strings write these; empty where the column is ignored.
   */
  public List<Optional<ColumnStatistics>> learned() {
    List<Optional<ColumnStatistics>> learned = new ArrayList<>();
    for (int i = 0; i < read.length; i++) {
      if (read[i] >= 0) {
        learned.add(uses(i) ? Optional.of(as(kind(i), first.get(read[i]))) : Optional.empty());
      }
    }
    return learned;
  }

  private static ColumnStatistics as(ColumnKind kind, ColumnStatistics values) {
    if (values instanceof TextStatistics texts) {
      return kind == ColumnKind.NUMBER
          ? texts.numbers()
          : kind == ColumnKind.DATE ? texts.dates() : texts;
    }
    return values;
  }

  /**
   * What strings write, where a column of them is learned from as numbers or dates.
   *
   * @param slot number of the column among those whose values are read
   * @param dates order of day, month and year; null where numbers are written
   */
  public record Written(int slot, DateOrder dates) implements Serializable {
    /** Whether a string writes one; any other is a missing value. */
    public boolean by(String text) {
      return !Double.isNaN(dates == null ? Parsing.number(text) : DateText.of(text, dates));
    }
  }

  /** The columns of strings that are learned from as numbers or dates. */
  public List<Written> written() {
    List<Written> written = new ArrayList<>();
    for (int i = 0; i < read.length; i++) {
      if (uses(i) && first.get(read[i]) instanceof TextStatistics texts) {
        switch (kind(i)) {
          case NUMBER -> written.add(new Written(read[i], null));
          case DATE -> written.add(new Written(read[i], texts.dates().order()));
          default -> {}
        }
      }
    }
    return written;
  }

  private ColumnKind kind(int column) {
    return choices.get(column).kind();
  }

  /** Whether a column is learned from. */
  public boolean uses(int column) {
    return kind(column) != ColumnKind.IGNORE;
  }

  /**
   * The fitted table.
   *
   * @param measured by both passes; its first slots are those of {@link #learned}
   * @param centers whether means are subtracted from the elements of vectors, which turns zeros
   *     into other numbers
   */
  public FittedTable table(Measured measured, boolean centers) {
    List<FittedColumn> fitted = new ArrayList<>();
    List<ColumnNote> notes = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Optional<FittedColumn> column =
          uses(i) ? Optional.of(fitted(i, measured, centers)) : Optional.empty();
      column.ifPresent(fitted::add);
      notes.add(note(i, column));
    }
    return new FittedTable(fitted, notes, rules);
  }

  /** The fitted table of the categories alone, which need no second pass. */
  public FittedTable categories() {
    List<FittedColumn> fitted = new ArrayList<>();
    List<ColumnNote> notes = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (kind(i) == ColumnKind.CATEGORY) {
        FittedColumn column = category(columns.get(i).name(), (TextStatistics) first.get(read[i]));
        fitted.add(column);
        notes.add(note(i, Optional.of(column)));
      }
    }
    return new FittedTable(fitted, notes, rules);
  }

  private ColumnNote note(int column, Optional<FittedColumn> fitted) {
    return new ColumnNote(
        columns.get(column),
        choices.get(column),
        read[column] < 0 ? 0 : missing(column),
        read[column] < 0 ? "" : first.get(read[column]).distinct().toString(),
        fitted.map(FittedColumn::treatment).orElse(""));
  }

  /** Training rows without a value, or with a string that is not of the column's kind. */
  private long missing(int column) {
    ColumnStatistics values = first.get(read[column]);
    return uses(column)
        ? values.missing() + values.present() - as(kind(column), values).present()
        : values.missing();
  }

  private FittedColumn fitted(int column, Measured measured, boolean centers) {
    String name = columns.get(column).name();
    int slot = read[column];
    boolean missed = missing(column) > 0 && rules.missing().fills();
    return switch (kind(column)) {
      case NUMBER -> number(name, slot, measured, missed);
      case CATEGORY -> category(name, (TextStatistics) first.get(slot));
      case DATE -> date(name, slot, measured, missed);
      case VECTOR -> vector(name, slot, measured, centers);
      case IGNORE -> throw new IllegalArgumentException("column \"" + name + "\" is ignored");
    };
  }

  private FittedNumber number(String name, int slot, Measured measured, boolean missed) {
    Measured.Numbers numbers = measured.numbers().get(slot).orElseThrow();
    FittedNumber.Fill fill =
        new FittedNumber.Fill(
            rules.missing() == TableRules.Missing.MEAN ? measured.mean(slot) : numbers.median(),
            missed);
    List<Double> cuts = cuts(numbers);
    return switch (rules.scale()) {
      case ROBUST ->
          new FittedNumber(name, numbers.median(), numbers.robustFactor(), true, fill, cuts);
      case STANDARD ->
          new FittedNumber(name, measured.mean(slot), measured.factor(slot), false, fill, cuts);
      case NONE -> new FittedNumber(name, 0, 1, false, fill, cuts);
    };
  }

  private List<Double> cuts(Measured.Numbers numbers) {
    return bins() ? numbers.cuts() : List.of();
  }

  /** Whether numbers have bins. */
  public boolean bins() {
    return columns.size() <= MOST_CUT;
  }

  private FittedCategory category(String name, TextStatistics texts) {
    List<String> frequent =
        texts.counts().entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(rules.maxCategories())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (texts.many()) {
      return new FittedCategory(name, List.of(), rules.maxCategories());
    }
    int others = texts.counts().size() - frequent.size();
    return new FittedCategory(
        name,
        frequent,
        others == 0 ? 0 : Math.max(1, Math.min(others, rules.maxCategories() / CODES_A_BUCKET)));
  }

  private FittedDate date(String name, int slot, Measured measured, boolean missed) {
    DateStatistics dates = (DateStatistics) as(ColumnKind.DATE, first.get(slot));
    Measured.Numbers numbers = measured.numbers().get(slot).orElseThrow();
    return new FittedDate(
        name,
        dates.order(),
        dates.varying().isEmpty() ? Set.of(DatePart.DAYS) : dates.varying(),
        new FittedDate.Days(
            numbers.median() / DateUnit.QUARTERS,
            numbers.robustFactor() * DateUnit.QUARTERS,
            days(numbers, dates.isShort() ? SHORT_MARGIN : MARGIN)),
        missed,
        dates.unit());
  }

  /**
   * Cuts of days whose ends lie a little beyond the training rows: what a network learns of days
   * ends there, and is to hold for the first and the last row. Ends are those of the dates: cuts
   * between them may be rounded to floats.
   */
  private List<Double> days(Measured.Numbers quarters, double least) {
    List<Double> days = new ArrayList<>(cuts(quarters));
    days.replaceAll(cut -> cut / DateUnit.QUARTERS);
    if (days.size() > 1) {
      double first = quarters.least() / DateUnit.QUARTERS;
      double last = quarters.most() / DateUnit.QUARTERS;
      double margin = Math.max(least, RELATIVE_MARGIN * (last - first));
      days.set(0, first - margin);
      days.set(days.size() - 1, last + margin);
    }
    return days;
  }

  private FittedVector vector(String name, int slot, Measured measured, boolean centers) {
    int width = ((VectorStatistics) first.get(slot)).range().width();
    return rules.scale() == TableRules.Scale.NONE
        ? new FittedVector(name, width, new double[0], new double[0])
        : measured.vector(name, slot, width, centers);
  }
}

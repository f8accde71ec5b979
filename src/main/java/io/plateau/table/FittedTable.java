package io.plateau.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Function from the named values of a row to the numbers that a model takes, one float a column and
 * several for a vector. Learned from training rows by a {@link io.plateau.table.fit.TableFit}.
 *
 * @param columns in the order of their numbers in a row
 * @param notes on all columns of the table, those that are ignored too
 * @param rules by which the columns were treated
 */
public record FittedTable(List<FittedColumn> columns, List<ColumnNote> notes, TableRules rules)
    implements Serializable {
  /** The table of no columns. */
  public static final FittedTable EMPTY = new FittedTable(List.of(), List.of(), TableRules.DEFAULT);

  public FittedTable {
    notes = List.copyOf(notes);
    columns = typed(columns, notes);
    Set<String> names = new HashSet<>();
    for (FittedColumn column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("column \"" + column.name() + "\" occurs twice");
      }
    }
  }

  /** The columns, of which categories know the type that their values had. */
  private static List<FittedColumn> typed(List<FittedColumn> columns, List<ColumnNote> notes) {
    Map<String, ValueType> types = new HashMap<>();
    for (ColumnNote note : notes) {
      types.put(note.column().name(), note.column().type());
    }
    List<FittedColumn> all = new ArrayList<>();
    for (FittedColumn column : columns) {
      ValueType type = types.get(column.name());
      all.add(
          type != null && column instanceof FittedCategory category ? category.of(type) : column);
    }
    return List.copyOf(all);
  }

  /** The columns that are learned from, as they are read. */
  public List<RawColumn> raw() {
    return notes.stream()
        .filter(note -> note.choice().kind() != ColumnKind.IGNORE)
        .map(ColumnNote::column)
        .toList();
  }

  /** Whether there is anything to learn from but vectors. */
  public boolean hasColumnsBesideVectors() {
    return columns.stream().anyMatch(column -> column.kind() != ColumnKind.VECTOR);
  }

  /** Length of a row. */
  public int width() {
    return starts()[columns.size()];
  }

  /** By column, the index of its first number in a row; at the end the length of a row. */
  public int[] starts() {
    int[] starts = new int[columns.size() + 1];
    for (int i = 0; i < columns.size(); i++) {
      starts[i + 1] = starts[i] + columns.get(i).width();
    }
    return starts;
  }

  /**
   * The numbers of a row.
   *
   * @param values by column: numbers, booleans, strings, dates and times of {@code java.time},
   *     arrays or lists of numbers; null or absent where missing
   * @throws IllegalArgumentException for a value that is not of its column's type, and where the
   *     {@linkplain #fault rules} do not let the row pass
   */
  public float[] row(Map<String, ?> values) {
    float[] row = new float[width()];
    encode(values, row);
    return row;
  }

  /**
   * <em>Overwrites</em> the numbers of a row, as long as {@link #width}.
   *
   * @throws IllegalArgumentException as {@link #row}
   */
  public void encode(Map<String, ?> values, float[] row) {
    int at = 0;
    for (FittedColumn column : columns) {
      encode(column, values.get(column.name()), row, at);
      at += column.width();
    }
  }

  /**
   * <em>Overwrites</em> the numbers of one of the columns, from index {@code at} on.
   *
   * @throws IllegalArgumentException as {@link #row}
   */
  public void encode(FittedColumn column, Object value, float[] row, int at) {
    Optional<String> fault = fault(column, value);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get());
    }
    column.encode(value, row, at);
  }

  /** Why the rules do not let a value of a column pass; empty where they do. */
  public Optional<String> fault(FittedColumn column, Object value) {
    boolean vector = column.kind() == ColumnKind.VECTOR; // has nothing to be filled with
    if ((vector || !rules.missing().fills()) && column.missing(value)) {
      return Optional.of(
          "column \"%s\" is missing in a row; leave such rows out, or train with missing %s"
              .formatted(column.name(), vector ? "skip" : "median, mean or skip"));
    }
    boolean known = rules.unseen() == TableRules.Unseen.OTHER || !column.unseen(value);
    return known
        ? Optional.empty()
        : Optional.of(
            "column \"%s\": no training row has \"%s\"; leave such rows out, or train with unseen other or skip"
                .formatted(column.name(), value));
  }

  /** Whether a row with a {@link #fault} is left out, not refused. */
  public boolean skips(FittedColumn column, Object value) {
    return column.missing(value)
        ? rules.missing() == TableRules.Missing.SKIP
        : rules.unseen() == TableRules.Unseen.SKIP;
  }
}

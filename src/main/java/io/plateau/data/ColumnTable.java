package io.plateau.data;

import io.plateau.math.Counted;
import io.plateau.nn.Column;
import io.plateau.nn.column.Codes;
import io.plateau.nn.column.Embedding;
import io.plateau.spec.ColumnSpec;
import io.plateau.table.ColumnNote;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.FittedTable;
import io.plateau.table.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Table of a data set's columns for people: column, kind, why, missing, distinct, treatment. */
final class ColumnTable {
  private static final List<String> HEAD =
      List.of("column", "kind", "why", "missing", "distinct", "treatment");
  private static final int MOST = 60;
  private static final int WIDEST = 40;

  private ColumnTable() {}

  /**
   * The lines of the table; of many columns the first, and all that are ignored.
   *
   * @param spec decides between one-hot vectors and embeddings
   */
  static List<String> lines(FittedTable table, ColumnSpec spec) {
    List<ColumnNote> notes = table.notes();
    Map<String, String> inputs = inputs(table, spec);
    List<List<String>> cells = new ArrayList<>(List.of(HEAD));
    int shown = 0;
    for (ColumnNote note : notes) {
      if (shown < MOST || note.treatment().isEmpty() && shown < 2 * MOST) {
        cells.add(cells(note, inputs.getOrDefault(note.column().name(), "")));
        shown++;
      }
    }
    int[] widths = new int[HEAD.size()];
    for (List<String> row : cells) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    Stream<String> lines = cells.stream().map(row -> line(row, widths));
    return shown == notes.size()
        ? lines.toList()
        : Stream.concat(lines, Stream.of(more(notes.size() - shown))).toList();
  }

  private static String more(int columns) {
    return "  and " + Counted.of(columns, "column") + " more";
  }

  /** What the network makes of the codes of each category. */
  private static Map<String, String> inputs(FittedTable table, ColumnSpec spec) {
    Map<String, String> inputs = new HashMap<>();
    for (FittedColumn column : table.columns()) {
      if (column instanceof FittedCategory category) {
        Column input = spec.category(new Codes(category.size(), true));
        inputs.put(
            column.name(),
            input instanceof Embedding ? ", embedding of " + input.outputs() : ", one-hot");
      }
    }
    return inputs;
  }

  private static List<String> cells(ColumnNote note, String input) {
    return List.of(
        shortened(note.column().name()),
        note.choice().kind().word(),
        note.choice().why(),
        Long.toString(note.missing()),
        note.column().type() == ValueType.VECTOR ? "–" : note.distinct(),
        note.treatment() + input);
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      boolean number = c == 3 || c == 4;
      String padding = " ".repeat(widths[c] - row.get(c).length());
      line.append("  ").append(number ? padding + row.get(c) : row.get(c) + padding);
    }
    return line.toString().stripTrailing();
  }

  private static String shortened(String name) {
    String one = name.replaceAll("\\R", " ");
    return one.length() > WIDEST ? one.substring(0, WIDEST - 1) + "…" : one;
  }
}

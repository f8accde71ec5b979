package io.plateau.data;

import io.plateau.table.ColumnNote;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Table of a data set's columns for people: column, kind, why, missing, distinct, treatment. */
final class ColumnTable {
  private static final List<String> HEAD =
      List.of("column", "kind", "why", "missing", "distinct", "treatment");
  private static final int MOST = 60;
  private static final int WIDEST = 40;

  private ColumnTable() {}

  /** The lines of the table; of many columns the first, and all that are ignored. */
  static List<String> lines(List<ColumnNote> notes) {
    List<List<String>> cells = new ArrayList<>(List.of(HEAD));
    int shown = 0;
    for (ColumnNote note : notes) {
      if (shown < MOST || note.treatment().isEmpty() && shown < 2 * MOST) {
        cells.add(cells(note));
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
        : Stream.concat(lines, Stream.of("  and %d columns more".formatted(notes.size() - shown)))
            .toList();
  }

  private static List<String> cells(ColumnNote note) {
    return List.of(
        shortened(note.column().name()),
        note.choice().kind().word(),
        note.choice().why(),
        Long.toString(note.missing()),
        note.distinct(),
        note.treatment());
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

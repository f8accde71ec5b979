package io.plateau.data.check;

import io.plateau.data.source.Faults;
import io.plateau.data.source.Subfolders;
import io.plateau.data.source.Table;
import io.plateau.scan.Slot;
import io.plateau.table.Form;
import io.plateau.train.DataException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Verdict on a table by what its checks found in all of its blocks.
 *
 * @param found of each block
 * @param rows of all blocks
 */
public record Verdict(TableChecks checks, List<Findings> found, FileOrder order, long rows) {
  /** The verdict on all blocks of a table. */
  public static Verdict of(TableChecks checks, List<Findings> found) {
    long rows = found.stream().mapToLong(Findings::rows).sum();
    return new Verdict(checks, found, FileOrder.of(found), rows);
  }

  /**
   * Reports the first check that fails.
   *
   * @return widths of vectors by slot
   * @throws DataException for zero rows, and where a check fails
   */
  public int[] require() {
    Table table = checks.table();
    for (int c = 0; c < checks.all().size(); c++) {
      Check check = checks.all().get(c);
      int at = c;
      long bad = found.stream().mapToLong(block -> block.bad()[at][0]).sum();
      if (c == 0 && bad > 0) {
        throw Faults.malformed(table, first(block -> block.bad()[at]));
      }
      if (!check.tolerated().allows(bad, rows)) {
        boolean none = check.test() == Check.Test.NO_LABEL && bad == rows && rows > 1;
        throw new DataException(
            none
                ? check.saysOfAll(rows)
                : check.says(said(bad, block -> block.bad()[at]) + example(at)));
      }
    }
    if (rows == 0) {
      throw new DataException(
          Subfolders.told(
                  table.rows().sparkSession(), table.format(), table.options(), table.origin())
              .orElse("there are no rows in " + table.origin()));
    }
    List<Slot> slots = checks.plan().slots();
    int[] widths = new int[slots.size()];
    for (int slot = 0; slot < checks.plan().features(); slot++) {
      if (slots.get(slot).form() == Form.VECTOR) {
        widths[slot] = requireWidth(slot);
      }
    }
    return widths;
  }

  private int requireWidth(int slot) {
    int width = checks.expected()[slot] > 0 ? checks.expected()[slot] : firstSize(slot);
    Function<Findings, long[]> others = block -> block.otherSizes(slot, width);
    long bad = found.stream().mapToLong(block -> others.apply(block)[0]).sum();
    if (bad == 0) {
      return width;
    }
    String column = checks.plan().slots().get(slot).column();
    String place = checks.table().place();
    if (checks.table().format().equals("libsvm")) { // whose files do not say how many they have
      int largest = sizes(slot).mapToInt(Map.Entry::getKey).max().orElse(0);
      throw new DataException(
          "vector \"%s\" of %s has %d values by its largest index, but %d in training; set data.options.numFeatures: %d in the job, for all of its files"
              .formatted(column, place, largest, width, Math.max(largest, width)));
    }
    throw new DataException(
        "vector \"%s\" of %s must have %d values as in the first row of training, but has another number in %s; %s"
            .formatted(column, place, width, said(bad, others), TableChecks.ignoring(column)));
  }

  /** The size of the first vector of the first block that has one. */
  private int firstSize(int slot) {
    return sizes(slot).findFirst().map(Map.Entry::getKey).orElse(0);
  }

  /** The sizes of vectors, block by block in the order in which they come. */
  private Stream<Map.Entry<Integer, long[]>> sizes(int slot) {
    return found.stream()
        .flatMap(
            block ->
                block.sizes().get(slot).entrySet().stream()
                    .sorted((a, b) -> Long.compare(a.getValue()[1], b.getValue()[1])));
  }

  private String said(long bad, Function<Findings, long[]> counts) {
    String first = first(counts);
    return "%d of %d rows%s".formatted(bad, rows, first.isEmpty() ? "" : ", first " + first);
  }

  /** What the first bad row has where a message names it, else nothing. */
  private String example(int check) {
    Comparator<Findings> first =
        checks.table().ordered()
            ? Comparator.comparing(block -> order.place(block.segments(), block.bad()[check][1]))
            : (a, b) -> 0;
    return found.stream()
        .filter(block -> block.examples()[check] != null)
        .min(first)
        .map(block -> naming(checks.table(), block.examples()[check]))
        .orElse("");
  }

  /** Names the text of the first bad row, after its place where the rows have some. */
  public static String naming(Table table, String text) {
    return "%s \"%s\"".formatted(table.ordered() ? " with" : ", such as", text);
  }

  /** {@code row 17}, the first bad one; empty where that cannot be told. */
  private String first(Function<Findings, long[]> counts) {
    return !checks.table().ordered()
        ? ""
        : found.stream()
            .filter(block -> counts.apply(block)[1] >= 0)
            .map(block -> order.place(block.segments(), counts.apply(block)[1]))
            .min(FileOrder.Place::compareTo)
            .map(FileOrder.Place::toString)
            .orElse("");
  }
}

package io.plateau.ml.fit;

import io.plateau.table.FittedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Features of a column that have one value in all rows.
 *
 * @param places of them among the features
 * @param width number of all features of the column
 */
record ConstantFeatures(String column, List<Integer> places, int width) {
  private static final int SHOWN = 10;

  /**
   * Those of a column of vectors; of encoded rows of a table those of each of its columns.
   *
   * @param constants places in the vectors, ascending
   */
  static List<ConstantFeatures> of(
      int[] constants, String vectors, int width, Optional<FittedTable> table) {
    List<ConstantFeatures> all = new ArrayList<>();
    if (table.isEmpty()) {
      add(all, vectors, constants, 0, width);
    } else {
      int[] starts = table.get().starts();
      for (int i = 0; i + 1 < starts.length; i++) {
        add(all, table.get().columns().get(i).name(), constants, starts[i], starts[i + 1]);
      }
    }
    return all;
  }

  private static void add(
      List<ConstantFeatures> all, String column, int[] constants, int start, int end) {
    List<Integer> places =
        IntStream.of(constants)
            .filter(place -> start <= place && place < end)
            .map(place -> place - start)
            .boxed()
            .toList();
    if (!places.isEmpty()) {
      all.add(new ConstantFeatures(column, places, end - start));
    }
  }

  /** Whether the column has no other features. */
  boolean all() {
    return places.size() == width;
  }

  /** The warnings of columns, of some where there are many. */
  static List<String> warnings(List<ConstantFeatures> columns) {
    List<String> warnings =
        new ArrayList<>(columns.stream().limit(SHOWN).map(ConstantFeatures::says).toList());
    if (columns.size() > SHOWN) {
      int more = columns.size() - SHOWN;
      warnings.add(
          more == 1
              ? "1 column more has features of one value in all rows"
              : "%d columns more have features of one value in all rows".formatted(more));
    }
    return warnings;
  }

  private String says() {
    return width == 1
        ? "column \"%s\" has one value in all rows and teaches nothing".formatted(column)
        : "column \"%s\": %d of %d features have one value in all rows and teach nothing: %s"
            .formatted(
                column,
                places.size(),
                width,
                places.subList(0, Math.min(SHOWN, places.size()))
                    + (places.size() > SHOWN ? " and more" : ""));
  }
}

package io.plateau.spec;

import io.plateau.nn.loss.LabelType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Facts of the data that defaults follow from.
 *
 * @param table whether rows are columns of a table, not vectors or images
 * @param labels their type; empty until the data are read
 * @param binary whether the label is one of two classes, as far as is known
 * @param rows to train on; 0 until they are counted
 */
public record DataFacts(boolean table, Optional<LabelType> labels, boolean binary, long rows) {
  /** Vectors of which nothing is known yet. */
  public static final DataFacts VECTORS = new DataFacts(false, Optional.empty(), false, 0);

  /** A table of which nothing is known yet. */
  public static final DataFacts TABLE = new DataFacts(true, Optional.empty(), false, 0);

  /** Numbers of rows from which on defaults are others. */
  static final List<Long> LARGE = List.of(30_000L, 100_000L);

  /** Facts among which are, for any data, some with the same defaults. */
  static Stream<DataFacts> all() {
    List<Long> rows = Stream.concat(Stream.of(0L), LARGE.stream()).toList();
    return Stream.of(true, false)
        .flatMap(
            table ->
                Arrays.stream(LabelType.values())
                    .flatMap(
                        labels ->
                            rows.stream()
                                .flatMap(
                                    n ->
                                        Stream.of(true, false)
                                            .map(
                                                binary ->
                                                    new DataFacts(
                                                        table, Optional.of(labels), binary, n)))));
  }

  /** Whether the label tells at most one bit of each of not so many rows. */
  boolean tellsLittle() {
    return binary && rows < LARGE.get(0);
  }

  /** Whether the label is a class, or several of which each holds or not. */
  boolean classes() {
    return labels.isEmpty() || labels.get() == LabelType.CLASS || labels.get() == LabelType.LABELS;
  }
}

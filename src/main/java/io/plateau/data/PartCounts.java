package io.plateau.data;

import io.plateau.engine.shard.JobDescription;
import io.plateau.evaluation.Bins;
import io.plateau.scan.ColumnBlock;
import io.plateau.scan.RowParts;
import io.plateau.scan.TextColumn;
import io.plateau.train.DataException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Counts over the parts of a table, once its encoder is known: training rows of positive weight,
 * their non-zeros and labels, and the classes and categories that the training rows do not have.
 */
final class PartCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 30;

  /** Training rows of positive weight, and their numbers that are not zero. */
  long weighted;

  long nonZeros;

  /** By label that is a number, training rows by its bin. */
  final long[][] labels;

  /** By part. */
  private final long[] rows = new long[4];

  /** By part and slot, rows with a string that training rows do not have, and the first. */
  private final long[][] unseen;

  private final FileOrder.Place[][] first;

  private PartCounts(ScanPlan plan, List<Bins> bins) {
    int slots = plan.slots().size();
    unseen = new long[4][slots];
    first = new FileOrder.Place[4][slots];
    labels = new long[bins.size()][];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = new long[bins.get(i).count()];
    }
  }

  /**
   * Counts in one pass over the blocks.
   *
   * @param bins of the labels that are numbers; none where they are not counted
   */
  static PartCounts of(TableScan scan, Parts parts, Encoder encoder, List<Bins> bins) {
    return JobDescription.during(
        JavaSparkContext.fromSparkContext(scan.blocks().context()),
        "counting rows",
        () -> {
          PartCounts all = new PartCounts(encoder.plan(), bins);
          List<PartCounts> each =
              PartRows.sums(
                  scan,
                  parts,
                  () -> new PartCounts(encoder.plan(), bins),
                  (block, of, sum) -> sum.add(block, of, encoder, parts.order(), bins));
          each.forEach(all::add);
          return all;
        });
  }

  private void add(
      ColumnBlock block, byte[] parts, Encoder encoder, FileOrder order, List<Bins> bins) {
    ScanPlan plan = encoder.plan();
    int[][] codes = encoder.codes(block);
    for (int row = 0; row < block.rows; row++) {
      rows[parts[row]]++;
      if (parts[row] == RowParts.TRAINING) {
        if (plan.weight(block, row) > 0) {
          weighted++;
          nonZeros += encoder.nonZeros(block, row);
        }
        for (int l = 0; l < bins.size(); l++) {
          labels[l][bins.get(l).of(block.numbers(plan.label(l)).at(row))]++;
        }
      }
    }
    if (encoder.unseen() == Encoder.Unseen.ERROR) {
      for (int f = 0; f < codes.length; f++) {
        if (codes[f] != null) {
          addUnseen(block, parts, f, codes[f], order);
        }
      }
    }
    if (encoder.classes() != null && plan.labels() > 0) {
      int slot = plan.label(0);
      int[] known = Encoder.places(block.texts(slot).dictionary(), encoder.classes());
      addUnseen(block, parts, slot, known, order);
    }
  }

  private void addUnseen(ColumnBlock block, byte[] parts, int slot, int[] known, FileOrder order) {
    TextColumn column = block.texts(slot);
    for (int row = 0; row < block.rows; row++) {
      int code = column.code(row);
      if (code >= 0 && known[code] < 0) {
        unseen[parts[row]][slot]++;
        if (first[parts[row]][slot] == null) {
          first[parts[row]][slot] = order.place(block.segments, row);
        }
      }
    }
  }

  private void add(PartCounts other) {
    weighted += other.weighted;
    nonZeros += other.nonZeros;
    for (int l = 0; l < labels.length; l++) {
      for (int b = 0; b < labels[l].length; b++) {
        labels[l][b] += other.labels[l][b];
      }
    }
    for (int part = 0; part < rows.length; part++) {
      rows[part] += other.rows[part];
      for (int slot = 0; slot < unseen[part].length; slot++) {
        unseen[part][slot] += other.unseen[part][slot];
        FileOrder.Place place = other.first[part][slot];
        boolean before =
            place != null && (first[part][slot] == null || place.compareTo(first[part][slot]) < 0);
        first[part][slot] = before ? place : first[part][slot];
      }
    }
  }

  /**
   * Reports a class or category of a part that the training rows do not have.
   *
   * @throws DataException for the first column with one
   */
  void requireKnown(PartRows part, Encoder encoder) {
    ScanPlan plan = encoder.plan();
    if (encoder.classes() != null && plan.labels() > 0) {
      requireKnown(part, plan.label(0), encoder.classes(), "label", plan);
    }
    for (int f = 0; f < plan.features(); f++) {
      if (encoder.categories().get(f) != null) {
        requireKnown(part, f, encoder.categories().get(f), "category", plan);
      }
    }
  }

  private void requireKnown(
      PartRows part, int slot, Map<String, Integer> known, String what, ScanPlan plan) {
    long bad = unseen[part.part()][slot];
    if (bad > 0) {
      Stream<String> names =
          known.entrySet().stream().sorted(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
      FileOrder.Place place = first[part.part()][slot];
      throw new DataException(
          "%s \"%s\" of %s must be one of the %d that the training rows have (%s%s), but is not in %d of %d rows%s"
              .formatted(
                  what,
                  plan.slots().get(slot).column(),
                  part.described(),
                  known.size(),
                  String.join(", ", names.limit(SHOWN).toList()),
                  known.size() > SHOWN ? ", …" : "",
                  bad,
                  rows[part.part()],
                  part.scan().table().ordered() ? ", first " + place : ""));
    }
  }
}

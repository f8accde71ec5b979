package io.plateau.data;

import io.plateau.data.check.FileOrder;
import io.plateau.data.check.Verdict;
import io.plateau.data.column.Classes;
import io.plateau.data.column.ScanPlan;
import io.plateau.data.source.Table;
import io.plateau.evaluation.Bins;
import io.plateau.scan.ColumnBlock;
import io.plateau.scan.EncodedColumns;
import io.plateau.scan.NumberColumn;
import io.plateau.scan.RowParts;
import io.plateau.scan.TableSurvey;
import io.plateau.scan.TextColumn;
import io.plateau.spec.ClassRows;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedColumn;
import io.plateau.table.TableRules;
import io.plateau.train.DataException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

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

  /** By part, rows that are left out for a category that training rows do not have. */
  private final long[] leftOut = new long[4];

  /** By part and class that training rows have, rows of positive weight. */
  private final long[][] classes;

  /** By part and slot, rows with a string that training rows do not have, and the first. */
  private final long[][] unseen;

  private final Unseen[][] first;

  /**
   * A string that training rows do not have.
   *
   * @param value the string, or its number where the column is read as numbers
   */
  private record Unseen(FileOrder.Place place, Serializable value) implements Serializable {
    static Unseen of(ColumnBlock block, int slot, int row, FileOrder.Place place) {
      if (block.columns[slot] instanceof NumberColumn numbers) {
        return new Unseen(place, numbers.at(row));
      }
      TextColumn texts = block.texts(slot);
      return new Unseen(place, texts.dictionary()[texts.code(row)]);
    }

    boolean isBefore(Unseen other) {
      return other == null || place.compareTo(other.place) < 0;
    }

    String text(DoubleFunction<String> names) {
      return value instanceof Double number ? names.apply(number) : value.toString();
    }
  }

  private PartCounts(Encoder encoder, List<Bins> bins) {
    int slots = encoder.plan().slots().size();
    classes = new long[4][encoder.labeling().known().map(Classes::names).map(List::size).orElse(0)];
    unseen = new long[4][slots];
    first = new Unseen[4][slots];
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
  static PartCounts of(TableScan scan, RowParts parts, Encoder encoder, List<Bins> bins) {
    FileOrder order = scan.order();
    return TableSurvey.sum(
        scan.blocks(),
        parts,
        new TableSurvey.Pass<>(
            "counting rows",
            new PartCounts(encoder, bins),
            (sum, block, of) -> sum.add(block, of, encoder, order, bins),
            PartCounts::add));
  }

  private void add(
      ColumnBlock block, byte[] parts, Encoder encoder, FileOrder order, List<Bins> bins) {
    ScanPlan plan = encoder.plan();
    EncodedColumns features = encoder.features(block);
    boolean[] left = leftOut(encoder.table().rules(), features, parts);
    int[] counted = new int[block.rows];
    int count = 0;
    for (int row = 0; row < block.rows; row++) {
      if (left[row]) {
        leftOut[parts[row]]++;
        continue;
      }
      rows[parts[row]]++;
      if (parts[row] == RowParts.TRAINING) {
        if (plan.weight(block, row) > 0) {
          weighted++;
          counted[count++] = row;
        }
        for (int l = 0; l < bins.size(); l++) {
          labels[l][bins.get(l).of(block.numbers(plan.label(l)).at(row))]++;
        }
      }
    }
    nonZeros += features.nonZeros(Arrays.copyOf(counted, count));
    if (encoder.table().rules().unseen() == TableRules.Unseen.ERROR) {
      int[] slots = encoder.slots();
      addUnseen(
          block,
          parts,
          order,
          row -> {
            int column = features.unseen(row);
            return column < 0 ? -1 : slots[column];
          });
    }
    if (plan.labels() > 0) {
      int slot = plan.label(0);
      encoder
          .labeling()
          .known()
          .map(classes -> classes.in(block, slot))
          .ifPresent(
              of -> {
                int[] indexes = IntStream.range(0, block.rows).map(of).toArray();
                addUnseen(block, parts, order, row -> indexes[row] < 0 && !left[row] ? slot : -1);
                for (int row = 0; row < block.rows; row++) {
                  if (indexes[row] >= 0 && !left[row] && plan.weight(block, row) > 0) {
                    classes[parts[row]][indexes[row]]++;
                  }
                }
              });
    }
  }

  /** By row, whether it is left out as {@link Encoder} leaves it out; no training row is. */
  private static boolean[] leftOut(TableRules rules, EncodedColumns features, byte[] parts) {
    boolean[] left = new boolean[parts.length];
    if (rules.unseen() == TableRules.Unseen.SKIP) {
      for (int row = 0; row < left.length; row++) {
        left[row] = parts[row] != RowParts.SKIPPED && features.unseen(row) >= 0;
      }
    }
    return left;
  }

  /** How many rows of a part are left out for a category that training rows do not have. */
  long leftOut(PartRows part) {
    return leftOut[part.part()];
  }

  /** Takes the classes of the validation rows, which may be of another table, from its counts. */
  void validate(PartRows validation, PartCounts own) {
    classes[RowParts.VALIDATION] = own.classes[validation.part()];
  }

  /** Numbers of rows by class. */
  ClassRows classRows(List<String> names) {
    return new ClassRows(names, classes[RowParts.TRAINING], classes[RowParts.VALIDATION]);
  }

  /**
   * @param unseen the slot of a string that training rows do not have, by row, or −1
   */
  private void addUnseen(
      ColumnBlock block, byte[] parts, FileOrder order, IntUnaryOperator unseen) {
    for (int row = 0; row < block.rows; row++) {
      int slot = parts[row] == RowParts.SKIPPED ? -1 : unseen.applyAsInt(row);
      if (slot >= 0) {
        this.unseen[parts[row]][slot]++;
        if (first[parts[row]][slot] == null) {
          first[parts[row]][slot] = Unseen.of(block, slot, row, order.place(block.segments, row));
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
      leftOut[part] += other.leftOut[part];
      for (int c = 0; c < classes[part].length; c++) {
        classes[part][c] += other.classes[part][c];
      }
      for (int slot = 0; slot < unseen[part].length; slot++) {
        unseen[part][slot] += other.unseen[part][slot];
        Unseen its = other.first[part][slot];
        boolean before = its != null && its.isBefore(first[part][slot]);
        first[part][slot] = before ? its : first[part][slot];
      }
    }
  }

  /**
   * Reports a class or category of a part that the training rows do not have.
   *
   * @param names of labels that are numbers
   * @param advice about classes, a clause or empty
   * @throws DataException for the first column with one
   */
  void requireKnown(PartRows part, Encoder encoder, DoubleFunction<String> names, String advice) {
    ScanPlan plan = encoder.plan();
    String of = part.described();
    if (plan.labels() > 0) {
      int slot = plan.label(0);
      String column = plan.slots().get(slot).column();
      encoder
          .labeling()
          .known()
          .ifPresent(
              classes ->
                  requireKnown(
                      part,
                      slot,
                      names,
                      found -> unknown("label", column, of, classes.names(), found + advice)));
    }
    List<FittedColumn> columns = encoder.table().columns();
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c) instanceof FittedCategory category) {
        int slot = encoder.slots()[c];
        String column = plan.slots().get(slot).column();
        requireKnown(
            part,
            slot,
            Double::toString,
            found -> unknown("category", column, of, category.values(), found));
      }
    }
  }

  private void requireKnown(
      PartRows part, int slot, DoubleFunction<String> names, UnaryOperator<String> message) {
    long bad = unseen[part.part()][slot];
    if (bad > 0) {
      Unseen example = first[part.part()][slot];
      Table table = part.scan().table();
      throw new DataException(
          message.apply(
              "%d of %d rows%s%s"
                  .formatted(
                      bad,
                      rows[part.part()],
                      table.ordered() ? ", first " + example.place() : "",
                      Verdict.naming(table, example.text(names)))));
    }
  }

  /** The message of classes or categories that the training rows do not have. */
  static String unknown(String what, String column, String of, List<String> known, String found) {
    return "%s \"%s\" of %s must be one of the %d that the training rows have (%s%s), but is not in %s"
        .formatted(
            what,
            column,
            of,
            known.size(),
            String.join(", ", known.stream().limit(SHOWN).toList()),
            known.size() > SHOWN ? ", …" : "",
            found);
  }
}

package io.plateau.ml.table;

import static org.apache.spark.sql.functions.lit;

import io.plateau.frame.ColumnName;
import io.plateau.math.Counted;
import io.plateau.ml.fit.RowCheck;
import io.plateau.scan.BlockScan;
import io.plateau.scan.ColumnBlock;
import io.plateau.scan.DatasetRows;
import io.plateau.scan.KeptClasses;
import io.plateau.scan.RowParts;
import io.plateau.scan.ScannedDate;
import io.plateau.scan.Slot;
import io.plateau.scan.TableSlots;
import io.plateau.scan.TableSurvey;
import io.plateau.scan.VectorShape;
import io.plateau.table.ColumnKind;
import io.plateau.table.ColumnNote;
import io.plateau.table.FittedDate;
import io.plateau.table.FittedTable;
import io.plateau.table.Form;
import io.plateau.table.RawColumn;
import io.plateau.table.TableRules;
import io.plateau.table.fit.ColumnStatistics;
import io.plateau.table.fit.DateStatistics;
import io.plateau.table.fit.NumberStatistics;
import io.plateau.table.fit.TableFit;
import io.plateau.table.fit.TextStatistics;
import io.plateau.train.DataException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scan of a dataset in which a table is fitted to its columns: the rows are read once, into cached
 * blocks. Nothing is learned from rows that are skipped.
 *
 * @param columns that may become features
 * @param label of classes, which are collected, or of numbers; empty for none
 * @param validation rows of which nothing is learned
 * @param skippable whether handleInvalid would leave out rows with numbers that are not finite
 */
public record TablePass(
    List<RawColumn> columns,
    Optional<RawColumn> label,
    HeldOutRows validation,
    TableRules rules,
    boolean skippable) {
  private static final Logger LOG = LoggerFactory.getLogger(TablePass.class);

  /** Of so many columns a warning tells that they are ignored. */
  private static final int SHOWN = 10;

  /** More labels than this are no classes. */
  private static final int CLASSES = 1 << 16;

  /**
   * What a scan found.
   *
   * @param validated whether there are validation rows
   * @param kept labels whose rows are training rows, though some are drawn for validation
   * @param labels all labels as strings, in the order of strings; empty without a label
   * @param rows condition of the rows that are not skipped for columns which the table ignores
   */
  public record Found(
      FittedTable table, boolean validated, Set<?> kept, Set<String> labels, Column rows) {}

  /**
   * Reads the rows.
   *
   * @param warnings takes what deserves a look
   */
  public Found run(Consumer<String> warnings) {
    Dataset<?> dataset = validation.dataset();
    List<RawColumn> read =
        new ArrayList<>(columns.stream().filter(raw -> raw.form().isPresent()).toList());
    int features = read.size();
    label.ifPresent(read::add);
    List<Slot> slots = read.stream().map(TableSlots::slot).toList();
    DatasetRows.Plan plan =
        new DatasetRows.Plan(
            columns,
            rules,
            slots,
            classes(),
            validation.drawn() ? OptionalLong.of(validation.least()) : OptionalLong.empty());
    int required = plan.skips() ? features : 0;
    JavaRDD<ColumnBlock> blocks =
        BlockScan.cached(
            dataset.select(selected(dataset, slots)), slots, required, "columns of a table");
    try {
      VectorShape.require(
          blocks, slots, fault -> invalid(skippable ? fault : fault + "; leave such rows out"));
      DatasetRows rows = DatasetRows.of(blocks, plan);
      long heldOut = rows.rows(RowParts.VALIDATION);
      if (validation.drawn()) {
        long all = heldOut + rows.rows(RowParts.TRAINING);
        validation.warning(heldOut, all).ifPresent(warnings);
      }
      return new Found(
          table(rows, warnings),
          !validation.drawn() || heldOut > 0,
          rows.survey().parts() instanceof KeptClasses kept ? kept.classes() : Set.of(),
          classes() ? labels(rows.labels()) : Set.of(),
          rows.kept(dataset));
    } finally {
      blocks.unpersist(false);
    }
  }

  private boolean classes() {
    return label.filter(column -> column.form().equals(Optional.of(Form.TEXT))).isPresent();
  }

  private Column[] selected(Dataset<?> dataset, List<Slot> slots) {
    List<Column> selected = new ArrayList<>();
    int features = slots.size() - (label.isPresent() ? 1 : 0);
    slots.subList(0, features).forEach(slot -> selected.add(TableSlots.read(slot, dataset)));
    label.ifPresent(column -> selected.add(ClassLabels.value(column, dataset)));
    selected.add(lit(false));
    selected.add(
        validation.column().isEmpty() ? lit(false) : ColumnName.column(validation.column()));
    selected.add(lit(false));
    selected.add(lit(""));
    selected.add(lit(0L));
    return selected.toArray(Column[]::new);
  }

  private FittedTable table(DatasetRows rows, Consumer<String> warnings) {
    List<Slot> slots = rows.plan().slots();
    TableFit fit = rows.fit();
    int features = fit.first().size();
    requireRows(rows, features);
    for (int s = 0; s < features; s++) {
      if (fit.first().get(s) instanceof NumberStatistics numbers) {
        requireFinite(slots.get(s).column(), numbers);
      } else if (fit.first().get(s) instanceof DateStatistics dates) {
        requireNear(slots.get(s).column(), dates.numbers());
      }
    }
    List<Optional<ColumnStatistics>> learned = new ArrayList<>(fit.learned());
    label.ifPresent(none -> learned.add(Optional.empty()));
    rows.identifiers()
        .found()
        .forEach(
            (name, choice) ->
                LOG.info("column \"{}\" is {}; columnKinds may say number", name, choice.why()));
    FittedTable table = fit.table(rows.survey().measured(learned), true);
    requireFeatures(table);
    tell(table, warnings);
    return table;
  }

  private void requireRows(DatasetRows rows, int features) {
    if (rows.rows(RowParts.TRAINING) > 0) {
      return;
    }
    long skipped = rows.rows(RowParts.SKIPPED);
    long held = rows.rows(RowParts.VALIDATION);
    if (skipped == 0 && held > 0) {
      throw new DataException(
          RowCheck.complaint(
              validation.column(), "false in at least one row", "true in all " + held));
    }
    if (skipped == 0) {
      boolean left = label.isPresent() && !skippable;
      throw new DataException(
          left
              ? "no row has a label and finite features; set handleInvalid to error to see what is wrong with one of them"
              : "there are no rows to learn the columns of a table from");
    }
    List<Slot> slots = rows.plan().slots();
    List<ColumnStatistics> all =
        TableSurvey.of(rows.survey().blocks(), slots, block -> new byte[block.rows])
            .first()
            .statistics();
    int most =
        IntStream.range(0, features)
            .boxed()
            .max(Comparator.comparingLong(s -> all.get(s).missing()))
            .orElseThrow();
    throw new DataException(
        "no rows are left to learn the columns of a table from: %d are skipped, and column \"%s\" is missing in %d rows; ignore such columns, or set missing to median or mean"
            .formatted(skipped, slots.get(most).column(), all.get(most).missing()));
  }

  private void requireFinite(String column, NumberStatistics numbers) {
    if (numbers.present() > 0
        && (Double.isInfinite(numbers.least()) || Double.isInfinite(numbers.most()))) {
      throw invalid(
          "column \"%s\": expected finite numbers, got %s; null is a missing number"
              .formatted(
                  column, Double.isInfinite(numbers.least()) ? numbers.least() : numbers.most()));
    }
  }

  private void requireNear(String column, NumberStatistics dates) {
    boolean far = FittedDate.isFar(dates.least()) || FittedDate.isFar(dates.most());
    if (dates.present() > 0 && far) {
      throw invalid(ScannedDate.fault(column) + "; null is a missing date");
    }
  }

  private DataException invalid(String fault) {
    return new DataException(skippable ? RowCheck.skippable(fault) : fault);
  }

  private static void requireFeatures(FittedTable table) {
    table.notes().stream()
        .filter(note -> note.choice().kind() != ColumnKind.IGNORE && note.missing() > 0)
        .forEach(note -> requirePresent(note, table.rules().missing()));
    if (table.notes().isEmpty()) {
      throw new DataException(
          "there is no column that may be a feature; give columns to learn from");
    }
    if (table.columns().isEmpty()) {
      throw new DataException(
          table.notes().stream()
              .map(note -> "\"%s\" (%s)".formatted(note.column().name(), note.choice().why()))
              .collect(Collectors.joining(", ", "no column is left to learn from: ", "")));
    }
  }

  private static void tell(FittedTable table, Consumer<String> warnings) {
    List<ColumnNote> ignored =
        table.notes().stream()
            .filter(note -> note.choice().kind() == ColumnKind.IGNORE)
            .filter(note -> note.column().said().isEmpty())
            .toList();
    for (ColumnNote note : ignored.subList(0, Math.min(SHOWN, ignored.size()))) {
      String why = note.choice().why();
      // Against most other reasons a kind does not help.
      String remedy =
          why.equals(TextStatistics.IDENTIFIER) ? ", or give it a kind by columnKinds" : "";
      warnings.accept(
          "column \"%s\" is ignored: %s; leave it out by ignoredCols or inputCols where that is right%s"
              .formatted(note.column().name(), why, remedy));
    }
    if (ignored.size() > SHOWN) {
      int more = ignored.size() - SHOWN;
      warnings.accept(
          Counted.of(more, "column") + " more " + (more == 1 ? "is ignored" : "are ignored"));
    }
  }

  private static void requirePresent(ColumnNote note, TableRules.Missing missing) {
    boolean vector = note.choice().kind() == ColumnKind.VECTOR; // has nothing to be filled with
    if (missing == TableRules.Missing.ERROR || vector && missing.fills()) {
      throw new DataException(
          "column \"%s\" is missing in %s; missing may be %s"
              .formatted(
                  note.column().name(),
                  Counted.of(note.missing(), "row"),
                  vector ? "skip" : "median, mean or skip"));
    }
  }

  private Set<String> labels(List<TextStatistics> statistics) {
    Set<String> labels = new TreeSet<>();
    statistics.forEach(texts -> labels.addAll(texts.counts().keySet()));
    Optional<TextStatistics> many = statistics.stream().filter(TextStatistics::many).findFirst();
    if (many.isPresent() || labels.size() > CLASSES) {
      boolean few = many.isPresent() && many.get().distinct().value() <= CLASSES;
      throw new DataException(
          "column \"%s\": ".formatted(label.orElseThrow().name())
              + (few
                  ? "expected at most %d characters in the names of all classes and %d in each, got more"
                      .formatted(many.get().limit(), TextStatistics.LONGEST)
                  : "expected at most %d classes, got more".formatted(CLASSES)));
    }
    return labels;
  }
}

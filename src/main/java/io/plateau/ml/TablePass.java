package io.plateau.ml;

import static org.apache.spark.sql.functions.lit;

import io.plateau.engine.shard.CachedRdd;
import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.TaskBytes;
import io.plateau.ml.fit.ColumnName;
import io.plateau.ml.fit.InternalRows;
import io.plateau.scan.BlockScan;
import io.plateau.scan.ColumnBlock;
import io.plateau.scan.KeptClasses;
import io.plateau.scan.RowParts;
import io.plateau.scan.Slot;
import io.plateau.scan.TableSlots;
import io.plateau.scan.TableSurvey;
import io.plateau.scan.VectorShape;
import io.plateau.spec.HeldOut;
import io.plateau.table.ColumnKind;
import io.plateau.table.ColumnNote;
import io.plateau.table.ColumnStatistics;
import io.plateau.table.FittedTable;
import io.plateau.table.Form;
import io.plateau.table.NumberStatistics;
import io.plateau.table.RawColumn;
import io.plateau.table.TableFit;
import io.plateau.table.TableRules;
import io.plateau.train.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scan of a dataset in which a table is fitted to its columns: the rows are read once, into cached
 * blocks.
 *
 * @param columns that may become features
 * @param label of the classes to collect; empty for none
 * @param validation rows of which nothing is learned
 */
record TablePass(
    List<RawColumn> columns,
    Optional<RawColumn> label,
    ValidationRows validation,
    TableRules rules) {
  private static final Logger LOG = LoggerFactory.getLogger(TablePass.class);

  /** More labels than this are no classes. */
  private static final int CLASSES = 1 << 16;

  /**
   * What a scan found.
   *
   * @param validated whether there are validation rows
   * @param kept labels whose rows are training rows, though some are drawn for validation
   * @param labels all labels as strings, in the order of strings; empty without a label
   */
  record Found(FittedTable table, boolean validated, Set<?> kept, Set<String> labels) {}

  /** Reads the rows. */
  Found run() {
    Dataset<?> dataset = validation.dataset();
    List<RawColumn> read =
        new ArrayList<>(columns.stream().filter(raw -> raw.form().isPresent()).toList());
    int features = read.size();
    label.ifPresent(read::add);
    List<Slot> slots = read.stream().map(TableSlots::slot).toList();
    JavaRDD<ColumnBlock> blocks =
        CachedRdd.of(
            InternalRows.of(dataset.select(selected(dataset, slots)))
                .mapPartitions(rows -> new BlockScan(rows, slots, 0)),
            "columns of a table",
            StorageLevel.MEMORY_AND_DISK());
    try {
      requireVectors(blocks, slots);
      TableSurvey survey = survey(blocks, slots, features);
      return new Found(
          table(survey, slots, features),
          !validation.drawn() || survey.first().rows(RowParts.VALIDATION) > 0,
          survey.parts() instanceof KeptClasses kept ? kept.classes() : Set.of(),
          label.isPresent() ? labels(blocks, features) : Set.of());
    } finally {
      blocks.unpersist(false);
    }
  }

  private Column[] selected(Dataset<?> dataset, List<Slot> slots) {
    List<Column> selected = new ArrayList<>();
    int features = slots.size() - (label.isPresent() ? 1 : 0);
    slots.subList(0, features).forEach(slot -> selected.add(TableSlots.value(slot, dataset)));
    label.ifPresent(column -> selected.add(ClassLabels.value(column, dataset)));
    selected.add(lit(false));
    selected.add(
        validation.column().isEmpty() ? lit(false) : ColumnName.column(validation.column()));
    selected.add(lit(false));
    selected.add(lit(""));
    selected.add(lit(0L));
    return selected.toArray(Column[]::new);
  }

  private static void requireVectors(JavaRDD<ColumnBlock> blocks, List<Slot> slots) {
    for (int s = 0; s < slots.size(); s++) {
      int slot = s;
      if (slots.get(s).form() == Form.VECTOR) {
        during(
                blocks,
                "checking vectors",
                () -> TaskBytes.collect(blocks.map(block -> VectorShape.of(block, slot))))
            .stream()
            .reduce(VectorShape::and)
            .ifPresent(shape -> shape.require(slots.get(slot).column()));
      }
    }
  }

  private TableSurvey survey(JavaRDD<ColumnBlock> blocks, List<Slot> slots, int features) {
    if (!validation.drawn()) {
      return TableSurvey.of(blocks, slots, TablePass::parts);
    }
    int classes = label.isPresent() ? features : -1;
    TableSurvey survey = TableSurvey.of(blocks, slots, TablePass::parts, classes);
    long rows = survey.first().rows(RowParts.TRAINING) + survey.first().rows(RowParts.VALIDATION);
    return rows < HeldOut.LEAST
        ? TableSurvey.of(blocks, slots, TablePass::training)
        : survey.keepingClasses(slots, classes);
  }

  private FittedTable table(TableSurvey survey, List<Slot> slots, int features) {
    if (survey.first().rows(RowParts.TRAINING) == 0) {
      throw new DataException("there are no rows to learn the columns of a table from");
    }
    List<ColumnStatistics> first = survey.first().statistics().subList(0, features);
    for (int s = 0; s < features; s++) {
      if (first.get(s) instanceof NumberStatistics numbers) {
        requireFinite(slots.get(s).column(), numbers);
      }
    }
    TableFit fit = TableFit.of(columns, first, rules);
    List<Optional<ColumnStatistics>> learned = new ArrayList<>(fit.learned());
    label.ifPresent(none -> learned.add(Optional.empty()));
    for (int s = 0; s < features; s++) {
      if (learned.get(s).orElse(null) instanceof NumberStatistics numbers) {
        requireFinite(slots.get(s).column(), numbers);
      }
    }
    FittedTable table = fit.table(survey.measured(learned), true);
    tell(table);
    return table;
  }

  private static byte[] training(ColumnBlock block) {
    byte[] parts = new byte[block.rows];
    Arrays.fill(parts, RowParts.TRAINING);
    return parts;
  }

  private static byte[] parts(ColumnBlock block) {
    byte[] parts = new byte[block.rows];
    for (int row = 0; row < parts.length; row++) {
      parts[row] = block.drawnForValidation(row) ? RowParts.VALIDATION : RowParts.TRAINING;
    }
    return parts;
  }

  private static void requireFinite(String column, NumberStatistics numbers) {
    if (numbers.present() > 0
        && (Double.isInfinite(numbers.least()) || Double.isInfinite(numbers.most()))) {
      throw new DataException(
          "column \"%s\": expected finite numbers, got %s; null is a missing number"
              .formatted(
                  column, Double.isInfinite(numbers.least()) ? numbers.least() : numbers.most()));
    }
  }

  private static void tell(FittedTable table) {
    for (ColumnNote note : table.notes()) {
      if (note.choice().kind() == ColumnKind.IGNORE && note.column().said().isEmpty()) {
        LOG.warn("column \"{}\" is ignored: {}", note.column().name(), note.choice().why());
      }
    }
    table.notes().stream()
        .filter(note -> note.choice().kind() != ColumnKind.IGNORE && note.missing() > 0)
        .forEach(note -> requirePresent(note, table.rules().missing()));
    if (table.columns().isEmpty()) {
      throw new DataException(
          table.notes().stream()
              .map(note -> "\"%s\" (%s)".formatted(note.column().name(), note.choice().why()))
              .collect(Collectors.joining(", ", "no column is left to learn from: ", "")));
    }
  }

  private static void requirePresent(ColumnNote note, TableRules.Missing missing) {
    boolean vector = note.choice().kind() == ColumnKind.VECTOR; // has nothing to be filled with
    if (missing == TableRules.Missing.ERROR || vector && missing.fills()) {
      throw new DataException(
          "column \"%s\" is missing in %d rows; missing may be %s"
              .formatted(
                  note.column().name(), note.missing(), vector ? "skip" : "median, mean or skip"));
    }
  }

  private Set<String> labels(JavaRDD<ColumnBlock> blocks, int slot) {
    Set<String> labels = new TreeSet<>();
    List<Set<String>> parts =
        during(
            blocks,
            "collecting labels",
            () ->
                blocks
                    .mapPartitions(
                        part -> {
                          Set<String> own = new TreeSet<>();
                          while (part.hasNext() && own.size() <= CLASSES) {
                            own.addAll(List.of(part.next().texts(slot).dictionary()));
                          }
                          return List.of(own).iterator();
                        })
                    .collect());
    parts.forEach(labels::addAll);
    if (labels.size() > CLASSES) {
      throw new DataException(
          "column \"%s\": expected at most %d classes, got more"
              .formatted(label.orElseThrow().name(), CLASSES));
    }
    return labels;
  }

  private static <T> T during(
      JavaRDD<ColumnBlock> blocks, String what, java.util.function.Supplier<T> job) {
    return JobDescription.during(JavaSparkContext.fromSparkContext(blocks.context()), what, job);
  }
}

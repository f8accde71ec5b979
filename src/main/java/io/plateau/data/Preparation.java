package io.plateau.data;

import io.plateau.data.column.Classes;
import io.plateau.data.column.JobColumns;
import io.plateau.data.column.ScanPlan;
import io.plateau.data.column.Task;
import io.plateau.engine.LabelRange;
import io.plateau.engine.LabelScale;
import io.plateau.job.Job;
import io.plateau.math.Moments;
import io.plateau.scan.Identifiers;
import io.plateau.scan.TableSurvey;
import io.plateau.table.FittedTable;
import io.plateau.table.RawColumn;
import io.plateau.table.fit.ColumnStatistics;
import io.plateau.table.fit.Measured;
import io.plateau.table.fit.NumberStatistics;
import io.plateau.table.fit.TableFit;
import io.plateau.table.fit.TextStatistics;
import io.plateau.train.DataException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Learns from the training rows how columns become the numbers of a row, and which classes the
 * label names. Nothing of it depends on the order of the rows.
 *
 * @param survey of the training rows
 * @param fit of the features
 * @param centers whether means are subtracted from vectors, which fills sparse ones
 */
record Preparation(
    JobColumns columns, ScanPlan plan, TableSurvey survey, TableFit fit, boolean centers) {
  private static final int MOST_CLASSES = 10_000;

  /**
   * The preparation after the first pass over the training rows.
   *
   * @param identifiers that the plan reads as strings
   * @throws DataException for a kind in {@code data.columns} that no value of the column has
   */
  static Preparation of(
      JobColumns columns,
      ScanPlan plan,
      TableSurvey survey,
      Job.Data data,
      Identifiers identifiers) {
    List<RawColumn> raw = identifiers.in(columns.raw(data.treatment()));
    List<ColumnStatistics> first = survey.first().statistics().subList(0, plan.features());
    try {
      TableFit fit = TableFit.of(raw, first, data.treatment().rules()).because(identifiers.found());
      return new Preparation(columns, plan, survey, fit, !data.format().equals("libsvm"));
    } catch (IllegalArgumentException e) {
      throw new DataException(e.getMessage(), e);
    }
  }

  /** The features that are learned from, in the order of the data. */
  List<RawColumn> used() {
    return usedPlaces().mapToObj(fit.columns()::get).toList();
  }

  private IntStream usedPlaces() {
    return IntStream.range(0, fit.columns().size()).filter(fit::uses);
  }

  /**
   * What is learned: the encoder, and what both passes found.
   *
   * @param labelRange of labels that are numbers, or null
   */
  record Learned(Encoder encoder, LabelRange labelRange, Measured measured) {}

  /**
   * Learns the encoder.
   *
   * @param standardizeLabel whether labels that are numbers are brought to mean 0 and variance 1
   * @throws DataException where no feature is left, for labels of one class or of too many, and for
   *     numbers that vary too little for how far from 0 they are
   */
  Learned learn(Task task, boolean standardizeLabel) {
    List<Optional<ColumnStatistics>> learned = new ArrayList<>(fit.learned());
    for (int l = 0; l < plan.labels(); l++) {
      learned.add(
          Optional.of(label(l))
              .filter(values -> task != Task.CLASSIFICATION && values instanceof NumberStatistics));
    }
    while (learned.size() < plan.slots().size()) {
      learned.add(Optional.empty());
    }
    Measured measured = survey.measured(learned);
    FittedTable table = fit.table(measured, centers);
    if (table.columns().isEmpty()) {
      throw new DataException(
          "no column is left to learn from: %s; choose rows in which they differ, or give a text column a kind in data.columns"
              .formatted(ignored()));
    }
    Optional<WeightedLabels> weighted =
        task == Task.REGRESSION && someWeighNothing()
            ? Optional.of(WeightedLabels.of(survey, plan))
            : Optional.empty();
    boolean scaled = task == Task.REGRESSION && standardizeLabel;
    return new Learned(
        new Encoder(
            plan,
            table,
            slots(),
            new Encoder.Labeling(
                task == Task.CLASSIFICATION ? classes() : null,
                scaled
                    ? LabelScale.of(
                        weighted.map(WeightedLabels::moments).orElseGet(() -> labels(measured)),
                        l -> "label \"%s\"".formatted(columns.labels().get(l)))
                    : null)),
        task == Task.REGRESSION
            ? weighted.map(WeightedLabels::range).orElseGet(this::labelRange)
            : null,
        measured);
  }

  /** Whether some of the training rows weigh nothing, and not all. */
  private boolean someWeighNothing() {
    return plan.weight() >= 0
        && survey.first().statistics().get(plan.weight()) instanceof NumberStatistics weights
        && weights.least() == 0
        && weights.most() > 0;
  }

  private LabelRange labelRange() {
    List<NumberStatistics> labels =
        IntStream.range(0, plan.labels()).mapToObj(l -> (NumberStatistics) label(l)).toList();
    return new LabelRange(
        labels.stream().map(NumberStatistics::least).toList(),
        labels.stream().map(NumberStatistics::most).toList());
  }

  private String ignored() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < Math.min(fit.columns().size(), 5); i++) {
      all.add("\"%s\" (%s)".formatted(fit.columns().get(i).name(), fit.choices().get(i).why()));
    }
    return String.join(", ", all) + (fit.columns().size() > all.size() ? ", …" : "");
  }

  /** By column that is learned from, its slot. */
  private int[] slots() {
    return usedPlaces().map(i -> fit.read()[i]).toArray();
  }

  ColumnStatistics label(int l) {
    return survey.first().statistics().get(plan.label(l));
  }

  /** Strings in the order of the alphabet, numbers in theirs: never that of the rows. */
  private Classes classes() {
    if (label(0) instanceof NumberStatistics values) {
      List<String> names = values.values().stream().map(columns.labelNames()::apply).toList();
      return Classes.of(names, values.values());
    }
    String name = columns.labels().get(0);
    TextStatistics texts = (TextStatistics) label(0);
    requireFew(name, texts.distinct().value());
    if (texts.many()) {
      throw new DataException(
          "label \"%s\" has about %d classes with more than %d characters in all, or more than %d in one, too many for names; give the classes shorter ones"
              .formatted(name, texts.distinct().value(), texts.limit(), TextStatistics.LONGEST));
    }
    boolean numbers = columns.types().get(name).isNumber();
    Comparator<String> order =
        numbers
            ? Comparator.<String, BigDecimal>comparing(BigDecimal::new)
                .thenComparing(Comparator.naturalOrder())
            : Comparator.naturalOrder();
    List<String> names = texts.counts().keySet().stream().sorted(order).toList();
    return numbers ? Classes.ofNumbers(names) : Classes.of(names);
  }

  private static void requireFew(String label, long classes) {
    if (classes > MOST_CLASSES) {
      throw new DataException(
          "label \"%s\" has more than %d different values, too many for classes; a number is learned with task regression"
              .formatted(label, MOST_CLASSES));
    }
  }

  private Moments labels(Measured measured) {
    int first = measured.starts()[plan.label(0)];
    int end = first + plan.labels();
    Moments moments = measured.moments();
    return new Moments(
        Arrays.copyOfRange(moments.count(), first, end),
        Arrays.copyOfRange(moments.mean(), first, end),
        Arrays.copyOfRange(moments.deviation(), first, end));
  }
}

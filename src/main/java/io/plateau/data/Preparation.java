package io.plateau.data;

import io.plateau.engine.shard.JobDescription;
import io.plateau.job.Job;
import io.plateau.math.Moments;
import io.plateau.ml.fit.LabelScale;
import io.plateau.scan.ColumnBlock;
import io.plateau.scan.RowParts;
import io.plateau.table.Form;
import io.plateau.train.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Learns from the training rows how columns become the numbers of a row: what is filled in for
 * missing numbers, the places of categories, means and deviations, the classes.
 *
 * <p>Whatever it computes is the same in any order of the rows: categories are sorted, and sums are
 * those of {@link Moments}.
 *
 * @param training rows to learn from
 * @param survey of them
 */
record Preparation(
    PartRows training,
    ScanPlan plan,
    Layout layout,
    Survey survey,
    Columns columns,
    Job.Data data) {

  /** What is learned: the encoder, and the moments of the numbers before they are encoded. */
  record Learned(Encoder encoder, Moments moments, List<String> classes) {}

  /**
   * Learns the encoder.
   *
   * @param standardizeLabel whether labels that are numbers are brought to mean 0 and variance 1
   * @throws DataException for a column without any value to fill in, and for too many categories
   */
  Learned learn(Task task, boolean standardizeLabel) {
    List<Moments.Sums> sums = sums();
    Moments moments = Moments.of(survey.range, sums);
    double[] fill = fill(moments);
    double[] byPlace = new double[layout.size()];
    Arrays.fill(byPlace, Double.NaN);
    for (int f = 0; f < plan.features(); f++) {
      if (plan.slots().get(f).form() == Form.NUMBER) {
        byPlace[layout.starts()[f]] = fill[f];
      }
    }
    Moments filled = fills() ? Moments.of(survey.range, sums, byPlace) : moments;
    List<Map<String, Integer>> categories = new ArrayList<>();
    int[] starts = new int[plan.features() + 1];
    for (int f = 0; f < plan.features(); f++) {
      categories.add(survey.texts[f] == null ? null : categories(f));
      starts[f + 1] = starts[f] + width(f, categories.get(f));
    }
    List<String> classes = task == Task.CLASSIFICATION ? classes() : null;
    boolean scaled = task == Task.REGRESSION && standardizeLabel;
    Encoder encoder =
        new Encoder(
            plan,
            fill,
            categories,
            unseen(),
            starts,
            data.standardize()
                ? Scaling.of(
                    centers(),
                    byColumn(starts, filled.mean(), 0),
                    byColumn(starts, filled.deviation(), 1))
                : Scaling.NONE,
            classes == null ? null : indexes(classes),
            scaled ? labelScale(filled) : null);
    return new Learned(encoder, moments, classes);
  }

  private List<Moments.Sums> sums() {
    Moments.Range range = survey.range;
    Layout places = layout;
    return JobDescription.during(
        JavaSparkContext.fromSparkContext(training.scan().blocks().context()),
        "moments of columns",
        () ->
            PartRows.sums(
                training.scan(),
                training.parts(),
                () -> new Moments.Sums(range),
                (block, parts, sum) -> {
                  for (int row = 0; row < block.rows; row++) {
                    if (parts[row] == RowParts.TRAINING) {
                      sum.rows(1);
                      places.each(block, row, sum::add);
                    }
                  }
                }));
  }

  private boolean fills() {
    return data.missing() == Job.Missing.MEAN || data.missing() == Job.Missing.MEDIAN;
  }

  /** Subtracting means would store every zero of sparse vectors. */
  private boolean centers() {
    return !data.format().equals("libsvm");
  }

  private Encoder.Unseen unseen() {
    return fills()
        ? Encoder.Unseen.KEEP
        : data.missing() == Job.Missing.SKIP ? Encoder.Unseen.SKIP : Encoder.Unseen.ERROR;
  }

  private int width(int feature, Map<String, Integer> categories) {
    return switch (plan.slots().get(feature).form()) {
      case TEXT -> categories.size() + (fills() ? 1 : 0);
      case VECTOR -> training.scan().widths()[feature];
      default -> 1;
    };
  }

  /** By feature, the number in place of a missing one. */
  private double[] fill(Moments moments) {
    double[] fill = new double[plan.features()];
    Arrays.fill(fill, Double.NaN);
    if (!fills()) {
      return fill;
    }
    List<Integer> numbers = new ArrayList<>();
    for (int f = 0; f < fill.length; f++) {
      if (plan.slots().get(f).form() == Form.NUMBER) {
        numbers.add(f);
        fill[f] = moments.mean()[layout.starts()[f]];
        if (Double.isNaN(fill[f])) {
          throw new DataException(
              "column \"%s\" has no value in any training row, so none to fill in; list data.features without it"
                  .formatted(columns.features().get(f)));
        }
      }
    }
    if (data.missing() == Job.Missing.MEDIAN && !numbers.isEmpty()) {
      Row medians = medians(numbers);
      for (int i = 0; i < numbers.size(); i++) {
        fill[numbers.get(i)] = medians.getDouble(i);
      }
    }
    return fill;
  }

  /** Exact, where Spark's own Imputer takes an approximate median. */
  private Row medians(List<Integer> slots) {
    StructType schema = new StructType();
    List<Column> medians = new ArrayList<>();
    for (int slot : slots) {
      schema = schema.add("c" + slot, DataTypes.DoubleType);
      medians.add(functions.expr("percentile(c" + slot + ", 0.5)"));
    }
    Parts parts = training.parts();
    JavaRDD<Row> rows =
        training
            .scan()
            .blocks()
            .flatMap(block -> numbers(block, parts.of(block), slots).iterator());
    return SparkSession.active()
        .createDataFrame(rows, schema)
        .select(medians.toArray(Column[]::new))
        .first();
  }

  private static List<Row> numbers(ColumnBlock block, byte[] parts, List<Integer> slots) {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < block.rows; row++) {
      if (parts[row] == RowParts.TRAINING) {
        Object[] values = new Object[slots.size()];
        for (int i = 0; i < values.length; i++) {
          double value = block.numbers(slots.get(i)).at(row);
          values[i] = Double.isNaN(value) ? null : value;
        }
        rows.add(RowFactory.create(values));
      }
    }
    return rows;
  }

  private Map<String, Integer> categories(int feature) {
    if (survey.texts[feature].size() > Survey.CATEGORIES) {
      throw new DataException(
          "column \"%s\" has more than %d different texts, too many for categories; list data.features without it"
              .formatted(columns.features().get(feature), Survey.CATEGORIES));
    }
    return indexes(survey.texts[feature].keySet().stream().sorted().toList());
  }

  /** Strings in the order of the alphabet, numbers in theirs: never that of the rows. */
  private List<String> classes() {
    String label = columns.labels().get(0);
    Map<String, Long> found = survey.texts[plan.label(0)];
    if (found.size() > Survey.CATEGORIES) {
      throw new DataException(
          "label \"%s\" has more than %d different values, too many for classes; a number is learned with loss squared"
              .formatted(label, Survey.CATEGORIES));
    }
    boolean numbers = columns.kinds().get(label) == Kind.NUMBER;
    Comparator<String> order =
        numbers ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder();
    return found.keySet().stream().sorted(order).toList();
  }

  private static HashMap<String, Integer> indexes(List<String> names) {
    HashMap<String, Integer> indexes = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      indexes.put(names.get(i), i);
    }
    return indexes;
  }

  /** Moments in the order of the encoded row; those of categories are a constant. */
  private double[] byColumn(int[] starts, double[] moments, double ofCategories) {
    double[] all = new double[starts[plan.features()]];
    Arrays.fill(all, ofCategories);
    for (int f = 0; f < plan.features(); f++) {
      if (layout.starts()[f] >= 0) {
        System.arraycopy(moments, layout.starts()[f], all, starts[f], starts[f + 1] - starts[f]);
      }
    }
    return all;
  }

  private LabelScale labelScale(Moments moments) {
    int first = layout.starts()[plan.label(0)];
    int end = first + plan.labels();
    return LabelScale.of(
        new Moments(
            Arrays.copyOfRange(moments.count(), first, end),
            Arrays.copyOfRange(moments.mean(), first, end),
            Arrays.copyOfRange(moments.deviation(), first, end)));
  }
}

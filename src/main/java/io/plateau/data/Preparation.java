package io.plateau.data;

import io.plateau.job.Job;
import io.plateau.math.Moments;
import io.plateau.train.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.OneHotEncoderModel;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.feature.VectorSizeHint;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Learns from the training rows how columns become one vector of features: missing values filled,
 * texts one-hot encoded, all assembled in the order of the file, numbers brought to mean 0 and
 * variance 1 (the 0 and 1 of categories stay). Only Spark's own transformers come out of it, so a
 * saved pipeline needs nothing of this package.
 *
 * <p>Whatever it computes is the same in any order of the rows: categories are sorted, and sums are
 * those of {@link Moments}.
 */
final class Preparation {
  /** More different texts than this are an identifier, not a category. */
  static final int CATEGORIES = 10_000;

  private final Columns columns;
  private final Job.Data data;
  private final Map<String, Integer> widths;
  private final List<Transformer> stages = new ArrayList<>();
  private Dataset<Row> rows;

  private Preparation(
      Columns columns, Job.Data data, Map<String, Integer> widths, Dataset<Row> training) {
    this.columns = columns;
    this.data = data;
    this.widths = widths;
    this.rows = training;
  }

  /** The stages from the data's columns to {@link Prepared#FEATURES}. */
  static List<Transformer> of(
      Columns columns, Job.Data data, Map<String, Integer> widths, Dataset<Row> training) {
    Preparation preparation = new Preparation(columns, data, widths, training);
    preparation.fillMissing();
    preparation.encodeTexts();
    preparation.assemble();
    return List.copyOf(preparation.stages);
  }

  private boolean fills() {
    return data.missing() == Job.Missing.MEAN || data.missing() == Job.Missing.MEDIAN;
  }

  private void add(Transformer stage) {
    stages.add(stage);
    rows = stage.transform(rows);
  }

  private void fillMissing() {
    List<String> numbers =
        columns.features().stream()
            .filter(
                name ->
                    columns.kinds().get(name) == Kind.NUMBER
                        || columns.kinds().get(name) == Kind.BOOLEAN)
            .toList();
    if (fills() && !numbers.isEmpty()) {
      for (Transformer stage : Filling.of(numbers, data.missing(), rows)) {
        add(stage);
      }
    }
  }

  private void encodeTexts() {
    List<String> texts = columns.features(Kind.TEXT);
    if (texts.isEmpty()) {
      return;
    }
    String[] indexes = texts.stream().map(Preparation::index).toArray(String[]::new);
    StringIndexerModel indexer =
        new StringIndexer()
            .setInputCols(texts.toArray(String[]::new))
            .setOutputCols(indexes)
            .setStringOrderType("alphabetAsc")
            .setHandleInvalid(
                fills() ? "keep" : data.missing() == Job.Missing.SKIP ? "skip" : "error")
            .fit(rows);
    for (int i = 0; i < texts.size(); i++) {
      int categories = indexer.labelsArray()[i].length;
      if (categories > CATEGORIES) {
        throw new DataException(
            "column \"%s\" has %d different texts, too many for categories (at most %d); list data.features without it"
                .formatted(texts.get(i), categories, CATEGORIES));
      }
    }
    add(indexer);
    OneHotEncoderModel encoder =
        new OneHotEncoder()
            .setInputCols(indexes)
            .setOutputCols(texts.stream().map(Preparation::oneHot).toArray(String[]::new))
            .setDropLast(false)
            .fit(rows);
    add(encoder);
  }

  private void assemble() {
    for (String vector : columns.features(Kind.VECTOR)) {
      add(new VectorSizeHint().setInputCol(vector).setSize(widths.get(vector)));
    }
    String assembled = data.standardize() ? Hidden.named("assembled") : Prepared.FEATURES;
    add(
        new VectorAssembler()
            .setInputCols(columns.features().stream().map(this::input).toArray(String[]::new))
            .setOutputCol(assembled)
            .setHandleInvalid(data.missing() == Job.Missing.SKIP ? "skip" : "error"));
    if (data.standardize()) {
      standardize(assembled);
    }
  }

  private void standardize(String assembled) {
    boolean[] category = categories();
    int width = category.length;
    Moments moments =
        VectorMoments.of(rows.select(assembled).toJavaRDD().map(row -> (Vector) row.get(0)), width);
    double[] mean = moments.mean();
    double[] deviation = moments.deviation();
    for (int i = 0; i < width; i++) {
      if (category[i]) {
        mean[i] = 0;
        deviation[i] = 1;
      }
    }
    StandardScalerModel scaler =
        new StandardScalerModel(
            Identifiable.randomUID("stdScal"), Vectors.dense(deviation), Vectors.dense(mean));
    scaler.setInputCol(assembled).setOutputCol(Prepared.FEATURES);
    // Subtracting means would store every zero of sparse vectors.
    add((Transformer) scaler.set(scaler.withMean(), !data.format().equals("libsvm")));
  }

  /** Of each feature, whether it is one place of a category. */
  private boolean[] categories() {
    List<Boolean> places = new ArrayList<>();
    for (String feature : columns.features()) {
      int width =
          switch (columns.kinds().get(feature)) {
            case VECTOR -> widths.get(feature);
            case TEXT ->
                AttributeGroup.fromStructField(rows.schema().apply(oneHot(feature))).size();
            default -> 1;
          };
      for (int i = 0; i < width; i++) {
        places.add(columns.kinds().get(feature) == Kind.TEXT);
      }
    }
    boolean[] category = new boolean[places.size()];
    for (int i = 0; i < category.length; i++) {
      category[i] = places.get(i);
    }
    return category;
  }

  private String input(String feature) {
    return switch (columns.kinds().get(feature)) {
      case TEXT -> oneHot(feature);
      case VECTOR -> feature;
      default -> fills() ? Filling.filled(feature) : feature;
    };
  }

  private static String index(String feature) {
    return Hidden.named("index_" + feature);
  }

  private static String oneHot(String feature) {
    return Hidden.named("oneHot_" + feature);
  }
}

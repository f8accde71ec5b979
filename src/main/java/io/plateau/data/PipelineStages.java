package io.plateau.data;

import io.plateau.job.Job;
import io.plateau.table.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.ImputerModel;
import org.apache.spark.ml.feature.OneHotEncoderModel;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.feature.VectorSizeHint;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.Identifiable;

/**
 * Stages from the data's columns to {@link Prepared#FEATURES} that compute what an {@link Encoder}
 * computes. All are Spark's own transformers, so a saved pipeline needs nothing of this package.
 */
final class PipelineStages {
  private final Encoder encoder;
  private final Columns columns;
  private final Job.Missing missing;
  private final List<Transformer> stages = new ArrayList<>();

  private PipelineStages(Encoder encoder, Columns columns, Job.Missing missing) {
    this.encoder = encoder;
    this.columns = columns;
    this.missing = missing;
  }

  static List<Transformer> of(Encoder encoder, Columns columns, Job.Missing missing) {
    PipelineStages all = new PipelineStages(encoder, columns, missing);
    all.fillMissing();
    all.encodeTexts();
    all.assemble();
    return List.copyOf(all.stages);
  }

  private boolean fills() {
    return missing == Job.Missing.MEAN || missing == Job.Missing.MEDIAN;
  }

  private List<Integer> slots(Form form) {
    List<Integer> slots = new ArrayList<>();
    for (int f = 0; f < encoder.plan().features(); f++) {
      if (encoder.plan().slots().get(f).form() == form) {
        slots.add(f);
      }
    }
    return slots;
  }

  private String name(int slot) {
    return columns.features().get(slot);
  }

  private void fillMissing() {
    List<Integer> numbers = slots(Form.NUMBER);
    if (!fills() || numbers.isEmpty()) {
      return;
    }
    // A mean is no integer: filled columns are doubles.
    StringBuilder select = new StringBuilder("SELECT *");
    for (int slot : numbers) {
      select
          .append(", CAST(")
          .append(Hidden.sql(name(slot)))
          .append(" AS DOUBLE) AS ")
          .append(Hidden.sql(Hidden.named("number_" + name(slot))));
    }
    stages.add(new SQLTransformer().setStatement(select + " FROM __THIS__"));
    String[] inputs =
        numbers.stream().map(s -> Hidden.named("number_" + name(s))).toArray(String[]::new);
    double[] fillings = numbers.stream().mapToDouble(slot -> encoder.fill()[slot]).toArray();
    stages.add(
        new ImputerModel(Identifiable.randomUID("imputer"), inputs, fillings)
            .setInputCols(inputs)
            .setOutputCols(numbers.stream().map(s -> filled(name(s))).toArray(String[]::new)));
  }

  private void encodeTexts() {
    List<Integer> texts = slots(Form.TEXT);
    if (texts.isEmpty()) {
      return;
    }
    String[] indexes =
        texts.stream().map(s -> Hidden.named("index_" + name(s))).toArray(String[]::new);
    String[][] known =
        texts.stream().map(s -> sorted(encoder.categories().get(s))).toArray(String[][]::new);
    stages.add(
        new StringIndexerModel(Identifiable.randomUID("strIdx"), known)
            .setInputCols(texts.stream().map(this::name).toArray(String[]::new))
            .setOutputCols(indexes)
            .setHandleInvalid(encoder.unseen().name().toLowerCase(java.util.Locale.ROOT)));
    int[] sizes = Arrays.stream(known).mapToInt(k -> k.length + (fills() ? 1 : 0)).toArray();
    OneHotEncoderModel oneHot = new OneHotEncoderModel(Identifiable.randomUID("oneHot"), sizes);
    stages.add(
        oneHot
            .setInputCols(indexes)
            .setOutputCols(texts.stream().map(s -> oneHot(name(s))).toArray(String[]::new))
            .setDropLast(false));
  }

  private static String[] sorted(Map<String, Integer> places) {
    return places.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toArray(String[]::new);
  }

  private void assemble() {
    for (int slot : slots(Form.VECTOR)) {
      int width = encoder.starts()[slot + 1] - encoder.starts()[slot];
      stages.add(new VectorSizeHint().setInputCol(name(slot)).setSize(width));
    }
    Scaling scaling = encoder.scaling();
    String assembled = scaling.scales() ? Hidden.named("assembled") : Prepared.FEATURES;
    stages.add(
        new VectorAssembler()
            .setInputCols(columns.features().stream().map(this::input).toArray(String[]::new))
            .setOutputCol(assembled)
            .setHandleInvalid(missing == Job.Missing.SKIP ? "skip" : "error"));
    if (scaling.scales()) {
      StandardScalerModel scaler =
          new StandardScalerModel(
              Identifiable.randomUID("stdScal"),
              Vectors.dense(scaling.deviation()),
              Vectors.dense(scaling.mean()));
      scaler.setInputCol(assembled).setOutputCol(Prepared.FEATURES);
      stages.add((Transformer) scaler.set(scaler.withMean(), scaling.center()));
    }
  }

  private String input(String feature) {
    return switch (columns.kinds().get(feature)) {
      case TEXT -> oneHot(feature);
      case VECTOR -> feature;
      default -> fills() ? filled(feature) : feature;
    };
  }

  private static String filled(String feature) {
    return Hidden.named("filled_" + feature);
  }

  private static String oneHot(String feature) {
    return Hidden.named("oneHot_" + feature);
  }
}

package io.plateau.ml.fit;

import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Target;
import io.plateau.spec.TrainingSpec;
import io.plateau.train.DataException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * Widths of inputs and outputs by the params and the metadata of columns; 0 where only the rows
 * determine a width.
 *
 * @param classes number of classes, or 0, also where labels are not classes
 */
record Widths(int inputs, int outputs, int classes) {
  /**
   * The widths that are known before a row is read.
   *
   * @param layers widths of all layers, or empty where inputs and outputs follow from the data
   */
  static Widths known(int[] layers, TrainingSpec spec, FitColumns columns, StructType schema) {
    boolean ofClasses = columns.target() == LabelType.CLASS;
    boolean oneLogit =
        ofClasses && spec.loss().loss(columns.target()).target() == Target.PROBABILITY;
    boolean oneOutput = oneLogit || columns.target() == LabelType.NUMBER;
    int width =
        Math.max(0, AttributeGroup.fromStructField(schema.apply(columns.features())).size());
    if (layers.length == 0) {
      int classes = oneLogit ? 2 : ofClasses ? classes(schema, columns.label()) : 0;
      int outputs = classes == 1 ? 2 : classes; // the softmax of one would teach nothing
      return new Widths(width, oneOutput ? 1 : outputs, classes);
    }
    int last = layers[layers.length - 1];
    if (width > 0 && width != layers[0]) {
      throw new DataException(
          RowCheck.complaint(
              columns.features(),
              "a vector of width " + layers[0] + " as in layers",
              "width " + width));
    }
    if (last != 1 && oneOutput) {
      throw new IllegalArgumentException(
          "layers must end with 1 output for %s on a column of numbers, got %s"
              .formatted(spec.loss().loss(columns.target()).name(), Arrays.toString(layers)));
    }
    return new Widths(layers[0], last, oneLogit ? 2 : ofClasses ? last : 0);
  }

  /** The number of outputs, at last by the rows; never fewer than two classes. */
  int outputs(LabelType labels, Measures measures) {
    if (outputs > 0) {
      return outputs;
    }
    return labels.isVector() ? measures.outputs : Math.max(2, measures.classes.size());
  }

  /** The number of classes by the label's ML attribute, or 0. */
  private static int classes(StructType schema, String label) {
    Attribute attribute = Attribute.fromStructField(schema.apply(label));
    if (attribute instanceof BinaryAttribute) {
      return 2;
    }
    if (attribute instanceof NominalAttribute nominal) {
      Option<Object> number = nominal.getNumValues();
      return number.isDefined() ? (Integer) number.get() : 0;
    }
    return 0;
  }

  /** The names of the classes by the label's ML attribute, or none. */
  static List<String> names(StructType schema, String label) {
    return Attribute.fromStructField(schema.apply(label)) instanceof NominalAttribute nominal
            && nominal.values().isDefined()
        ? List.of(nominal.values().get())
        : List.of();
  }
}

package io.plateau.ml.fit;

import io.plateau.ml.params.HasNetworkParams;
import io.plateau.nn.Activations;
import io.plateau.nn.LabelType;
import io.plateau.nn.Loss;
import io.plateau.nn.Losses;
import io.plateau.nn.Network;
import io.plateau.nn.Target;
import io.plateau.train.DataException;
import java.util.Arrays;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * The widths and the loss that params, column metadata and, where these are silent, the rows give.
 *
 * @param inputs or 0 where the rows tell
 * @param outputs or 0 where the rows tell
 * @param classes or 0 where the rows tell, and where labels are not classes
 */
record Architecture(
    int inputs, int[] hidden, int outputs, int classes, Loss loss, LabelType target) {
  private static final int[] DEFAULT_HIDDEN = {64};

  /** What can be told before a row is read. */
  static Architecture known(HasNetworkParams params, Columns columns, StructType schema) {
    Loss loss = loss(params.getLoss(), columns.target());
    boolean oneLogit = columns.target() == LabelType.CLASS && loss.target() == Target.PROBABILITY;
    int width =
        Math.max(0, AttributeGroup.fromStructField(schema.apply(columns.features())).size());
    int classes =
        columns.target() != LabelType.CLASS ? 0 : oneLogit ? 2 : classes(schema, columns.label());
    if (!params.isDefined(params.layers())) {
      int outputs = columns.target().isVector() ? 0 : oneLogit ? 1 : classes;
      int[] hidden =
          params.isDefined(params.hiddenLayers()) ? params.getHiddenLayers() : DEFAULT_HIDDEN;
      return new Architecture(
          width,
          hidden,
          columns.target() == LabelType.NUMBER ? 1 : outputs,
          classes,
          loss,
          columns.target());
    }
    if (params.isDefined(params.hiddenLayers())) {
      throw new IllegalArgumentException(
          "layers and hiddenLayers are both set; set layers (inputs, hidden, outputs) or"
              + " hiddenLayers (widths of inputs and outputs follow from the data)");
    }
    int[] layers = params.getLayers();
    int last = layers[layers.length - 1];
    if (width > 0 && width != layers[0]) {
      throw new DataException(
          RowCheck.complaint(
              columns.features(),
              "a vector of width " + layers[0] + " as in layers",
              "width " + width));
    }
    if (last != 1 && (oneLogit || columns.target() == LabelType.NUMBER)) {
      throw new IllegalArgumentException(
          "layers must end with 1 output for "
              + loss.name()
              + " on a column of numbers, got "
              + Arrays.toString(layers));
    }
    return new Architecture(
        layers[0],
        Arrays.copyOfRange(layers, 1, layers.length - 1),
        last,
        columns.target() != LabelType.CLASS ? 0 : oneLogit ? 2 : last,
        loss,
        columns.target());
  }

  /** The network, once the rows have told the rest; never fewer than two classes. */
  Network network(HasNetworkParams params, Measures measures) {
    int last =
        outputs > 0
            ? outputs
            : target.isVector() ? measures.outputs : Math.max(2, measures.classes.size());
    return Network.of(measures.width, hidden, last, Activations.named(params.getActivation()))
        .withDropout(params.getInputDropout(), params.getDropout());
  }

  private static Loss loss(String name, LabelType target) {
    Loss loss = name.equals("auto") ? target.usualLoss() : Losses.named(name);
    if (!target.fits(loss)) {
      throw new IllegalArgumentException(
          "loss "
              + name
              + " does not fit "
              + switch (target) {
                case CLASS -> "classes; softmaxCrossEntropy and sigmoidCrossEntropy do";
                case LABELS -> "a vector of labels; sigmoidCrossEntropy does";
                case NUMBER, NUMBERS -> "a regression; squared, absolute, huber and poisson do";
              });
    }
    return loss;
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
}

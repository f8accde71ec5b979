package io.plateau.ml.predict;

import io.plateau.frame.Packing;
import io.plateau.math.Matrix;
import io.plateau.ml.fit.FeatureColumns;
import io.plateau.ml.fit.RowCheck;
import io.plateau.nn.Column;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.Workspace;
import io.plateau.train.DataException;
import java.util.Arrays;
import org.apache.spark.ml.linalg.Vector;

/** The prediction of one feature vector outside a dataset. */
public final class SingleVector {
  private SingleVector() {}

  /**
   * The outputs (logits) of a network, as many as it has outputs.
   *
   * @throws DataException where the vector is not one to predict from
   */
  public static float[] outputs(TrainedNetwork trained, Vector features) {
    String problem = problem(trained, "features", features);
    if (problem != null) {
      throw new DataException(problem);
    }
    Matrix x = Packing.column(features);
    float[] z = outputs(trained, "features", x, new Workspace());
    return Arrays.copyOf(z, trained.outputs());
  }

  /**
   * The outputs for vectors of a column.
   *
   * @throws DataException where a network of categories is given a code that it does not know
   */
  static float[] outputs(TrainedNetwork trained, String column, Matrix x, Workspace workspace) {
    try {
      return trained.network().outputs(trained.weights(), x, workspace);
    } catch (Column.InputException e) {
      throw new DataException("column \"" + column + "\": " + e.getMessage(), e);
    }
  }

  /** The outputs of each member, as {@link #outputs} gives those of their mean. */
  static float[] memberOutputs(
      TrainedNetwork trained, String column, Matrix x, Workspace workspace) {
    try {
      return trained.network().memberOutputs(trained.weights(), x, workspace);
    } catch (Column.InputException e) {
      throw new DataException("column \"" + column + "\": " + e.getMessage(), e);
    }
  }

  /** What is wrong with a vector to predict from, or null. */
  static String problem(TrainedNetwork trained, String column, Vector features) {
    String invalid = RowCheck.invalid(column, features, FeatureColumns.of(trained.network()));
    return invalid != null || features.size() == trained.inputs()
        ? invalid
        : RowCheck.complaint(
            column, "a vector of width " + trained.inputs(), "width " + features.size());
  }
}

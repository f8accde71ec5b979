package io.plateau.ml.predict;

import io.plateau.ml.fit.Packing;
import io.plateau.ml.fit.RowCheck;
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
    float[] z =
        trained
            .network()
            .outputs(
                trained.weights(),
                Packing.columns(new Vector[] {features}, 1, trained.inputs(), null),
                new Workspace());
    return Arrays.copyOf(z, trained.outputs());
  }

  /** What is wrong with a vector to predict from, or null. */
  static String problem(TrainedNetwork trained, String column, Vector features) {
    String invalid = RowCheck.invalid(column, features);
    return invalid != null || features.size() == trained.inputs()
        ? invalid
        : RowCheck.complaint(
            column, "a vector of width " + trained.inputs(), "width " + features.size());
  }
}

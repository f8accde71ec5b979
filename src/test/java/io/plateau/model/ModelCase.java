package io.plateau.model;

import io.plateau.math.DenseMatrix;
import io.plateau.nn.Column;
import io.plateau.nn.Columns;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.Workspace;
import io.plateau.nn.column.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Model with rows, and the predictions of its own forward pass.
 *
 * @param name of its own
 * @param rows by column, or the features of a model without a table
 */
public record ModelCase(String name, SavedModel model, List<Map<String, Object>> rows) {
  /**
   * Prediction for a row.
   *
   * @param predictions probabilities or numbers
   * @param index of the class, of a model that tells classes apart
   */
  public record Expected(double[] predictions, int index) {}

  /** The prediction for a row; empty for one that is refused. */
  public Optional<Expected> expected(Map<String, Object> row) {
    double[] p = new double[model.predictions()];
    double[] z = new double[p.length];
    try {
      float[] x =
          model
              .table()
              .map(table -> table.row(row))
              .orElseGet(() -> checked((float[]) row.get("features")));
      outputs(x, z, p);
    } catch (IllegalArgumentException fault) {
      return Optional.empty();
    }
    return Optional.of(new Expected(p, best(z, p)));
  }

  /** As the features of a row of Spark are checked. */
  private float[] checked(float[] features) {
    List<Column> columns =
        model
            .network()
            .network()
            .columns()
            .map(Columns::columns)
            .orElseGet(() -> List.of(new Numbers(features.length)));
    int at = 0;
    for (Column column : columns) {
      for (int i = at; i < at + column.inputs(); i++) {
        boolean gap = Float.isNaN(features[i]) && column.takesMissing();
        if (!gap && !Float.isFinite(features[i])) {
          throw new Column.InputException("feature %d is %s".formatted(i, features[i]));
        }
      }
      at += column.inputs();
    }
    return features;
  }

  private void outputs(float[] x, double[] z, double[] p) {
    TrainedNetwork trained = model.network();
    int k = trained.outputs();
    float[] logits =
        trained
            .network()
            .outputs(trained.weights(), new DenseMatrix(x, 0, x.length, 1), new Workspace());
    float[] predicted = Arrays.copyOf(logits, k);
    trained.loss().predict(predicted, k, 1);
    for (int i = 0; i < z.length; i++) {
      boolean pair = k < z.length;
      z[i] = pair ? (i == 0 ? -logits[0] : logits[0]) : logits[i];
      p[i] = pair ? (i == 0 ? 1.0 - predicted[0] : predicted[0]) : predicted[i];
    }
  }

  private int best(double[] z, double[] p) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < z.length; i++) {
      double score = model.thresholds().isEmpty() ? z[i] : p[i] / model.thresholds().get(i);
      if (score > most) {
        most = score;
        best = i;
      }
    }
    return best;
  }
}

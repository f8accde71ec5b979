package io.plateau.ml;

import static io.plateau.ml.ConnectPlans.number;
import static io.plateau.ml.ConnectPlans.numbers;
import static io.plateau.ml.ConnectPlans.sql;
import static io.plateau.ml.ConnectPlans.transform;
import static io.plateau.ml.ConnectPlans.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.spark.connect.proto.Expression;
import org.apache.spark.connect.proto.ObjectRef;
import org.apache.spark.connect.proto.Relation;
import org.junit.jupiter.api.Test;

/** Stages are found, set, fitted and used by a Connect server, told what to do as PySpark tells. */
class ConnectTest {
  private static final Relation ROWS = sql("SELECT * FROM global_temp.connect_rows");

  private static final Map<String, Expression.Literal> PARAMS =
      Map.of(
          "maxIter", number(30),
          "batchSize", number(16),
          "hiddenLayers", numbers(8),
          "stepSize", number(0.05));

  @Test
  void fitsAndTransformsOverConnect() throws Exception {
    try (ConnectServer server = new ConnectServer()) {
      ConnectClient client = server.client();
      Frames.labeled(Frames.blobs(90)).createOrReplaceGlobalTempView("connect_rows");
      ObjectRef classifier = client.fit("io.plateau.ml.NeuralNetworkClassifier", PARAMS, ROWS);
      Relation predicted = transform(classifier, ROWS);
      assertThat(client.count(predicted)).isEqualTo(90);
      assertThat(client.count(where(predicted, "prediction = label"))).isBetween(75L, 90L);
      ObjectRef regressor = client.fit("io.plateau.ml.NeuralNetworkRegressor", PARAMS, ROWS);
      assertThat(client.count(where(transform(regressor, ROWS), "abs(prediction - label) < 1.0")))
          .isBetween(75L, 90L);
      ObjectRef tabular = client.fit("io.plateau.ml.TabularClassifier", PARAMS, ROWS);
      assertThat(client.count(where(transform(tabular, ROWS), "prediction = label")))
          .isBetween(75L, 90L);
      assertThat(client.attribute(classifier, "numClasses").getInteger()).isEqualTo(3);
      assertThat(client.attribute(classifier, "numFeatures").getInteger()).isEqualTo(4);
      summarizes(client, classifier, 30);
      assertThat(client.attribute(classifier, "summary", "accuracy").getDouble())
          .isBetween(0.8, 1.0);
      assertThat(client.attribute(classifier, "summary", "recallByLabel").getArray())
          .satisfies(recalls -> assertThat(recalls.getElementsCount()).isEqualTo(3));
      summarizes(client, regressor, 30);
      assertThat(client.attribute(tabular, "hasSummary").getBoolean()).isTrue();
      assertThat(client.attribute(tabular, "summary", "accuracy").getDouble()).isBetween(0.8, 1.0);
      assertThatThrownBy(() -> client.count(transform(classifier, sql("SELECT 1 AS features"))))
          .hasMessageContaining("features");
    }
  }

  /** Also by a reference to the summary alone, as PySpark does. */
  private static void summarizes(ConnectClient client, ObjectRef model, int epochs) {
    assertThat(client.attribute(model, "hasSummary").getBoolean()).isTrue();
    assertThat(client.attribute(model, "summary", "totalIterations").getInteger())
        .isEqualTo(epochs);
    ObjectRef summary = client.summary(model);
    assertThat(client.attribute(summary, "objectiveHistory").getArray().getElementsList())
        .hasSize(epochs)
        .allMatch(loss -> loss.getDouble() > 0);
  }
}

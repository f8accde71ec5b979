package io.plateau.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.apache.spark.connect.proto.DataType;
import org.apache.spark.connect.proto.Expression;
import org.apache.spark.connect.proto.Fetch;
import org.apache.spark.connect.proto.Filter;
import org.apache.spark.connect.proto.MlCommand;
import org.apache.spark.connect.proto.MlOperator;
import org.apache.spark.connect.proto.MlParams;
import org.apache.spark.connect.proto.MlRelation;
import org.apache.spark.connect.proto.ObjectRef;
import org.apache.spark.connect.proto.Relation;
import org.apache.spark.connect.proto.SQL;
import org.junit.jupiter.api.Test;

/** Stages are found, set, fitted and used by a Connect server, told what to do as PySpark tells. */
class ConnectTest {
  private static final Relation ROWS =
      Relation.newBuilder()
          .setSql(SQL.newBuilder().setQuery("SELECT * FROM global_temp.connect_rows"))
          .build();

  @Test
  void fitsAndTransformsOverConnect() throws Exception {
    try (ConnectServer server = new ConnectServer()) {
      Frames.labeled(Frames.blobs(90)).createOrReplaceGlobalTempView("connect_rows");
      ObjectRef classifier = fit(server, "io.plateau.ml.NeuralNetworkClassifier");
      Relation predicted = transform(classifier, ROWS);
      assertThat(server.count(predicted)).isEqualTo(90);
      assertThat(server.count(where(predicted, "prediction = label"))).isBetween(75L, 90L);
      ObjectRef regressor = fit(server, "io.plateau.ml.NeuralNetworkRegressor");
      assertThat(server.count(where(transform(regressor, ROWS), "abs(prediction - label) < 1.0")))
          .isBetween(75L, 90L);
      ObjectRef tabular = fit(server, "io.plateau.ml.TabularClassifier");
      assertThat(server.count(where(transform(tabular, ROWS), "prediction = label")))
          .isBetween(75L, 90L);
      assertThat(attribute(server, classifier, "numClasses").getInteger()).isEqualTo(3);
      assertThat(attribute(server, classifier, "numFeatures").getInteger()).isEqualTo(4);
      assertThatThrownBy(
              () ->
                  server.count(
                      transform(
                          classifier,
                          Relation.newBuilder()
                              .setSql(SQL.newBuilder().setQuery("SELECT 1 AS features"))
                              .build())))
          .hasMessageContaining("features");
    }
  }

  private static ObjectRef fit(ConnectServer server, String estimator) {
    return server
        .run(
            MlCommand.newBuilder()
                .setFit(
                    MlCommand.Fit.newBuilder()
                        .setEstimator(
                            MlOperator.newBuilder()
                                .setName(estimator)
                                .setUid("over_connect_" + UUID.randomUUID())
                                .setType(MlOperator.OperatorType.OPERATOR_TYPE_ESTIMATOR))
                        .setParams(
                            MlParams.newBuilder()
                                .putParams("maxIter", number(30))
                                .putParams("batchSize", number(16))
                                .putParams("hiddenLayers", numbers(8))
                                .putParams(
                                    "stepSize",
                                    Expression.Literal.newBuilder().setDouble(0.05).build()))
                        .setDataset(ROWS))
                .build())
        .getOperatorInfo()
        .getObjRef();
  }

  private static Expression.Literal attribute(ConnectServer server, ObjectRef model, String name) {
    return server
        .run(
            MlCommand.newBuilder()
                .setFetch(
                    Fetch.newBuilder()
                        .setObjRef(model)
                        .addMethods(Fetch.Method.newBuilder().setMethod(name)))
                .build())
        .getParam();
  }

  private static Relation transform(ObjectRef model, Relation rows) {
    return Relation.newBuilder()
        .setMlRelation(
            MlRelation.newBuilder()
                .setTransform(MlRelation.Transform.newBuilder().setObjRef(model).setInput(rows)))
        .build();
  }

  private static Relation where(Relation rows, String condition) {
    return Relation.newBuilder()
        .setFilter(
            Filter.newBuilder()
                .setInput(rows)
                .setCondition(
                    Expression.newBuilder()
                        .setExpressionString(
                            Expression.ExpressionString.newBuilder().setExpression(condition))))
        .build();
  }

  private static Expression.Literal number(int value) {
    return Expression.Literal.newBuilder().setInteger(value).build();
  }

  private static Expression.Literal numbers(int... values) {
    Expression.Literal.Array.Builder array = Expression.Literal.Array.newBuilder();
    for (int value : values) {
      array.addElements(number(value));
    }
    DataType integer =
        DataType.newBuilder().setInteger(DataType.Integer.getDefaultInstance()).build();
    return Expression.Literal.newBuilder()
        .setDataType(
            DataType.newBuilder().setArray(DataType.Array.newBuilder().setElementType(integer)))
        .setArray(array)
        .build();
  }
}

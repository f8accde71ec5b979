package io.plateau.ml;

import java.util.List;
import java.util.Map;
import org.apache.spark.connect.proto.DataType;
import org.apache.spark.connect.proto.Expression;
import org.apache.spark.connect.proto.Filter;
import org.apache.spark.connect.proto.MlOperator;
import org.apache.spark.connect.proto.MlParams;
import org.apache.spark.connect.proto.MlRelation;
import org.apache.spark.connect.proto.ObjectRef;
import org.apache.spark.connect.proto.Read;
import org.apache.spark.connect.proto.Relation;
import org.apache.spark.connect.proto.SQL;

/** Relations and literals of Spark Connect. */
final class ConnectPlans {
  private ConnectPlans() {}

  static Relation sql(String query) {
    return Relation.newBuilder().setSql(SQL.newBuilder().setQuery(query)).build();
  }

  static Relation read(String format, Map<String, String> options) {
    return Relation.newBuilder()
        .setRead(
            Read.newBuilder()
                .setDataSource(
                    Read.DataSource.newBuilder().setFormat(format).putAllOptions(options)))
        .build();
  }

  static Relation where(Relation rows, String condition) {
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

  static Relation transform(ObjectRef model, Relation rows) {
    return transform(MlRelation.Transform.newBuilder().setObjRef(model), rows);
  }

  /** Some columns of the rows as a vector of features. */
  static Relation assembled(Relation rows, List<String> columns) {
    return transform(
        MlRelation.Transform.newBuilder()
            .setTransformer(
                MlOperator.newBuilder()
                    .setName("org.apache.spark.ml.feature.VectorAssembler")
                    .setUid("assembler")
                    .setType(MlOperator.OperatorType.OPERATOR_TYPE_TRANSFORMER))
            .setParams(
                MlParams.newBuilder()
                    .putParams("inputCols", texts(columns))
                    .putParams("outputCol", text("features"))),
        rows);
  }

  private static Relation transform(MlRelation.Transform.Builder transform, Relation rows) {
    return Relation.newBuilder()
        .setMlRelation(MlRelation.newBuilder().setTransform(transform.setInput(rows)))
        .build();
  }

  static Expression.Literal number(int value) {
    return Expression.Literal.newBuilder().setInteger(value).build();
  }

  static Expression.Literal number(double value) {
    return Expression.Literal.newBuilder().setDouble(value).build();
  }

  static Expression.Literal text(String value) {
    return Expression.Literal.newBuilder().setString(value).build();
  }

  static Expression.Literal numbers(int... values) {
    Expression.Literal.Array.Builder array = Expression.Literal.Array.newBuilder();
    for (int value : values) {
      array.addElements(number(value));
    }
    DataType integer =
        DataType.newBuilder().setInteger(DataType.Integer.getDefaultInstance()).build();
    return array(array, integer);
  }

  static Expression.Literal texts(List<String> values) {
    Expression.Literal.Array.Builder array = Expression.Literal.Array.newBuilder();
    values.forEach(value -> array.addElements(text(value)));
    DataType string = DataType.newBuilder().setString(DataType.String.getDefaultInstance()).build();
    return array(array, string);
  }

  private static Expression.Literal array(Expression.Literal.Array.Builder array, DataType of) {
    return Expression.Literal.newBuilder()
        .setDataType(DataType.newBuilder().setArray(DataType.Array.newBuilder().setElementType(of)))
        .setArray(array)
        .build();
  }
}

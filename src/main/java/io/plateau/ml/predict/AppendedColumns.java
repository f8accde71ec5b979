package io.plateau.ml.predict;

import static scala.jdk.javaapi.CollectionConverters.asScala;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.DeserializeToObject;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.MapPartitions;
import org.apache.spark.sql.catalyst.plans.logical.SerializeFromObject;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.ObjectType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;

/**
 * A {@code mapPartitions} that appends columns and leaves the others as they are: Spark's own, with
 * rows in their internal form instead of objects made of every cell. The columns that were there
 * keep their identity, so that {@code transformed.select(dataset.col("id"))} works as after {@code
 * withColumn}.
 */
public final class AppendedColumns {
  private static final DataType OBJECT = new ObjectType(InternalRow.class);

  private AppendedColumns() {}

  /** From all rows of a partition, in internal form, to the rows with the columns appended. */
  interface Append extends Serializable {
    /** Rows, those given and those returned, are good until the next is asked for. */
    Iterator<InternalRow> call(Iterator<InternalRow> rows);
  }

  /**
   * The dataset with columns appended.
   *
   * @param schema of the result: the dataset's fields, then the appended ones
   */
  public static Dataset<Row> to(Dataset<?> dataset, StructType schema, Append append) {
    org.apache.spark.sql.classic.Dataset<?> classic =
        (org.apache.spark.sql.classic.Dataset<?>) dataset;
    LogicalPlan before = classic.queryExecution().analyzed();
    List<Attribute> columns = scala.jdk.javaapi.CollectionConverters.asJava(before.output());
    StructType appended = new StructType();
    List<Expression> parts = new ArrayList<>();
    for (Attribute column : columns) {
      parts.add(new Literal(UTF8String.fromString(column.name()), DataTypes.StringType));
      parts.add(column);
      appended =
          appended.add(
              new StructField(
                  column.name(), column.dataType(), column.nullable(), column.metadata()));
    }
    for (int i = columns.size(); i < schema.size(); i++) {
      appended = appended.add(schema.apply(i));
    }
    LogicalPlan rows =
        new DeserializeToObject(
            RowAsObject.as(OBJECT, new CreateNamedStruct(seq(parts))), object(), before);
    LogicalPlan mapped = new MapPartitions(new Mapping(append), object(), rows);
    Expression row = RowAsObject.as(appended, new BoundReference(0, OBJECT, false));
    List<NamedExpression> cells = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      ExprId id = i < columns.size() ? columns.get(i).exprId() : NamedExpression.newExprId();
      cells.add(
          new Alias(
              new GetStructField(row, i, Option.empty()),
              schema.fields()[i].name(),
              id,
              i < columns.size() ? columns.get(i).qualifier() : seq(List.of()),
              Option.apply(schema.fields()[i].metadata()),
              seq(List.of())));
    }
    return org.apache.spark.sql.classic.Dataset.ofRows(
        classic.sparkSession(), new SerializeFromObject(seq(cells), mapped));
  }

  private static Attribute object() {
    return new AttributeReference(
        "row",
        OBJECT,
        false,
        org.apache.spark.sql.types.Metadata.empty(),
        NamedExpression.newExprId(),
        seq(List.of()));
  }

  private static <T> Seq<T> seq(List<T> list) {
    return asScala(list).toSeq();
  }

  /** The function as Spark's plan wants it. */
  private static final class Mapping
      extends AbstractFunction1<
          scala.collection.Iterator<Object>, scala.collection.Iterator<Object>>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Append append;

    Mapping(Append append) {
      this.append = append;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public scala.collection.Iterator<Object> apply(scala.collection.Iterator<Object> rows) {
      Iterator<InternalRow> internal =
          (Iterator) scala.jdk.javaapi.CollectionConverters.asJava(rows);
      return asScala((Iterator) append.call(internal));
    }
  }
}

package io.plateau.ml.predict

import org.apache.spark.sql.{Dataset, Row}
import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.expressions.{Alias, Attribute, AttributeReference, BoundReference}
import org.apache.spark.sql.catalyst.expressions.{CreateNamedStruct, GetStructField, Literal, NamedExpression}
import org.apache.spark.sql.catalyst.plans.logical.{DeserializeToObject, MapPartitions, SerializeFromObject}
import org.apache.spark.sql.types.{ObjectType, StringType, StructField, StructType}
import org.apache.spark.unsafe.types.UTF8String
import scala.jdk.CollectionConverters.{IteratorHasAsJava, IteratorHasAsScala}

/**
 * A `mapPartitions` that appends columns and leaves the others as they are: Spark's own, with rows in their
 * internal form instead of objects made of every cell. The columns that were there keep their identity, so
 * that `transformed.select(dataset.col("id"))` works as after `withColumn`.
 */
object AppendedColumns {
  private val OBJECT = ObjectType(classOf[InternalRow])

  /** From all rows of a partition, in internal form, to the rows with the columns appended. */
  trait Append extends Serializable {
    /** Rows, those given and those returned, are good until the next is asked for. */
    def call(rows: java.util.Iterator[InternalRow]): java.util.Iterator[InternalRow]
  }

  /** What Spark calls, which [[UnreadColumns]] recognizes. */
  private[predict] class Function(append: Append, val reads: Set[Int])
      extends (Iterator[Any] => Iterator[Any]) with Serializable {
    override def apply(rows: Iterator[Any]): Iterator[Any] =
      append.call(rows.asInstanceOf[Iterator[InternalRow]].asJava).asScala
    override def toString: String = "append"
  }

  /**
   * The dataset with columns appended.
   *
   * @param schema of the result: the dataset's fields, then the appended ones
   * @param reads places of the dataset's columns that the function reads; others may be null in its rows
   */
  def to(dataset: Dataset[_], schema: StructType, reads: Array[Int], append: Append): Dataset[Row] = {
    val classic = dataset.asInstanceOf[org.apache.spark.sql.classic.Dataset[_]]
    val before = classic.queryExecution.analyzed
    val columns = before.output
    val kept = columns.map(c => StructField(c.name, c.dataType, c.nullable, c.metadata))
    val parts = columns.flatMap(c => Seq(Literal(UTF8String.fromString(c.name), StringType), c))
    val rows = DeserializeToObject(RowAsObject.as(OBJECT, CreateNamedStruct(parts)), row(), before)
    val mapped = MapPartitions(new Function(append, reads.toSet), row(), rows)
    val appended = StructType(kept ++ schema.fields.drop(columns.size))
    val whole = RowAsObject.as(appended, BoundReference(0, OBJECT, nullable = false))
    val cells = schema.fields.toSeq.zipWithIndex.map { case (field, i) =>
      val column = columns.lift(i)
      Alias(GetStructField(whole, i, None), field.name)(
        column.fold(NamedExpression.newExprId)(_.exprId),
        column.fold(Seq.empty[String])(_.qualifier),
        Some(field.metadata))
    }
    UnreadColumns.addTo(classic.sparkSession)
    RowAsObject.dataset(classic.sparkSession, SerializeFromObject(cells, mapped))
  }

  private def row(): Attribute = AttributeReference("row", OBJECT, nullable = false)()
}

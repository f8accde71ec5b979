package io.plateau.ml.predict

import org.apache.spark.sql.{Dataset, Row}
import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.expressions.{Alias, Attribute, AttributeReference, BoundReference}
import org.apache.spark.sql.catalyst.expressions.{GetStructField, NamedExpression}
import org.apache.spark.sql.catalyst.plans.logical.{DeserializeToObject, LogicalPlan, MapPartitions, Project}
import org.apache.spark.sql.catalyst.plans.logical.{SerializeFromObject, SubqueryAlias}
import org.apache.spark.sql.types.{ArrayType, DataType, MapType, ObjectType, StructField, StructType}
import scala.jdk.CollectionConverters.{IteratorHasAsJava, IteratorHasAsScala}

/**
 * A `mapPartitions` that appends columns and leaves the others as they are: Spark's own, with rows in their
 * internal form instead of objects made of every cell. The columns that were there keep their identity, so
 * that `transformed.select(dataset.col("id"))` works as after `withColumn`.
 */
object AppendedColumns {
  private val OBJECT = ObjectType(classOf[InternalRow])

  /** The same for rows that are given by other operators: Spark joins a model to another one by equal types. */
  private val OTHERS = ObjectType(classOf[Object])

  /** From all rows of a partition, in internal form, to the rows with the columns appended. */
  trait Append extends Serializable {
    /** Rows, those given and those returned, are good until the iterator is asked again. */
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
    val kind = if (isAppended(before)) OBJECT else OTHERS
    val rows = DeserializeToObject(RowAsObject.as(kind, RowOfColumns(columns)), row(kind), before)
    val mapped = MapPartitions(new Function(append, reads.toSet), row(OBJECT), rows)
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
    RowAsObject.dataset(classic.sparkSession, serialized(cells, mapped))
  }

  /**
   * Rows of cells. Fields that nobody selects would be cut off from what Spark takes the structs of a serializer
   * for, and not from ours: a projection of structs that Spark does not look through keeps them whole. It also
   * keeps Spark from joining models in a row.
   */
  private def serialized(cells: Seq[Alias], mapped: LogicalPlan): LogicalPlan =
    if (!cells.exists(cell => hasStructs(cell.dataType))) SerializeFromObject(cells, mapped)
    else {
      val (outer, inner) = cells.map { cell =>
        if (!hasStructs(cell.dataType)) (cell.toAttribute, cell)
        else {
          val whole = Alias(cell.child, cell.name)()
          val same = RowAsObject.as(cell.dataType, whole.toAttribute)
          (Alias(same, cell.name)(cell.exprId, cell.qualifier, cell.explicitMetadata), whole)
        }
      }.unzip
      Project(outer, SerializeFromObject(inner, mapped))
    }

  private def hasStructs(kind: DataType): Boolean = kind match {
    case _: StructType => true
    case ArrayType(element, _) => hasStructs(element)
    case MapType(key, value, _) => hasStructs(key) || hasStructs(value)
    case _ => false
  }

  private def row(kind: ObjectType): Attribute = AttributeReference("row", kind, nullable = false)()

  /**
   * Whether a plan's rows are those that a model has made, with all columns in their places. Only then may Spark
   * give them to the next model as they are: of others it may find so late that they are the same columns that
   * some of their places are not there any more.
   */
  private def isAppended(plan: LogicalPlan): Boolean = plan match {
    case SerializeFromObject(_, MapPartitions(_: Function, _, _)) => true
    case SubqueryAlias(_, child) => isAppended(child)
    case Project(cells, child) => cells.map(_.exprId) == child.output.map(_.exprId) && isAppended(child)
    case _ => false
  }
}

package io.plateau.ml.predict

import org.apache.spark.sql.catalyst.expressions.{CreateNamedStruct, Expression, GetStructField, Literal}
import org.apache.spark.sql.catalyst.optimizer.ColumnPruning
import org.apache.spark.sql.catalyst.plans.logical.{DeserializeToObject, Filter, LogicalPlan, MapPartitions}
import org.apache.spark.sql.catalyst.plans.logical.{Project, SerializeFromObject}
import org.apache.spark.sql.catalyst.rules.Rule
import org.apache.spark.sql.classic.SparkSession

/**
 * Rule of Spark's optimizer: columns that neither a model nor what follows reads are not read. In the rows that the
 * model is given they are null, so that all others keep their places. Without the rule a plan has the same result.
 */
object UnreadColumns extends Rule[LogicalPlan] {
  /** Adds the rule to those of a session. */
  def addTo(session: SparkSession): Unit = {
    val methods = session.experimental
    methods.synchronized {
      if (!methods.extraOptimizations.contains(this)) methods.extraOptimizations :+= this
    }
  }

  override def apply(plan: LogicalPlan): LogicalPlan = {
    val less = plan.transform {
      // Spark drops what nobody reads of the cells, but not below a filter
      case p @ Project(_, f @ Filter(_, s @ SerializeFromObject(cells, m: MapPartitions))) if isOurs(m) =>
        val read = p.references ++ f.references
        p.copy(child = f.copy(child = s.copy(serializer = cells.filter(cell => read.contains(cell.toAttribute)))))
      case s @ SerializeFromObject(cells, m @ MapPartitions(f: AppendedColumns.Function, _, d: DeserializeToObject)) =>
        val read = f.reads ++ cells.flatMap(_.collect { case GetStructField(_, i, _) => i })
        s.copy(child = m.copy(child = d.copy(deserializer = d.deserializer.transform {
          case struct: CreateNamedStruct => CreateNamedStruct(columns(struct, read))
        })))
    }
    if (less.fastEquals(plan)) plan else ColumnPruning(less)
  }

  private def isOurs(mapped: MapPartitions): Boolean = mapped.func.isInstanceOf[AppendedColumns.Function]

  private def columns(struct: CreateNamedStruct, read: Set[Int]): Seq[Expression] =
    struct.nameExprs.zip(struct.valExprs).zipWithIndex.flatMap { case ((name, column), i) =>
      Seq(name, if (read(i)) column else Literal(null, column.dataType))
    }
}

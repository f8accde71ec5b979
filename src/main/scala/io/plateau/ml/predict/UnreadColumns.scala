package io.plateau.ml.predict

import org.apache.spark.sql.catalyst.expressions.{Alias, Attribute, AttributeMap, AttributeSet, Expression}
import org.apache.spark.sql.catalyst.expressions.{GetStructField, Literal}
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke
import org.apache.spark.sql.catalyst.optimizer.ColumnPruning
import org.apache.spark.sql.catalyst.plans.logical.{DeserializeToObject, Filter, LogicalPlan, MapPartitions}
import org.apache.spark.sql.catalyst.plans.logical.{Project, SerializeFromObject}
import org.apache.spark.sql.catalyst.rules.Rule
import org.apache.spark.sql.catalyst.trees.TreePattern.SERIALIZE_FROM_OBJECT
import org.apache.spark.sql.classic.SparkSession

/**
 * Rule of Spark's optimizer: columns that neither a model nor what follows reads are not read. In the rows that the
 * model is given they are null, so that all others keep their places. Without the rule a plan has the same result.
 * Streams are left alone: what Spark prunes below a model may be the state of a query, which a restart must find.
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
    val less =
      if (plan.isStreaming) plan
      else plan.transformWithPruning(_.containsPattern(SERIALIZE_FROM_OBJECT)) {
        // Spark drops what nobody reads of the cells, but not below a filter, and not so late
        case p @ Project(_, f @ Filter(_, s: SerializeFromObject)) if isOurs(s) =>
          p.copy(child = f.copy(child = cells(s, p.references ++ f.references)))
        case p @ Project(_, s: SerializeFromObject) if isOurs(s) => p.copy(child = cells(s, p.references))
        case s: SerializeFromObject if isOurs(s) =>
          s.copy(child = rows(s.child, s.serializer.flatMap(_.collect { case GetStructField(_, i, _) => i }).toSet))
      }
    if (less.fastEquals(plan)) plan else ColumnPruning(less)
  }

  private def isOurs(serialized: SerializeFromObject): Boolean = serialized.child match {
    case MapPartitions(_: AppendedColumns.Function, _, _) => true
    case _ => false
  }

  private def cells(s: SerializeFromObject, read: AttributeSet): SerializeFromObject =
    s.copy(serializer = s.serializer.filter(cell => read.contains(cell.toAttribute)))

  /** Rows of which these places are read. One model may be given the rows of another, with columns appended. */
  private def rows(plan: LogicalPlan, read: Set[Int]): LogicalPlan = plan match {
    case m @ MapPartitions(f: AppendedColumns.Function, _, child) => m.copy(child = rows(child, read ++ f.reads))
    case p @ Project(Seq(Alias(_: Attribute, _)), child) => p.copy(child = rows(child, read))
    case d @ DeserializeToObject(row @ StaticInvoke(_, _, _, Seq(RowOfColumns(columns)), _, _, _, _, _), _, _) =>
      val needed = columns.zipWithIndex.map { case (c, i) => if (read(i)) c else Literal(null, c.dataType) }
      computed(d, row, needed)
    case other => other
  }

  /** Rows whose columns are computed by the view of a row, so that cells beside them are not copied for it. */
  private def computed(d: DeserializeToObject, row: StaticInvoke, columns: Seq[Expression]): DeserializeToObject = {
    val (of, child) = d.child match {
      case Project(cells, child)
          if cells.exists(!_.isInstanceOf[Attribute]) && cells.forall(_.deterministic) && areCells(columns) =>
        val known = AttributeMap(cells.collect { case cell: Alias => cell.toAttribute -> cell.child })
        val whole = columns.map { case a: Attribute => known.getOrElse(a, a); case missing => missing }
        val read = AttributeSet(whole.flatMap(_.references))
        val narrower = !child.output.forall(read.contains)
        (whole, if (narrower) Project(child.output.filter(read.contains), child) else child)
      case child => (columns, child)
    }
    d.copy(deserializer = row.copy(arguments = Seq(RowOfColumns(of))), child = child)
  }

  /** Whether columns are cells of a row as they are, each but once, so that nothing is computed twice. */
  private def areCells(columns: Seq[Expression]): Boolean = {
    val cells = columns.collect { case a: Attribute => a.exprId }
    cells.distinct.size == cells.size && columns.forall(c => c.isInstanceOf[Attribute] || c.isInstanceOf[Literal])
  }
}

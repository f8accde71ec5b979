package io.plateau.ml.predict

import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.expressions.{BoundReference, CreateStruct, Expression, Literal}
import org.apache.spark.sql.catalyst.expressions.codegen.{CodegenContext, ExprCode, FalseLiteral}
import org.apache.spark.sql.catalyst.expressions.codegen.Block.BlockHelper
import org.apache.spark.sql.types.DataType

/**
 * A struct of columns. Its cells are not copied where they are those of the row that is read, or null: code that
 * copies thousands of cells takes longer to compile than many rows take to be scored. The struct is then good until
 * the next row is read.
 */
private[predict] case class RowOfColumns(columns: Seq[Expression]) extends Expression {
  override def children: Seq[Expression] = columns
  override lazy val dataType: DataType = copied.dataType
  override def nullable: Boolean = false

  @transient private lazy val copied = CreateStruct(columns)

  /** A view of the row that is read, unless a column is more than a cell of it. */
  @transient private lazy val view: Option[RowView] = {
    val places = columns.collect {
      case BoundReference(place, _, _) => place
      case Literal(null, _) => RowView.NULL
    }
    Option.when(places.size == columns.size)(new RowView(places.toArray, columns.map(_.dataType)))
  }

  override def eval(row: InternalRow): Any = view.fold(copied.eval(row))(_.of(row))

  override protected def doGenCode(ctx: CodegenContext, code: ExprCode): ExprCode =
    if (ctx.currentVars != null || view.isEmpty) copied.genCode(ctx)
    else {
      val of = ctx.addReferenceObj("view", view.get, classOf[RowView].getName)
      code.copy(code"${classOf[InternalRow].getName} ${code.value} = $of.of(${ctx.INPUT_ROW});", FalseLiteral)
    }

  override protected def withNewChildrenInternal(changed: IndexedSeq[Expression]): Expression = copy(changed)
}

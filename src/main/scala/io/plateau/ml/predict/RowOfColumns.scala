package io.plateau.ml.predict

import io.plateau.frame.RowView
import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.expressions.{CreateStruct, Expression}
import org.apache.spark.sql.catalyst.expressions.codegen.{CodegenContext, ExprCode, FalseLiteral}
import org.apache.spark.sql.catalyst.expressions.codegen.Block.BlockHelper
import org.apache.spark.sql.types.DataType

/**
 * A struct of columns. Cells of the row that is read are not copied: code that copies thousands of cells takes longer
 * to compile than many rows take to be scored. The struct is then good until the next row is read.
 */
private[predict] case class RowOfColumns(columns: Seq[Expression]) extends Expression {
  override def children: Seq[Expression] = columns
  override lazy val dataType: DataType = copied.dataType
  override def nullable: Boolean = false

  @transient private lazy val copied = CreateStruct(columns)

  /** A view of the row that is read, beside those columns that are more than a cell of it. */
  @transient private lazy val view = new RowView(columns)

  override def eval(row: InternalRow): Any = view.of(row)

  override protected def doGenCode(ctx: CodegenContext, code: ExprCode): ExprCode =
    if (ctx.currentVars != null) copied.genCode(ctx)
    else {
      val of = ctx.addReferenceObj("view", view, classOf[RowView].getName)
      code.copy(code"${classOf[InternalRow].getName} ${code.value} = $of.of(${ctx.INPUT_ROW});", FalseLiteral)
    }

  override protected def withNewChildrenInternal(changed: IndexedSeq[Expression]): Expression = copy(changed)
}

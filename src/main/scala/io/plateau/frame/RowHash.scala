package io.plateau.frame

import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.expressions.{BoundReference, Expression, UnaryExpression, XXH64, XxHash64}
import org.apache.spark.sql.catalyst.expressions.codegen.{CodegenContext, ExprCode, FalseLiteral}
import org.apache.spark.sql.catalyst.expressions.codegen.Block.BlockHelper
import org.apache.spark.sql.types.{DataType, DataTypes}

/**
 * Spark's `xxhash64` of the columns of a row. Columns of a type share code, which Spark would make for each of them:
 * to compile that for hundreds of columns takes longer than to hash thousands of rows. Rows with intervals
 * of calendars or a user's types are left to Spark, whose compiled code has another hash of them than its interpreter.
 *
 * @param child the hash as Spark resolves it
 */
private[frame] case class RowHash(child: Expression) extends UnaryExpression {
  override def dataType: DataType = DataTypes.LongType
  override def nullable: Boolean = false

  @transient private lazy val hash = child.asInstanceOf[XxHash64]
  @transient private lazy val cells = hash.children.map(cell).toArray

  override def eval(row: InternalRow): Any = of(row)

  /** Public only since Spark's generated code calls it. */
  def of(row: InternalRow): Long = {
    var state = hash.seed
    for (i <- cells.indices) state = cells(i).add(row, state)
    state
  }

  override protected def doGenCode(ctx: CodegenContext, code: ExprCode): ExprCode =
    if (ctx.currentVars != null || child.children.exists(column => RowDraw.isCompiledOnly(column.dataType)))
      child.genCode(ctx)
    else {
      val shared = ctx.addReferenceObj("hash", this)
      code.copy(code"long ${code.value} = $shared.of(${ctx.INPUT_ROW});", FalseLiteral)
    }

  override protected def withNewChildInternal(changed: Expression): Expression = copy(changed)

  private def cell(column: Expression): RowHash.Cell = column match {
    case BoundReference(place, kind, _) =>
      val present: RowHash.Cell = kind match {
        case DataTypes.BooleanType => (row, state) => XXH64.hashInt(if (row.getBoolean(place)) 1 else 0, state)
        case DataTypes.ByteType => (row, state) => XXH64.hashInt(row.getByte(place), state)
        case DataTypes.ShortType => (row, state) => XXH64.hashInt(row.getShort(place), state)
        case DataTypes.IntegerType | DataTypes.DateType => (row, state) => XXH64.hashInt(row.getInt(place), state)
        case DataTypes.LongType | DataTypes.TimestampType | DataTypes.TimestampNTZType =>
          (row, state) => XXH64.hashLong(row.getLong(place), state)
        // Of the two zeros, the one that is not negative
        case DataTypes.FloatType =>
          (row, state) => XXH64.hashInt(java.lang.Float.floatToIntBits(row.getFloat(place) + 0f), state)
        case DataTypes.DoubleType =>
          (row, state) => XXH64.hashLong(java.lang.Double.doubleToLongBits(row.getDouble(place) + 0.0), state)
        case _ => any(column)
      }
      (row, state) => if (row.isNullAt(place)) state else present.add(row, state)
    case _ => any(column)
  }

  private def any(column: Expression): RowHash.Cell = {
    val kind = column.dataType
    (row, state) => RowDraw.hash(hash, column.eval(row), kind, state)
  }
}

private[frame] object RowHash {
  /** Hash of a row's cells up to one, from that of the cells before. */
  private trait Cell {
    def add(row: InternalRow, state: Long): Long
  }
}

package io.plateau.frame

import org.apache.spark.rdd.RDD
import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.expressions.{Alias, Attribute, BindReferences, NamedExpression}
import org.apache.spark.sql.catalyst.expressions.{BoundReference, Expression, GenericInternalRow, Literal, UnsafeProjection}
import org.apache.spark.unsafe.types.UTF8String

/**
 * Views of rows that have some of their cells, in an order, and what is computed of a row beside them: code
 * that copies hundreds of cells takes longer to compile than to read thousands of rows.
 *
 * @param columns bound to the rows
 */
final class RowView(columns: Seq[Expression]) {
  private val computed = columns.filter {
    case BoundReference(_, _, _) | Literal(null, _) => false
    case _ => true
  }
  private val project = UnsafeProjection.create(computed)

  /** Of the cells in a row, in what is computed if negative, or [[RowView.NULL]] for a cell that is null. */
  private val places = {
    var made = 0
    columns.map {
      case BoundReference(place, _, _) => place
      case Literal(null, _) => RowView.NULL
      case _ =>
        made -= 1
        made
    }.toArray
  }
  private val accessors = columns.map(column => InternalRow.getAccessor(column.dataType)).toArray
  private val whole = places.indices.forall(i => places(i) == i)

  /** The view of a row, good as long as the row is. */
  def of(row: InternalRow): InternalRow =
    if (whole && row.numFields == places.length) row
    else new View(row, if (computed.isEmpty) row else project(row))

  private final class View(row: InternalRow, made: InternalRow) extends GenericInternalRow(RowView.NO_CELLS) {
    private def in(i: Int): InternalRow = if (places(i) < 0) made else row
    private def at(i: Int): Int = if (places(i) < 0) -1 - places(i) else places(i)

    override def numFields: Int = places.length
    override protected def genericGet(i: Int): Any = if (isNullAt(i)) null else accessors(i)(in(i), at(i))
    override def isNullAt(i: Int): Boolean = places(i) == RowView.NULL || in(i).isNullAt(at(i))
    override def copy(): GenericInternalRow = {
      val own = row.copy()
      new View(own, if (made eq row) own else made.copy())
    }

    // Without an object of each; only of cells that are not null
    override def getBoolean(i: Int): Boolean = in(i).getBoolean(at(i))
    override def getByte(i: Int): Byte = in(i).getByte(at(i))
    override def getShort(i: Int): Short = in(i).getShort(at(i))
    override def getInt(i: Int): Int = in(i).getInt(at(i))
    override def getLong(i: Int): Long = in(i).getLong(at(i))
    override def getFloat(i: Int): Float = in(i).getFloat(at(i))
    override def getDouble(i: Int): Double = in(i).getDouble(at(i))
    override def getUTF8String(i: Int): UTF8String = if (isNullAt(i)) null else in(i).getUTF8String(at(i))

    override def setNullAt(i: Int): Unit = throw new UnsupportedOperationException
    override def update(i: Int, value: Any): Unit = throw new UnsupportedOperationException
  }
}

private[frame] object RowView {
  private val NULL = Int.MinValue
  private val NO_CELLS = Array.empty[Any]

  /** Rows of columns, as views of other rows. */
  def views(rows: RDD[InternalRow], columns: Seq[NamedExpression], input: Seq[Attribute]): RDD[InternalRow] = {
    val values = columns.map { case Alias(value, _) => value; case column => column }
    rows.mapPartitions(new Views(BindReferences.bindReferences[Expression](values, input)))
  }

  private class Views(columns: Seq[Expression])
      extends (Iterator[InternalRow] => Iterator[InternalRow]) with Serializable {
    override def apply(rows: Iterator[InternalRow]): Iterator[InternalRow] = {
      val view = new RowView(columns)
      rows.map(view.of)
    }
  }
}

package io.plateau.ml.predict

import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow
import org.apache.spark.sql.types.DataType
import org.apache.spark.unsafe.types.UTF8String

/**
 * Views of rows that have some of their cells, in an order. Public only since Spark's generated code calls it.
 *
 * @param places of the cells in a row; [[RowView.NULL]] for a cell that is null
 * @param types of the cells
 */
final class RowView(places: Array[Int], types: Seq[DataType]) {
  private val accessors = types.map(InternalRow.getAccessor(_)).toArray
  private val whole = places.indices.forall(i => places(i) == i)

  /** The view of a row, good as long as the row is. */
  def of(row: InternalRow): InternalRow = if (whole && row.numFields == places.length) row else new View(row)

  private final class View(row: InternalRow) extends GenericInternalRow(RowView.NO_CELLS) {
    override def numFields: Int = places.length
    override protected def genericGet(i: Int): Any = if (isNullAt(i)) null else accessors(i)(row, places(i))
    override def isNullAt(i: Int): Boolean = places(i) == RowView.NULL || row.isNullAt(places(i))
    override def copy(): GenericInternalRow = new View(row.copy())

    // Without an object of each; only of cells that are not null
    override def getInt(i: Int): Int = row.getInt(places(i))
    override def getLong(i: Int): Long = row.getLong(places(i))
    override def getFloat(i: Int): Float = row.getFloat(places(i))
    override def getDouble(i: Int): Double = row.getDouble(places(i))
    override def getUTF8String(i: Int): UTF8String = if (isNullAt(i)) null else row.getUTF8String(places(i))

    override def setNullAt(i: Int): Unit = throw new UnsupportedOperationException
    override def update(i: Int, value: Any): Unit = throw new UnsupportedOperationException
  }
}

private[predict] object RowView {
  val NULL = -1
  private val NO_CELLS = Array.empty[Any]
}

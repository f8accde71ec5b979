package io.plateau.data;

import io.plateau.engine.shard.CachedRdd;
import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.TaskBytes;
import io.plateau.ml.fit.InternalRows;
import io.plateau.scan.BlockScan;
import io.plateau.scan.ColumnBlock;
import io.plateau.scan.Slot;
import io.plateau.train.DataException;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows of a table, read once and cached as blocks. Closing frees them.
 *
 * @param order of the rows in their files
 * @param rows their number
 * @param widths of the vectors by slot
 */
record TableScan(Table table, JavaRDD<ColumnBlock> blocks, FileOrder order, long rows, int[] widths)
    implements AutoCloseable {

  /**
   * Reads a table.
   *
   * @param selected by the plan of the scan
   * @param checks of the rows, that of malformed ones first
   * @throws DataException for zero rows and for the first check that fails
   */
  static TableScan of(Dataset<Row> selected, TableChecks checks) {
    Table table = checks.table();
    ScanPlan plan = checks.plan();
    List<Slot> slots = plan.slots();
    int required = plan.skip() ? plan.features() : 0;
    JavaRDD<ColumnBlock> blocks =
        CachedRdd.of(
            InternalRows.of(selected).mapPartitions(rows -> new BlockScan(rows, slots, required)),
            "rows of " + table.place(),
            StorageLevel.MEMORY_AND_DISK());
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(blocks.context());
    boolean read = false;
    try {
      List<Check> all = checks.all();
      List<Findings> found =
          JobDescription.during(
              spark,
              "reading " + table.place(),
              () -> TaskBytes.collect(blocks.map(block -> Findings.of(block, all))));
      FileOrder order = FileOrder.of(found);
      long rows = found.stream().mapToLong(block -> block.rows).sum();
      int[] widths = checks.judge(found, order, rows);
      read = true;
      return new TableScan(table, blocks, order, rows, widths);
    } catch (Exception problem) { // Scala's exceptions are not declared
      throw problem instanceof RuntimeException runtime
          ? Faults.parsing(table, runtime)
          : Faults.parsing(table, new IllegalStateException(problem));
    } finally {
      if (!read) {
        blocks.unpersist(false);
      }
    }
  }

  @Override
  public void close() {
    blocks.unpersist(false);
  }
}

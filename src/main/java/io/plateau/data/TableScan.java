package io.plateau.data;

import io.plateau.data.check.Check;
import io.plateau.data.check.FileOrder;
import io.plateau.data.check.Findings;
import io.plateau.data.check.TableChecks;
import io.plateau.data.check.Verdict;
import io.plateau.data.column.ScanPlan;
import io.plateau.data.source.Table;
import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.TaskRdds;
import io.plateau.engine.shard.TaskResults;
import io.plateau.scan.BlockScan;
import io.plateau.scan.ColumnBlock;
import io.plateau.scan.Identifiers;
import io.plateau.scan.WrittenBlocks;
import io.plateau.table.fit.TableFit;
import io.plateau.train.DataException;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
    JavaRDD<ColumnBlock> blocks =
        BlockScan.cached(selected, plan.slots(), plan.required(), "rows of " + table.place());
    try {
      return judged(blocks, checks);
    } catch (Throwable e) {
      blocks.unpersist(false);
      throw e;
    }
  }

  /** Checks the rows of a table as a scan does, but keeps none. */
  static void check(Dataset<Row> selected, TableChecks checks) {
    ScanPlan plan = checks.plan();
    judged(BlockScan.of(selected, plan.slots(), plan.required()), checks);
  }

  private static TableScan judged(JavaRDD<ColumnBlock> blocks, TableChecks checks) {
    Table table = checks.table();
    List<Check> all = checks.all();
    return table.read(
        () -> {
          List<Findings> found =
              JobDescription.during(
                  blocks.context(),
                  "reading " + table.place(),
                  () ->
                      TaskResults.elements(TaskRdds.map(blocks, block -> Findings.of(block, all))));
          Verdict verdict = Verdict.of(checks, found);
          return new TableScan(table, blocks, verdict.order(), verdict.rows(), verdict.require());
        });
  }

  /**
   * The rows, in which strings that do not write the numbers or dates of their columns are missing
   * values, too; this scan where there are none that are not skipped. Its blocks are made of those
   * that are cached, which this scan frees.
   *
   * @param checks of this scan
   * @throws DataException where no value may be missing
   */
  TableScan with(List<TableFit.Written> written, TableChecks checks) {
    if (written.isEmpty()) {
      return this;
    }
    boolean skips = checks.plan().skip();
    TableScan scan =
        judged(
            TaskRdds.mapPartitions(blocks, cached -> new WrittenBlocks(cached, written, skips)),
            checks);
    return scan.order.kept() == order.kept() ? this : scan;
  }

  /** The rows, in which identifiers are strings. Its blocks are made of those of this scan. */
  TableScan with(Identifiers identifiers) {
    return new TableScan(table, identifiers.in(blocks), order, rows, widths);
  }

  @Override
  public void close() {
    blocks.unpersist(false);
  }
}

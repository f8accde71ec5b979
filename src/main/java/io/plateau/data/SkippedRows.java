package io.plateau.data;

import io.plateau.data.check.Check;
import io.plateau.data.check.Findings;
import io.plateau.data.check.TableChecks;
import io.plateau.engine.shard.JobDescription;
import io.plateau.engine.shard.TaskRdds;
import io.plateau.engine.shard.TaskResults;
import io.plateau.job.JobWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All rows of a table, of which {@code data.missing: skip} leaves none, for messages.
 *
 * @param empty columns that are missing in each of the rows
 */
record SkippedRows(TableScan scan, List<String> empty) {

  /**
   * Looks for the columns that no row of a scan has.
   *
   * @param checks of the scan, or of another with the same features
   */
  static SkippedRows of(TableScan scan, TableChecks checks) {
    List<Check> missing =
        checks.all().stream()
            .filter(check -> check.test() == Check.Test.MISSING)
            .filter(check -> check.slot() < checks.plan().features())
            .toList();
    List<Findings> found =
        JobDescription.during(
            scan.blocks().context(),
            "counting missing values of " + scan.table().place(),
            () ->
                TaskResults.elements(
                    TaskRdds.map(scan.blocks(), block -> Findings.of(block, missing))));
    List<String> empty =
        IntStream.range(0, missing.size())
            .filter(c -> found.stream().mapToLong(f -> f.bad()[c][0]).sum() == scan.rows())
            .mapToObj(c -> checks.plan().slots().get(missing.get(c).slot()).column())
            .toList();
    return new SkippedRows(scan, empty);
  }

  /** That all rows are left out, and why. */
  String clause() {
    String columns =
        empty.stream().map(column -> '"' + column + '"').collect(Collectors.joining(", "));
    return "data.missing: skip leaves out all %d rows of %s: %s"
        .formatted(
            scan.rows(),
            scan.table().place(),
            empty.isEmpty()
                ? "each has a missing value"
                : "%s %s missing in each of them"
                    .formatted(
                        (empty.size() == 1 ? "column " : "columns ") + columns,
                        empty.size() == 1 ? "is" : "are"));
  }

  /** What to do where these are the rows to learn from. */
  String advice() {
    return empty.isEmpty()
        ? "data.missing may be median or mean"
        : "set data.columns: {%s}"
            .formatted(
                empty.stream()
                    .map(column -> JobWriter.scalar(column) + ": ignore")
                    .collect(Collectors.joining(", ")));
  }
}

/**
 * What each column of a table is to a job, before any row is learned from.
 *
 * <p>{@link io.plateau.data.column.JobColumns} finds labels, features and weight, {@link
 * io.plateau.data.column.ScanPlan} says which of them a scan reads, and as what, {@link
 * io.plateau.data.column.TaskDecision} takes the {@link io.plateau.data.column.Task} from the job
 * or, by {@link io.plateau.data.column.TaskChoice}, from the values of a label, and {@link
 * io.plateau.data.column.Classes} are those that a label names:
 *
 * <pre>{@code
 * JobColumns columns = JobColumns.of(job.data(), table);
 * List<RawColumn> features = columns.raw(job.data().treatment());
 * ScanPlan plan = ScanPlan.of(columns, features, job.data(), false, true);
 * }</pre>
 *
 * <p>Depends on Spark SQL, {@code data.source}, {@code job}, {@code scan}, {@code frame}, {@code
 * table}, {@code spec}, {@code train}, {@code nn.loss} and {@code math}.
 */
package io.plateau.data.column;

/**
 * Checks of the rows of a table, made where its blocks are.
 *
 * <p>{@link io.plateau.data.check.TableChecks} has a {@link io.plateau.data.check.Check} with a
 * message for each thing that may be wrong, {@link io.plateau.data.check.Findings} are what they
 * find in one block, {@link io.plateau.data.check.FileOrder} tells where in its file a row stands,
 * and {@link io.plateau.data.check.Verdict} reports the first check that fails, with its first row:
 *
 * <pre>{@code
 * TableChecks checks = TableChecks.of(table, columns, plan, Optional.empty(), job.data());
 * List<Findings> found =
 *     TaskResults.elements(TaskRdds.map(blocks, block -> Findings.of(block, checks.all())));
 * int[] widths = Verdict.of(checks, found).require();
 * }</pre>
 *
 * <p>Depends on {@code data.column}, {@code data.source}, {@code job}, {@code scan}, {@code table},
 * {@code spec} and {@code train}.
 */
package io.plateau.data.check;

/**
 * Rows of a data set by column: read once into cached {@link io.plateau.scan.ColumnBlock}s, then
 * surveyed in two passes for {@code table}, which learns from the training rows how they are
 * encoded.
 *
 * <pre>{@code
 * TableSurvey survey = TableSurvey.of(blocks, slots, parts);
 * TableFit fit = TableFit.of(columns, survey.first().statistics(), rules);
 * FittedTable table = fit.table(survey.measured(fit.learned()), centers);
 * }</pre>
 *
 * <p>Depends on Spark SQL, {@code table}, {@code engine}, {@code ml.fit} and {@code math}.
 */
package io.plateau.scan;

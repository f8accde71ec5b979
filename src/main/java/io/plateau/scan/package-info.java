/**
 * Rows of a data set by column: read once into cached {@link io.plateau.scan.ColumnBlock}s, then
 * surveyed in two or three passes for {@code table}, which learns from the training rows how they
 * are encoded.
 *
 * <pre>{@code
 * TableSurvey survey = TableSurvey.of(blocks, slots, parts);
 * TableFit fit = TableFit.of(columns, survey.first().statistics(), rules);
 * FittedTable table = fit.table(survey.measured(fit.learned()), centers);
 * }</pre>
 *
 * <p>Whole numbers that turn out to be {@link io.plateau.scan.Identifiers} are surveyed again as
 * strings. Where rows without a value are skipped, {@link io.plateau.scan.KeptRows} are surveyed
 * anew until no string of them is a missing value.
 *
 * <p>Depends on Spark SQL, {@code frame}, {@code table}, {@code engine.shard}, {@code train} and
 * {@code math}.
 */
package io.plateau.scan;

/**
 * A fit of a table to the columns of a dataset: features are chosen by params, validation rows held
 * out, and {@link io.plateau.ml.table.TablePass} reads the rows once. {@link
 * io.plateau.ml.table.ClassLabels} are the classes of labels of any type. Depends on {@code
 * ml.params}, {@code ml.fit}, {@code scan} and what lies below.
 *
 * <pre>{@code
 * List<RawColumn> columns = FeatureChoice.of(params, dataset.schema(), Map.of("y", "the label"));
 * HeldOutRows rows = HeldOutRows.of(params, dataset);
 * FittedTable table = new TablePass(columns, label, rows, rules, true).run(System.err::println).table();
 * }</pre>
 */
package io.plateau.ml.table;

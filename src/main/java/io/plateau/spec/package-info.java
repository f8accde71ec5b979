/**
 * Typed specification of a training: network, loss, optimizer, schedule, rounds, stopping, seed.
 * Each setting has its name, documentation, range and default once, in {@link
 * io.plateau.spec.Settings}; the keys of job files and the params of spark.ml follow from that
 * table. Depends on {@code nn}, {@code optim}, {@code train} and {@code table}, whose columns
 * {@link io.plateau.spec.TableColumns} turns into those of a network; knows neither Spark nor YAML.
 *
 * <pre>{@code
 * TrainingSpec spec =
 *     TrainingSpec.of(Values.NONE.with(NetworkSpec.HIDDEN, List.of(256)).with(RoundsSpec.SHARDS, 8));
 * TrainingPlan plan = spec.plan(List.of(new Numbers(784)), 10, LabelType.CLASS, true);
 * }</pre>
 */
package io.plateau.spec;

package io.plateau.job;

import io.plateau.spec.LossSpec;
import java.util.List;

/** The keys below {@code data}. */
final class DataKeys {
  private DataKeys() {}

  static List<Key<?>> all() {
    return List.of(
        Keys.key(
            "data.path",
            Kinds.text("a path or URI"),
            new Key.Required<>(),
            "where the rows are: a file, a folder or a pattern, any Hadoop URI",
            job -> job.data().path()),
        Keys.key(
            "data.format",
            Kinds.text("a format such as csv, parquet or idx"),
            new Key.Written<>("csv"),
            "any Spark source, or idx",
            job -> job.data().format()),
        Keys.key(
            "data.options",
            Kinds.strings(),
            new Key.Written<>("{}"),
            "options for the source",
            job -> job.data().options()),
        Keys.key(
            "data.label",
            Kinds.columns(),
            new Key.Required<>(),
            "the column to predict; a list of columns trains several outputs",
            job -> job.data().label()),
        Keys.key(
            "data.features",
            Kinds.columnList().orWord("all", List.of()),
            new Key.Written<>("all"),
            "the columns to predict from; all but label, weight and split columns",
            job -> job.data().features()),
        Keys.key(
            "data.weight",
            Kinds.text("a column").orNull(),
            new Key.Written<>("null"),
            "a column with the weight of each row",
            job -> job.data().weight()),
        Keys.key(
            "data.standardize",
            Kinds.bool(),
            new Key.Written<>("true"),
            "brings features to mean 0 and variance 1",
            job -> job.data().standardize()),
        Key.of(LossSpec.STANDARDIZE_LABEL),
        Keys.key(
            "data.missing",
            Kinds.choice(Job.Missing.class),
            new Key.Written<>("error"),
            "what happens to missing feature values: an error, the column's mean or median, or the"
                + " row is skipped",
            job -> job.data().missing()),
        Keys.key(
            "data.split.test",
            Parts.part(),
            new Key.Written<>("null"),
            "rows measured once, at the end",
            job -> job.data().split().test()),
        Keys.key(
            "data.split.validation",
            Parts.part(),
            new Key.Written<>("null"),
            "rows measured after every epoch; the best epoch's weights are kept",
            job -> job.data().split().validation()));
  }
}

package io.plateau.job;

import io.plateau.spec.Domain;
import io.plateau.spec.LossSpec;
import io.plateau.spec.Recipe;
import io.plateau.table.TableRules;
import io.plateau.table.TableSetting;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The keys below {@code data}. */
final class DataKeys {
  private DataKeys() {}

  static List<JobKey<?>> all() {
    return List.of(
        new JobKey<>(
            "data.path",
            Kinds.text("a path or URI"),
            new JobKey.Required<>(),
            "where the rows are: a file, a folder or a pattern, any Hadoop URI; with format table"
                + " a name, such as shop.customers",
            job -> job.data().path()),
        new JobKey<>(
            "data.format",
            format(),
            new JobKey.Written<>("csv"),
            "any Spark source, idx, or table: a table or view of Spark's catalogs",
            job -> job.data().format()),
        new JobKey<>(
            "data.options",
            Kinds.strings(),
            new JobKey.Written<>("{}"),
            "options for the source",
            job -> job.data().options()),
        new JobKey<>(
            "data.label",
            Kinds.columns(),
            new JobKey.Required<>(),
            "the column to predict; a list of columns trains several outputs",
            job -> job.data().label()),
        new JobKey<>(
            "data.features",
            Kinds.columnList().orWord("all", List.of()),
            new JobKey.Written<>("all"),
            "the columns to predict from; all but label, weight and split columns",
            job -> job.data().features()),
        new JobKey<>(
            "data.weight",
            Kinds.text("a column").orWord("null", null),
            new JobKey.Written<>("null"),
            "a column with the weight of each row",
            job -> job.data().weight()),
        new JobKey<>(
            "data.columns",
            ColumnKinds.kind(),
            new JobKey.Written<>("{}"),
            "kinds of columns that are not to be inferred, such as {zip: category, note: ignore}: "
                + String.join(", ", io.plateau.table.ColumnKind.words()),
            job -> job.data().treatment().kinds()),
        JobKey.of(LossSpec.STANDARDIZE_LABEL),
        table(TableSetting.MISSING),
        table(TableSetting.UNSEEN),
        table(TableSetting.SCALE),
        table(TableSetting.MAX_CATEGORIES),
        new JobKey<>(
            "data.split.test",
            PartKinds.part(),
            new JobKey.Written<>("null"),
            "rows measured once, at the end",
            job -> job.data().split().test()),
        new JobKey<>(
            "data.split.validation",
            PartKinds.part().orWord("auto", new Job.Part.Automatic()),
            new JobKey.Derived<>(
                "auto; null with recipe plain",
                draft ->
                    Recipe.isTabular(draft.training())
                        ? new Job.Part.Automatic()
                        : new Job.Part.None()),
            "rows measured after every epoch; the best epoch's weights are kept; auto is a tenth of"
                + " the rows of a table that has 2,000 or more, and else none",
            job -> job.data().split().validation()));
  }

  /** Spark finds its own formats in any case of letters, and classes as they are written. */
  private static Kind<String> format() {
    String known = String.join(", ", Job.Data.FORMATS);
    Kind<String> text = Kinds.text(known + ", or another source that Spark knows");
    List<String> names =
        Stream.of(Job.Data.FORMATS, Job.Data.OTHERS).flatMap(List::stream).toList();
    return new Kind<>(
        text.expected(),
        tree -> {
          String written = text.read(tree);
          String name = written.contains(".") ? written : written.toLowerCase(Locale.ROOT);
          String nearest = names.contains(name) ? "" : Suggestions.hint(name, names);
          if (!nearest.isEmpty()) {
            throw new Kind.Mismatch(tree, nearest);
          }
          return name;
        },
        text.writer());
  }

  private static JobKey<?> table(TableSetting setting) {
    Kind<?> kind =
        setting.words().isEmpty() ? Kinds.of(Domain.integer(1)) : Kinds.choice(setting.words());
    return key(setting, kind);
  }

  @SuppressWarnings("unchecked")
  private static <T> JobKey<T> key(TableSetting setting, Kind<T> kind) {
    return new JobKey<>(
        path(setting),
        kind,
        setting == TableSetting.SCALE
            ? new JobKey.Derived<>(
                "robust; standard with recipe plain",
                draft -> (T) (Recipe.isTabular(draft.training()) ? "robust" : "standard"))
            : new JobKey.Written<>(setting.of(TableRules.DEFAULT).toString()),
        setting.doc(),
        job -> (T) setting.of(job.data().treatment().rules()));
  }

  static String path(TableSetting setting) {
    return "data." + setting.word();
  }
}

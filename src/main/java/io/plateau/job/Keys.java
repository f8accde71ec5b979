package io.plateau.job;

import io.plateau.spec.Domain;
import io.plateau.spec.Effort;
import io.plateau.spec.LossSpec;
import io.plateau.spec.Recipe;
import io.plateau.spec.Setting;
import io.plateau.spec.Settings;
import io.plateau.spec.TrainingSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Table of all keys: those of files, and one for each of the {@link Settings} of a training.
 * Reading, defaults, writing and the reference page follow from it.
 */
final class Keys {
  /** In the order they are written. */
  static final List<JobKey<?>> ALL = all();

  /** Paths of mappings. */
  static final List<String> GROUPS =
      ALL.stream().map(JobKey::group).filter(group -> !group.isEmpty()).distinct().toList();

  /** Mappings that may be written as their name alone. */
  static final List<String> NAMED =
      GROUPS.stream().filter(group -> at(group + ".name") != null).toList();

  /** The paths of all keys and mappings. */
  static final List<String> PATHS =
      Stream.concat(ALL.stream().map(JobKey::path), GROUPS.stream()).toList();

  private Keys() {}

  /** The key at a path, or null. */
  static JobKey<?> at(String path) {
    return ALL.stream().filter(key -> key.path().equals(path)).findFirst().orElse(null);
  }

  private static List<JobKey<?>> all() {
    Set<Setting<?>> placed =
        Set.of(TrainingSpec.SEED, Recipe.NAME, Effort.NAME, LossSpec.STANDARDIZE_LABEL);
    return Stream.of(
            Stream.of(
                new JobKey<>(
                    "name",
                    Kinds.text("a name"),
                    new JobKey.Derived<>("the file's name", Draft::fileName),
                    "what the run is called",
                    Job::name),
                JobKey.of(TrainingSpec.SEED),
                new JobKey<>(
                    "output",
                    Kinds.text("a folder"),
                    new JobKey.Derived<>("runs/NAME", draft -> "runs/" + draft.get("name")),
                    "the run's folder, any Hadoop URI",
                    Job::output),
                new JobKey<>(
                    "task",
                    Kinds.choice(Job.TaskWord.class),
                    new JobKey.Written<>("auto"),
                    "classification or regression; auto decides by the loss and the label's values",
                    job -> job.data().treatment().task()),
                JobKey.of(Recipe.NAME),
                JobKey.of(Effort.NAME)),
            DataKeys.all().stream(),
            Settings.ALL.stream().filter(setting -> !placed.contains(setting)).map(JobKey::of),
            files())
        .<JobKey<?>>flatMap(keys -> keys)
        .toList();
  }

  private static Stream<JobKey<?>> files() {
    return Stream.of(
        new JobKey<>(
            "checkpoint.every",
            Durations.every().orWord("null", Durations.Every.NEVER),
            new JobKey.Written<>("5 epochs"),
            "how often the run is saved to resume from",
            job ->
                new Durations.Every(
                    job.checkpoint().everyEpochs(), job.checkpoint().everySeconds())),
        new JobKey<>(
            "checkpoint.keep",
            Kinds.of(Domain.integer(2)),
            new JobKey.Written<>("3"),
            "checkpoints that are kept",
            job -> job.checkpoint().keep()),
        new JobKey<>(
            "logs",
            Kinds.choice(List.of("none", "tensorboard")),
            new JobKey.Written<>("none"),
            "tensorboard writes an event file into the run's folder",
            Job::logs));
  }
}

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
  static final List<Key<?>> ALL = all();

  /** Paths of mappings. */
  static final List<String> GROUPS =
      ALL.stream().map(Key::group).filter(group -> !group.isEmpty()).distinct().toList();

  /** Mappings that may be written as their name alone. */
  static final List<String> NAMED =
      GROUPS.stream().filter(group -> at(group + ".name") != null).toList();

  /** The paths of all keys and mappings. */
  static final List<String> PATHS =
      Stream.concat(ALL.stream().map(Key::path), GROUPS.stream()).toList();

  private Keys() {}

  /** The key at a path, or null. */
  static Key<?> at(String path) {
    return ALL.stream().filter(key -> key.path().equals(path)).findFirst().orElse(null);
  }

  private static List<Key<?>> all() {
    Set<Setting<?>> placed =
        Set.of(TrainingSpec.SEED, Recipe.NAME, Effort.NAME, LossSpec.STANDARDIZE_LABEL);
    return Stream.of(
            Stream.of(
                new Key<>(
                    "name",
                    Kinds.text("a name"),
                    new Key.Derived<>("the file's name", Draft::fileName),
                    "what the run is called",
                    Job::name),
                Key.of(TrainingSpec.SEED),
                new Key<>(
                    "output",
                    Kinds.text("a folder"),
                    new Key.Derived<>("runs/NAME", draft -> "runs/" + draft.get("name")),
                    "the run's folder, any Hadoop URI",
                    Job::output),
                new Key<>(
                    "task",
                    Kinds.choice(Job.TaskWord.class),
                    new Key.Written<>("auto"),
                    "classification or regression; auto decides by the loss and the label's values",
                    job -> job.data().treatment().task()),
                Key.of(Recipe.NAME),
                Key.of(Effort.NAME)),
            DataKeys.all().stream(),
            Settings.ALL.stream().filter(setting -> !placed.contains(setting)).map(Key::of),
            files())
        .<Key<?>>flatMap(keys -> keys)
        .toList();
  }

  private static Stream<Key<?>> files() {
    return Stream.of(
        new Key<>(
            "checkpoint.every",
            Durations.every().orWord("null", Durations.Every.NEVER),
            new Key.Written<>("5 epochs"),
            "how often the run is saved to resume from",
            job ->
                new Durations.Every(
                    job.checkpoint().everyEpochs(), job.checkpoint().everySeconds())),
        new Key<>(
            "checkpoint.keep",
            Kinds.of(Domain.integer(2)),
            new Key.Written<>("3"),
            "checkpoints that are kept",
            job -> job.checkpoint().keep()),
        new Key<>(
            "logs",
            Kinds.choice(() -> List.of("none", "tensorboard")),
            new Key.Written<>("none"),
            "tensorboard writes an event file into the run's folder",
            Job::logs));
  }
}

package io.plateau.job;

import io.plateau.job.Job.Part;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The table of all keys: what is read, what holds otherwise, how it is written back, and the
 * reference page come from here alone.
 */
final class Keys {
  /** In the order they are written. */
  static final List<Key<?>> ALL =
      Stream.of(general(), DataKeys.all(), network(), OptimizerKeys.all(), loop())
          .flatMap(List::stream)
          .toList();

  /** Paths of mappings. */
  static final List<String> GROUPS =
      List.of(
          "data",
          "data.split",
          "network",
          "optimizer",
          "optimizer.schedule",
          "training",
          "stopping",
          "checkpoint");

  /** Mappings that may be written as their name alone. */
  static final List<String> NAMED = List.of("optimizer", "optimizer.schedule");

  /** All that may follow a dot or stand at the top. */
  static final List<String> PATHS =
      Stream.concat(ALL.stream().map(Key::path), GROUPS.stream()).toList();

  private Keys() {}

  /** The key at a path, or null. */
  static Key<?> at(String path) {
    return ALL.stream().filter(key -> key.path().equals(path)).findFirst().orElse(null);
  }

  private static List<Key<?>> general() {
    return List.of(
        key(
            "name",
            Kinds.text("a name"),
            derived("the file's name", Settings::fileName),
            "what the run is called",
            Job::name),
        key("seed", Kinds.seed(), "1", "of every random draw", Job::seed),
        key(
            "output",
            Kinds.text("a folder"),
            derived("runs/NAME", s -> "runs/" + s.get("name")),
            "the run's folder, any Hadoop URI",
            Job::output));
  }

  private static List<Key<?>> network() {
    return List.of(
        key(
            "network.hidden",
            Kinds.widths(),
            "[128, 64]",
            "widths of the hidden layers; [] makes a linear model",
            job -> job.network().hidden()),
        key(
            "network.activation",
            Kinds.choice(Names::activations),
            "relu",
            "of the hidden layers",
            job -> job.network().activation()),
        key(
            "network.dropout",
            Kinds.share(),
            "0",
            "share of hidden units left out in each step",
            job -> job.network().dropout()),
        key(
            "network.inputDropout",
            Kinds.share(),
            "0",
            "share of inputs left out in each step",
            job -> job.network().inputDropout()),
        key(
            "network.initializer",
            Kinds.choice(Names::initializers),
            "auto",
            "distribution of the first weights; auto follows from the activation",
            job -> job.network().initializer()),
        key(
            "loss",
            Kinds.choice(Names::losses),
            "auto",
            "what training makes small; auto follows from the label",
            Job::loss));
  }

  private static List<Key<?>> loop() {
    return List.of(
        key(
            "training.batchSize",
            Kinds.whole(1).orWord("all", 0),
            derived(
                "256; all with l-bfgs", s -> Names.LBFGS.equals(s.get("optimizer.name")) ? 0 : 256),
            "rows of a step, over all shards",
            job -> job.training().batchSize()),
        key(
            "training.localSteps",
            Kinds.whole(1).orWord("auto", 0),
            "1",
            "steps each shard makes alone in a round",
            job -> job.training().localSteps()),
        key(
            "training.shards",
            Kinds.whole(1).orWord("auto", 0),
            "auto",
            "parts the rows are dealt to; auto follows from their number",
            job -> job.training().shards()),
        key(
            "stopping.maxEpochs",
            Kinds.whole(1),
            "100",
            "passes over the rows at most",
            job -> job.stopping().maxEpochs()),
        key(
            "stopping.patience",
            Kinds.whole(0),
            "10",
            "epochs without improvement after which training stops; 0 for never",
            job -> job.stopping().patience()),
        key(
            "stopping.minDelta",
            Kinds.notNegative(),
            "1e-4",
            "what counts as an improvement",
            job -> job.stopping().minDelta()),
        key(
            "stopping.monitor",
            Kinds.choice(Names::monitors),
            derived("validationLoss with validation rows, else trainLoss", Keys::monitor),
            "what must improve: trainLoss, validationLoss or a metric such as accuracy",
            job -> job.stopping().monitor()),
        key(
            "stopping.target",
            Kinds.number().orNull(),
            "null",
            "value of the monitor at which training stops",
            job -> job.stopping().target()),
        key(
            "stopping.maxTime",
            Durations.duration().orNull(),
            "null",
            "time all epochs may take together",
            job -> job.stopping().maxSeconds()),
        key(
            "checkpoint.every",
            Durations.every().orWord("null", Durations.Every.NEVER),
            "5 epochs",
            "how often the run is saved to resume from",
            job ->
                new Durations.Every(
                    job.checkpoint().everyEpochs(), job.checkpoint().everySeconds())),
        key(
            "checkpoint.keep",
            Kinds.whole(2),
            "3",
            "checkpoints that are kept",
            job -> job.checkpoint().keep()),
        key(
            "logs",
            Kinds.choice(Names::logs),
            "none",
            "tensorboard writes an event file into the run's folder",
            Job::logs));
  }

  private static String monitor(Settings settings) {
    Part validation = settings.get("data.split.validation");
    return validation instanceof Part.None ? "trainLoss" : "validationLoss";
  }

  static <T> Key<T> key(
      String path, Kind<T> kind, String fallback, String doc, Function<Job, T> of) {
    return new Key<>(path, kind, new Key.Written<>(fallback), doc, of);
  }

  static <T> Key<T> key(
      String path, Kind<T> kind, Key.Fallback<T> fallback, String doc, Function<Job, T> of) {
    return new Key<>(path, kind, fallback, doc, of);
  }

  private static <T> Key.Fallback<T> derived(String words, Function<Settings, T> value) {
    return new Key.Derived<>(words, value);
  }
}

package io.plateau.job;

import io.plateau.spec.Nearest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody probably meant: by edit distance, or by the name other trainers use. */
final class Suggestions {
  /** Names here, and those that others have for them. */
  private static final Map<String, String> ALIASES =
      aliases(
          """
          optimizer.learningRate: lr eta stepsize
          optimizer: optim
          optimizer.name: solver
          optimizer.schedule: scheduler lrschedule
          optimizer.weightDecay: decay
          optimizer.clipNorm: clip gradclip gradientclipping
          optimizer.beta1: betas
          optimizer.epsilon: eps
          stopping.maxEpochs: epochs maxiter iterations
          stopping.patience: earlystopping
          stopping.minDelta: tol
          stopping.maxTime: timeout
          training.batchSize: batch minibatch
          network.hidden: hiddenlayers layers
          network: model
          network.initializer: init
          data.label: target labels
          data.path: file input
          data.features: inputs columns
          data.scale: normalize
          data.split.test: test
          data.split.validation: val validation
          output: out
          json: ndjson
          parquet: pq
          """);

  private Suggestions() {}

  private static Map<String, String> aliases(String table) {
    Map<String, String> names = new HashMap<>();
    for (String line : table.lines().toList()) {
      String[] row = line.split(": ");
      Stream.of(row[1].split(" ")).forEach(alias -> names.put(alias, row[0]));
    }
    return names;
  }

  /** The name of {@code known} that was probably meant; empty where none is near. */
  static Optional<String> name(String written, List<String> known) {
    return Optional.ofNullable(ALIASES.get(Nearest.plain(written)))
        .filter(known::contains)
        .or(() -> Nearest.name(written, known));
  }

  /** {@code ; did you mean "x"?} with the {@link #name}, or nothing. */
  static String hint(String written, List<String> known) {
    return Nearest.hint(name(written, known));
  }

  /**
   * The path of {@code known} that was probably meant by another, or null. One in the same group is
   * as good as one whose name has a letter less that differs.
   */
  static String path(String whole, List<String> known) {
    String leaf = leaf(whole);
    String alias = ALIASES.get(Nearest.plain(leaf));
    Comparator<String> nearest =
        Comparator.<String>comparingInt(
                path -> Nearest.distance(leaf, leaf(path)) + (beside(whole, path) ? 0 : 1))
            .thenComparingInt(path -> Nearest.distance(whole, path));
    String best =
        known.stream().filter(path -> Nearest.isNear(leaf, leaf(path))).min(nearest).orElse(null);
    boolean certain =
        best != null
            && (Nearest.distance(leaf, leaf(best)) == 0
                || beside(whole, best) && (alias == null || !beside(whole, alias)));
    return alias != null && !certain && known.contains(alias) ? alias : best;
  }

  private static boolean beside(String path, String other) {
    return group(path).equals(group(other));
  }

  private static String group(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  static String leaf(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}

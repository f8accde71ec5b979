package io.plateau.job;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
          squared: mse
          absolute: mae
          silu: swish
          identity: linear none
          sigmoid: logistic
          json: ndjson
          parquet: pq
          category: categorical
          number: numeric numerical
          date: datetime timestamp
          ignore: drop
          softmaxCrossEntropy: crossentropy
          """);

  private Suggestions() {}

  /** A name of so many letters at least is meant by one with a few letters more at its end. */
  private static final int SHORTEST = 3;

  private static final int SUFFIX = 2;

  /** Nobody means a name by something longer; it is not worth the comparisons. */
  private static final int LONGEST = 60;

  private static Map<String, String> aliases(String table) {
    Map<String, String> names = new HashMap<>();
    for (String line : table.lines().toList()) {
      String[] row = line.split(": ");
      Stream.of(row[1].split(" ")).forEach(alias -> names.put(alias, row[0]));
    }
    return names;
  }

  /** The name of {@code known} that is near enough to what was written, or null. */
  static String name(String written, List<String> known) {
    String alias = ALIASES.get(plain(written));
    if (alias != null && known.contains(alias)) {
      return alias;
    }
    return known.stream()
        .filter(name -> near(written, name))
        .min(Comparator.comparingInt(name -> distance(plain(written), plain(name))))
        .orElse(null);
  }

  /** {@code ; did you mean "x"?} with the {@link #name}, or nothing. */
  static String hint(String written, List<String> known) {
    String nearest = name(written, known);
    return nearest == null ? "" : "; did you mean \"" + nearest + "\"?";
  }

  /**
   * The path of {@code known} that was probably meant by another, or null. One in the same group is
   * as good as one whose name has a letter less that differs.
   */
  static String path(String whole, List<String> known) {
    String leaf = leaf(whole);
    String alias = ALIASES.get(plain(leaf));
    Comparator<String> nearest =
        Comparator.<String>comparingInt(
                path -> distance(plain(leaf), plain(leaf(path))) + (beside(whole, path) ? 0 : 1))
            .thenComparingInt(path -> distance(plain(whole), plain(path)));
    String best = known.stream().filter(path -> near(leaf, leaf(path))).min(nearest).orElse(null);
    boolean certain =
        best != null
            && (plain(leaf(best)).equals(plain(leaf))
                || beside(whole, best) && (alias == null || !beside(whole, alias)));
    return alias != null && !certain && known.contains(alias) ? alias : best;
  }

  private static boolean near(String written, String name) {
    if (written.length() > LONGEST) {
      return false;
    }
    int length = Math.min(plain(written).length(), plain(name).length());
    int longer = plain(written).length() - length;
    if (length >= SHORTEST && longer <= SUFFIX && plain(written).startsWith(plain(name))) {
      return true;
    }
    return distance(plain(written), plain(name)) <= Math.max(1, length / 3);
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

  private static String plain(String name) {
    return name.replaceAll("[_\\- ]", "").toLowerCase(Locale.ROOT);
  }

  /** Edits of one letter, or swaps of neighbors: the optimal string alignment distance. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int edit = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + edit, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}

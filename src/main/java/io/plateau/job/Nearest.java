package io.plateau.job;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What somebody probably meant: by edit distance, or by the name other trainers use. */
final class Nearest {
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("lr", "optimizer.learningRate"),
          Map.entry("eta", "optimizer.learningRate"),
          Map.entry("stepsize", "optimizer.learningRate"),
          Map.entry("optim", "optimizer"),
          Map.entry("solver", "optimizer.name"),
          Map.entry("scheduler", "optimizer.schedule"),
          Map.entry("lrschedule", "optimizer.schedule"),
          Map.entry("decay", "optimizer.weightDecay"),
          Map.entry("clip", "optimizer.clipNorm"),
          Map.entry("gradclip", "optimizer.clipNorm"),
          Map.entry("gradientclipping", "optimizer.clipNorm"),
          Map.entry("betas", "optimizer.beta1"),
          Map.entry("eps", "optimizer.epsilon"),
          Map.entry("epochs", "stopping.maxEpochs"),
          Map.entry("maxiter", "stopping.maxEpochs"),
          Map.entry("iterations", "stopping.maxEpochs"),
          Map.entry("earlystopping", "stopping.patience"),
          Map.entry("tol", "stopping.minDelta"),
          Map.entry("timeout", "stopping.maxTime"),
          Map.entry("batch", "training.batchSize"),
          Map.entry("minibatch", "training.batchSize"),
          Map.entry("hiddenlayers", "network.hidden"),
          Map.entry("layers", "network.hidden"),
          Map.entry("model", "network"),
          Map.entry("init", "network.initializer"),
          Map.entry("target", "data.label"),
          Map.entry("labels", "data.label"),
          Map.entry("file", "data.path"),
          Map.entry("input", "data.path"),
          Map.entry("inputs", "data.features"),
          Map.entry("columns", "data.features"),
          Map.entry("normalize", "data.scale"),
          Map.entry("test", "data.split.test"),
          Map.entry("val", "data.split.validation"),
          Map.entry("validation", "data.split.validation"),
          Map.entry("out", "output"),
          Map.entry("mse", "squared"),
          Map.entry("mae", "absolute"),
          Map.entry("swish", "silu"),
          Map.entry("linear", "identity"),
          Map.entry("none", "identity"),
          Map.entry("logistic", "sigmoid"),
          Map.entry("categorical", "category"),
          Map.entry("numeric", "number"),
          Map.entry("numerical", "number"),
          Map.entry("datetime", "date"),
          Map.entry("timestamp", "date"),
          Map.entry("drop", "ignore"),
          Map.entry("crossentropy", "softmaxCrossEntropy"));

  private Nearest() {}

  /** A name of so many letters at least is meant by one with a few letters more at its end. */
  private static final int SHORTEST = 3;

  private static final int SUFFIX = 2;

  /** Nobody means a name by something longer; it is not worth the comparisons. */
  private static final int LONGEST = 60;

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
   * The path of {@code known} that was probably meant by {@code written} inside {@code group}, or
   * null.
   */
  static String path(String group, String written, List<String> known) {
    String alias = ALIASES.get(plain(leaf(written)));
    String whole = group.isEmpty() ? written : group + "." + written;
    Comparator<String> nearest =
        Comparator.<String>comparingInt(path -> distance(plain(leaf(written)), plain(leaf(path))))
            .thenComparingInt(path -> distance(plain(whole), plain(path)));
    String best =
        known.stream().filter(path -> near(leaf(written), leaf(path))).min(nearest).orElse(null);
    boolean certain = best != null && plain(leaf(best)).equals(plain(leaf(written)));
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

package io.plateau.job;

import java.util.Objects;
import java.util.function.Function;

/**
 * What may stand behind a key: how it is read, how it is written, and how it is called.
 *
 * @param expected what must stand there, such as {@code a number greater than 0}
 * @param reader throws {@link Mismatch} where something else stands there
 * @param writer one line of YAML that reads as an equal value
 */
record Kind<T>(String expected, Function<Tree, T> reader, Function<T, String> writer) {
  T read(Tree tree) {
    return reader.apply(tree);
  }

  String write(T value) {
    return writer.apply(value);
  }

  /** This kind, or a word that stands for a value; {@code null} is nothing. */
  Kind<T> orWord(String word, T meaning) {
    return new Kind<>(
        expected + ", or " + word,
        tree -> isWord(tree, word) ? meaning : read(tree),
        value -> Objects.equals(value, meaning) ? word : write(value));
  }

  private static boolean isWord(Tree tree, String word) {
    return tree instanceof Tree.Scalar scalar
        && (word.equals("null") ? scalar.isNull() : scalar.text().equals(word));
  }

  /** Fails unless something holds of what stands there. */
  static void require(boolean holds, Tree came) {
    if (!holds) {
      throw new Mismatch(came, "");
    }
  }

  /** Something else than expected. */
  static final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Tree came;

    /**
     * @param came what stood there
     * @param advice further words, or empty
     */
    Mismatch(Tree came, String advice) {
      super(advice, null, false, false);
      this.came = came;
    }

    Problem about(String path, Kind<?> kind) {
      String message = path + " must be " + kind.expected() + "; got " + came.describe();
      return new Problem(came.at(), message + getMessage());
    }
  }
}

package io.plateau.job;

import java.util.function.Function;

/**
 * One key of a job file.
 *
 * @param path dotted, such as {@code optimizer.learningRate}
 * @param kind of its value
 * @param fallback its value where it is not given
 * @param doc one line for the reference page
 * @param of its value in a job
 */
record Key<T>(String path, Kind<T> kind, Fallback<T> fallback, String doc, Function<Job, T> of) {

  /** What holds where a key is not given. */
  sealed interface Fallback<T> {
    /** The reference page's words. */
    String describe();
  }

  /** It must be given. */
  record Required<T>() implements Fallback<T> {
    @Override
    public String describe() {
      return "required";
    }
  }

  /** A value, as it would be written. */
  record Written<T>(String yaml) implements Fallback<T> {
    @Override
    public String describe() {
      return yaml;
    }
  }

  /** A value that follows from keys above it in the table. */
  record Derived<T>(String describe, Function<Settings, T> value) implements Fallback<T> {}

  /** The path of the mapping it stands in; empty at the top. */
  String group() {
    return path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
  }

  /** Reads it from a tree. */
  T read(Tree tree) {
    return kind.read(tree);
  }

  /** Its line in a resolved job, without the name. */
  String write(Job job) {
    return kind.write(of.apply(job));
  }
}

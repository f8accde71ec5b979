package io.plateau.job;

import io.plateau.spec.Setting;
import io.plateau.spec.Values;
import java.util.function.Function;

/**
 * Key of a job file.
 *
 * @param path dotted, such as {@code optimizer.learningRate}
 * @param kind of its value
 * @param fallback its value where it is not given
 * @param doc one line for the reference page
 * @param of reads its value from a job
 */
record Key<T>(String path, Kind<T> kind, Fallback<T> fallback, String doc, Function<Job, T> of) {

  /** What holds where a key is not given. */
  sealed interface Fallback<T> {
    /** The reference page's words. */
    String describe();

    /** Whether the words are the value as it would be written. */
    default boolean isLiteral() {
      return false;
    }
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

    @Override
    public boolean isLiteral() {
      return true;
    }
  }

  /** The default that the specification of a training has. */
  record Specified<T>(String describe, boolean isLiteral) implements Fallback<T> {}

  /** A value that follows from keys above it in the table. */
  record Derived<T>(String describe, Function<Draft, T> value) implements Fallback<T> {}

  /** The key of a setting of the training. */
  static <T> Key<T> of(Setting<T> setting) {
    Kind<T> kind = Kinds.of(setting.domain());
    Fallback<T> fallback =
        setting.fallback() instanceof Setting.Derived<T> derived
            ? new Specified<>(derived.words(), false)
            : new Specified<>(kind.write(setting.fallback().in(Values.NONE)), true);
    return new Key<>(setting.key(), kind, fallback, setting.doc(), job -> job.spec().get(setting));
  }

  /** The path of the mapping it stands in; empty at the top. */
  String group() {
    return path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
  }

  /** Its line in a resolved job, without the name. */
  String write(Job job) {
    return kind.write(of.apply(job));
  }
}

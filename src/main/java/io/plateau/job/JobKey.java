package io.plateau.job;

import io.plateau.spec.Setting;
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
record JobKey<T>(String path, Kind<T> kind, Fallback<T> fallback, String doc, Function<Job, T> of) {

  /** What holds where a key is not given. */
  sealed interface Fallback<T> {}

  /** It must be given. */
  record Required<T>() implements Fallback<T> {}

  /** A value, as it would be written. */
  record Written<T>(String yaml) implements Fallback<T> {}

  /** The default of a setting of the training. */
  record Specified<T>(Setting<T> setting) implements Fallback<T> {}

  /**
   * A value that follows from keys above it in the table.
   *
   * @param words for the reference page
   */
  record Derived<T>(String words, Function<Draft, T> value) implements Fallback<T> {}

  /** The key of a setting of the training. */
  static <T> JobKey<T> of(Setting<T> setting) {
    return new JobKey<>(
        setting.key(),
        Kinds.of(setting.domain()),
        new Specified<>(setting),
        setting.doc(),
        job -> job.spec().get(setting));
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

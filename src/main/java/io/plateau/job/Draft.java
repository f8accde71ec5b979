package io.plateau.job;

import io.plateau.spec.DataFacts;
import io.plateau.spec.Setting;
import io.plateau.spec.Settings;
import io.plateau.spec.TrainingSpec;
import io.plateau.spec.Values;
import io.plateau.table.TableSetting;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values of keys while a job is being read, and where each was written. */
final class Draft {
  private final String source;
  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, Position> positions = new HashMap<>();
  private final Set<String> broken = new HashSet<>();

  Draft(String source) {
    this.source = source;
  }

  /** The value of a key of which the type is known from the table; null where it is broken. */
  @SuppressWarnings("unchecked")
  <T> T get(String path) {
    return (T) values.get(path);
  }

  void put(String path, Object value) {
    values.put(path, value);
  }

  /** The settings of the training that are written and not broken. */
  Values training() {
    boolean table = !"idx".equals(this.<String>get("data.format"));
    Values training = Values.NONE.on(table ? DataFacts.TABLE : DataFacts.VECTORS);
    for (Setting<?> setting : Settings.ALL) {
      training = with(training, setting);
    }
    return training;
  }

  private <T> Values with(Values training, Setting<T> setting) {
    return values.containsKey(setting.key())
        ? training.with(setting, get(setting.key()))
        : training;
  }

  /** Remembers where a key or a mapping was written. */
  void written(String path, Position at) {
    positions.put(path, at);
  }

  boolean isWritten(String path) {
    return positions.containsKey(path);
  }

  /** Marks a key that a problem was reported about. */
  void markBroken(String path) {
    broken.add(path);
  }

  boolean isBroken(String path) {
    return broken.contains(path);
  }

  /** Where the first of these that was written stands; else the file. */
  Position position(List<String> paths) {
    return paths.stream()
        .filter(positions::containsKey)
        .map(positions::get)
        .findFirst()
        .orElse(new Position(source, 0));
  }

  /** The job, once all keys have a value. */
  Job job() {
    Durations.Every every = get("checkpoint.every");
    return new Job(
        get("name"),
        get("output"),
        data(),
        TrainingSpec.of(training()),
        new Job.Checkpointing(
            every.epochs(), every.seconds(), this.<Integer>get("checkpoint.keep")),
        get("logs"));
  }

  private Job.Data data() {
    return new Job.Data(
        get("data.path"),
        get("data.format"),
        get("data.options"),
        get("data.label"),
        get("data.features"),
        get("data.weight"),
        new Job.Treatment(
            get("task"),
            get("data.columns"),
            TableSetting.rules(setting -> get(DataKeys.path(setting)))),
        new Job.Split(get("data.split.test"), get("data.split.validation")));
  }

  /** The job file's name without folder and extension. */
  String fileName() {
    String file = source.substring(source.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }
}

package io.plateau.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A resolved job: every key of the file with its value or default.
 *
 * @param seed of every random draw
 * @param output the run's folder, any Hadoop URI
 * @param logs that are written beside the history: none or tensorboard
 */
public record Job(
    String name,
    long seed,
    String output,
    Data data,
    Net network,
    String loss,
    Optimization optimizer,
    Training training,
    Stopping stopping,
    Checkpointing checkpoint,
    String logs) {

  public Job {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(stopping, "stopping");
    Objects.requireNonNull(checkpoint, "checkpoint");
    Objects.requireNonNull(logs, "logs");
  }

  /** This job on other data. */
  public Job withData(Data other) {
    return new Job(
        name, seed, output, other, network, loss, optimizer, training, stopping, checkpoint, logs);
  }

  /**
   * @param format of any Spark source, or idx
   * @param options for the source
   * @param label one column, or several that are trained together
   * @param features columns, or empty for all but label, weight and split columns
   * @param weight a column, or null
   * @param standardize whether features are brought to mean 0 and variance 1
   * @param standardizeLabel whether a regression trains on labels of mean 0 and variance 1
   * @param missing what happens to missing feature values
   */
  public record Data(
      String path,
      String format,
      Map<String, String> options,
      List<String> label,
      List<String> features,
      String weight,
      boolean standardize,
      boolean standardizeLabel,
      Missing missing,
      Split split) {
    public Data {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(format, "format");
      options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
      label = List.copyOf(label);
      features = List.copyOf(features);
      if (label.isEmpty()) {
        throw new IllegalArgumentException("data.label must name at least one column");
      }
      Objects.requireNonNull(missing, "missing");
      Objects.requireNonNull(split, "split");
    }
  }

  /** What happens to a missing (null or NaN) feature value. */
  public enum Missing {
    ERROR,
    MEAN,
    MEDIAN,
    SKIP
  }

  /** Which rows are set apart; the rest is trained on. */
  public record Split(Part test, Part validation) {
    public Split {
      Objects.requireNonNull(test, "test");
      Objects.requireNonNull(validation, "validation");
    }
  }

  /** A part of the rows. */
  public sealed interface Part {
    /** No rows. */
    record None() implements Part {}

    /** About this share of the rows, chosen by a seeded hash of their content. */
    record Fraction(double share) implements Part {}

    /** The last rows in the order of the file. */
    record Last(long rows) implements Part {}

    /** The rows where a boolean column is true (or a numeric one is not zero). */
    record Column(String name) implements Part {}

    /** A file of its own, in the same format. */
    record Path(String path) implements Part {}
  }

  /**
   * @param hidden widths of the hidden layers
   * @param activation of the hidden layers
   * @param dropout share of hidden units left out in each step, in [0, 1)
   * @param inputDropout share of inputs left out in each step, in [0, 1)
   * @param initializer by name, or auto
   */
  public record Net(
      List<Integer> hidden,
      String activation,
      double dropout,
      double inputDropout,
      String initializer) {
    public Net {
      hidden = List.copyOf(hidden);
      Objects.requireNonNull(activation, "activation");
      Objects.requireNonNull(initializer, "initializer");
    }
  }

  /**
   * @param learningRate or null for the default of the rule; null for l-bfgs
   * @param clipNorm or null for none
   * @param clipValue or null for none
   * @param parameters all further settings of that rule, such as beta1; centered is 1 or 0; l-bfgs
   *     has memory and tolerance
   */
  public record Optimization(
      String name,
      Double learningRate,
      double l1,
      double l2,
      double weightDecay,
      Double clipNorm,
      Double clipValue,
      Map<String, Double> parameters,
      LearningRateSchedule schedule) {
    public Optimization {
      Objects.requireNonNull(name, "name");
      parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
      Objects.requireNonNull(schedule, "schedule");
    }
  }

  /**
   * @param name constant, step, exponential, cosine, polynomial or plateau
   * @param warmup epochs of linear warm-up in front
   * @param parameters all further settings of that schedule
   */
  public record LearningRateSchedule(String name, double warmup, Map<String, Double> parameters) {
    public LearningRateSchedule {
      Objects.requireNonNull(name, "name");
      parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }
  }

  /**
   * @param batchSize rows of a step over all shards, or 0 for all rows
   * @param localSteps steps each shard makes alone in a round, or 0 for a number that follows from
   *     the job
   * @param shards or 0 for a number that follows from the rows
   */
  public record Training(int batchSize, int localSteps, int shards) {}

  /**
   * @param patience epochs without improvement after which training stops, or 0 for never
   * @param monitor trainLoss, validationLoss or a metric
   * @param target value of the monitor at which training stops, or null
   * @param maxSeconds or null for no limit
   */
  public record Stopping(
      int maxEpochs,
      int patience,
      double minDelta,
      String monitor,
      Double target,
      Double maxSeconds) {}

  /**
   * @param everyEpochs or 0 for none
   * @param everySeconds or null
   * @param keep valid checkpoints kept, at least 2
   */
  public record Checkpointing(int everyEpochs, Double everySeconds, int keep) {}
}

package io.plateau.job;

import java.util.Set;

/** Puts settings together to a job. */
final class Assembly {
  private Assembly() {}

  static Job job(Settings s) {
    Durations.Every every = s.get("checkpoint.every");
    return new Job(
        s.get("name"),
        s.<Long>get("seed"),
        s.get("output"),
        data(s),
        new Job.Net(
            s.get("network.hidden"),
            s.get("network.activation"),
            s.<Double>get("network.dropout"),
            s.<Double>get("network.inputDropout"),
            s.get("network.initializer")),
        s.get("loss"),
        optimizer(s),
        new Job.Training(
            s.<Integer>get("training.batchSize"),
            s.<Integer>get("training.localSteps"),
            s.<Integer>get("training.shards")),
        new Job.Stopping(
            s.<Integer>get("stopping.maxEpochs"),
            s.<Integer>get("stopping.patience"),
            s.<Double>get("stopping.minDelta"),
            s.get("stopping.monitor"),
            s.get("stopping.target"),
            s.get("stopping.maxTime")),
        new Job.Checkpointing(every.epochs(), every.seconds(), s.<Integer>get("checkpoint.keep")),
        s.get("logs"));
  }

  private static Job.Data data(Settings s) {
    return new Job.Data(
        s.get("data.path"),
        s.get("data.format"),
        s.get("data.options"),
        s.get("data.label"),
        s.get("data.features"),
        s.get("data.weight"),
        s.<Boolean>get("data.standardize"),
        s.<Boolean>get("data.standardizeLabel"),
        s.get("data.missing"),
        new Job.Split(s.get("data.split.test"), s.get("data.split.validation")));
  }

  private static Job.Optimization optimizer(Settings s) {
    String name = s.get("optimizer.name");
    String schedule = s.get("optimizer.schedule.name");
    Set<String> ofRule = Names.optimizerSettings(name).keySet();
    Set<String> ofSchedule = Names.scheduleSettings(schedule).keySet();
    return new Job.Optimization(
        name,
        s.get("optimizer.learningRate"),
        s.<Double>get("optimizer.l1"),
        s.<Double>get("optimizer.l2"),
        s.<Double>get("optimizer.weightDecay"),
        s.get("optimizer.clipNorm"),
        s.get("optimizer.clipValue"),
        OptimizerKeys.values(s, "optimizer", ofRule),
        new Job.LearningRateSchedule(
            schedule,
            s.<Double>get("optimizer.schedule.warmup"),
            OptimizerKeys.values(s, "optimizer.schedule", ofSchedule)));
  }
}

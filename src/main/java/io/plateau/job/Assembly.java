package io.plateau.job;

import io.plateau.spec.TrainingSpec;

/** Builds a job of the values of its keys. */
final class Assembly {
  private Assembly() {}

  static Job job(Draft draft) {
    Durations.Every every = draft.get("checkpoint.every");
    return new Job(
        draft.get("name"),
        draft.get("output"),
        data(draft),
        TrainingSpec.of(draft.training()),
        new Job.Checkpointing(
            every.epochs(), every.seconds(), draft.<Integer>get("checkpoint.keep")),
        draft.get("logs"));
  }

  private static Job.Data data(Draft draft) {
    return new Job.Data(
        draft.get("data.path"),
        draft.get("data.format"),
        draft.get("data.options"),
        draft.get("data.label"),
        draft.get("data.features"),
        draft.get("data.weight"),
        draft.<Boolean>get("data.standardize"),
        draft.get("data.missing"),
        new Job.Split(draft.get("data.split.test"), draft.get("data.split.validation")));
  }
}

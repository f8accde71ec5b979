package io.plateau.run;

import io.plateau.engine.CycleTrials;
import io.plateau.engine.TaskTrainings;
import io.plateau.engine.TrainingResult;
import io.plateau.engine.shard.DealtRows;
import io.plateau.job.Job;
import io.plateau.spec.TrainingPlan;
import io.plateau.train.Stage;
import io.plateau.train.StageListener;
import io.plateau.train.StopRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Small trainings of jobs that are known to follow each other, such as the variants of a study: as
 * many as there are cores are made side by side when the first of them is due, and the results of
 * the others wait for their turn.
 */
final class SideBySide {
  private final Map<Job, Supplier<TrainingResult>> results = new HashMap<>();
  private List<Job> upcoming = List.of();

  /** Jobs in the order in which they are opened from now on. */
  void expect(List<Job> jobs) {
    upcoming = List.copyOf(jobs);
  }

  /** What a job was to wait for is over: its result, or a stop. */
  record Made(Optional<TrainingResult> result) {}

  /**
   * The result of a job, together with which others may be made; empty where it is to be trained
   * alone.
   *
   * @param plans the plan of a job on the same rows in the same layout; empty where it has none
   * @throws io.plateau.train.DataException where the data do not allow this job's training
   */
  Optional<Made> result(
      Job job,
      DealtRows rows,
      Function<Job, Optional<TrainingPlan>> plans,
      StopRequest request,
      StageListener stages) {
    Supplier<TrainingResult> known = results.remove(job);
    if (known != null) {
      return Optional.of(new Made(Optional.of(known.get())));
    }
    Map<Job, TrainingPlan> wave = wave(job, rows, plans);
    if (wave.size() < 2) {
      return Optional.empty();
    }
    List<Job> jobs = List.copyOf(wave.keySet());
    List<TrainingPlan> decided =
        CycleTrials.decided(rows, List.copyOf(wave.values()), request, stages);
    if (request.made()) {
      // Trials that did not come to their end have chosen none.
      return Optional.of(new Made(Optional.empty()));
    }
    Optional<List<Supplier<TrainingResult>>> made =
        stages.during(
            Stage.TRAIN,
            jobs.size() + " jobs side by side",
            () -> TaskTrainings.run(rows, decided, request, stages::stageProgress));
    made.ifPresent(
        all -> {
          for (int i = 0; i < jobs.size(); i++) {
            results.put(jobs.get(i), all.get(i));
          }
        });
    return Optional.of(new Made(made.map(all -> results.remove(job).get())));
  }

  /** The job and those that follow it, as far as they fit into tasks. */
  private Map<Job, TrainingPlan> wave(
      Job job, DealtRows rows, Function<Job, Optional<TrainingPlan>> plans) {
    int most = rows.training().rdd().context().defaultParallelism();
    Map<Job, TrainingPlan> wave = new LinkedHashMap<>();
    List<Job> following = new ArrayList<>(List.of(job));
    int at = upcoming.indexOf(job);
    following.addAll(at < 0 ? List.of() : upcoming.subList(at + 1, upcoming.size()));
    for (Job next : following) {
      if (wave.size() < most && !results.containsKey(next)) {
        plans
            .apply(next)
            .filter(plan -> TaskTrainings.fits(rows, plan))
            .ifPresent(plan -> wave.put(next, plan));
      }
    }
    return wave.containsKey(job) ? wave : Map.of();
  }
}

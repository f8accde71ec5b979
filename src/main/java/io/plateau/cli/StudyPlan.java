package io.plateau.cli;

import io.plateau.job.Job;
import io.plateau.job.JobReader;
import io.plateau.job.Study;
import io.plateau.job.VariantJobs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;

/**
 * All runs of a study.
 *
 * @param runs in the order in which they are made: those of one seed after the other, since their
 *     splits, and so their packed rows, may be the same
 * @param folders of the runs by variant, one a seed
 */
record StudyPlan(List<StudyRun> runs, Map<String, List<Path>> folders) {
  /**
   * Reads every job before the first is trained: a mistake shows at once.
   *
   * @param root the folder of the study
   * @throws io.plateau.job.JobFileException with all that is wrong with any of the jobs
   */
  static StudyPlan of(Study study, Path root, Shell shell) {
    String text = JobText.text(study.job(), shell.hadoop());
    Map<String, Job> jobs = VariantJobs.read(study, text);
    List<StudyRun> runs = new ArrayList<>();
    Map<String, List<Path>> folders = new LinkedHashMap<>();
    for (Study.Variant variant : study.variants()) {
      List<Path> ofVariant = new ArrayList<>();
      List<Long> own = List.of(jobs.get(variant.name()).spec().seed());
      for (long seed : study.seeds().isEmpty() ? own : study.seeds()) {
        Path folder = new Path(root, variant.folder() + "/seed-" + seed);
        ofVariant.add(folder);
        List<String> overrides = new ArrayList<>(variant.overrides());
        overrides.add("seed=" + seed);
        Job job = JobReader.read(study.job(), text, overrides).withOutput(folder.toString());
        String place = "%s, seed %d".formatted(variant.name(), seed);
        runs.add(new StudyRun(shell.run(folder.toString()), job, place));
      }
      folders.put(variant.name(), ofVariant);
    }
    runs.sort(Comparator.comparingLong(run -> run.job().spec().seed()));
    int all = runs.size();
    return new StudyPlan(
        IntStream.range(0, all).mapToObj(i -> runs.get(i).numbered(i + 1, all)).toList(), folders);
  }
}

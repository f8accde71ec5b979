package io.plateau.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Jobs of the variants of a study, read while all that is wrong with any of them is gathered. */
public final class VariantJobs {
  private VariantJobs() {}

  /**
   * The job of each variant by its name, with the seed and the output of the job file.
   *
   * @param text of the job file
   * @throws JobFileException with all that is wrong, each told once
   */
  public static Map<String, Job> read(Study study, String text) {
    Map<String, Job> jobs = new LinkedHashMap<>();
    Map<Problem, List<String>> wrong = new LinkedHashMap<>();
    for (Study.Variant variant : study.variants()) {
      try {
        jobs.put(variant.name(), JobReader.read(study.job(), text, variant.replacements(), false));
      } catch (JobFileException e) {
        e.problems()
            .forEach(
                problem ->
                    wrong.computeIfAbsent(problem, p -> new ArrayList<>()).add(variant.name()));
      }
    }
    if (!wrong.isEmpty()) {
      List<Problem> told = new ArrayList<>();
      wrong.forEach((problem, of) -> told.add(told(problem, of, study.variants().size())));
      told.sort(
          Comparator.comparing((Problem problem) -> !problem.at().source().equals(study.job()))
              .thenComparing(problem -> problem.at().line()));
      throw new JobFileException(told);
    }
    return jobs;
  }

  /** A problem with the variants that have it, unless all do. */
  private static Problem told(Problem problem, List<String> variants, int all) {
    if (variants.size() == all) {
      return problem;
    }
    String others = variants.size() == 1 ? "" : " and " + (variants.size() - 1) + " more";
    return new Problem(
        problem.at(), "variant " + variants.get(0) + others + ": " + problem.message());
  }
}

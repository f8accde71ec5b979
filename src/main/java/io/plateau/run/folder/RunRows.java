package io.plateau.run.folder;

import io.plateau.job.Job;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows for the model of a finished run.
 *
 * @param run of the model
 * @param uri of the rows
 * @param job of the run, but for what reads the rows
 */
public record RunRows(RunFolder run, String uri, Job job) {
  private static final String FORMAT = "data.format";
  private static final String OPTIONS = "data.options";

  /**
   * The rows at a URI.
   *
   * @param overrides {@code key=value} of the job's {@code data.format} and {@code data.options};
   *     another format has none of the job's options
   * @throws UsageException where a key is another, which the model was learned by, there is no
   *     model, or an option was a secret that was not written
   */
  public static RunRows of(RunFolder run, String uri, List<String> overrides) {
    run.requireModel();
    for (String override : overrides) {
      String key = override.substring(0, Math.max(0, override.indexOf('='))).strip();
      if (!key.equals(FORMAT) && !key.equals(OPTIONS) && !key.startsWith(OPTIONS + ".")) {
        throw new UsageException(
            "\"%s\" cannot be replaced for a finished run: only %s and %s.… say how other rows are read"
                .formatted(override, FORMAT, OPTIONS));
      }
    }
    Job job = run.job(overrides);
    if (!job.data().format().equals(run.job().data().format())) {
      List<String> anew = new ArrayList<>(List.of(OPTIONS + "={}"));
      anew.addAll(overrides);
      job = run.job(anew);
    }
    List<String> missing =
        Secrets.missing(job.data()).stream()
            .filter(word -> word.startsWith(OPTIONS + "."))
            .toList();
    if (!missing.isEmpty()) {
      throw Secrets.again("", missing);
    }
    return new RunRows(run, uri, job);
  }

  /** What the job says of the data. */
  public Job.Data data() {
    return job.data();
  }
}

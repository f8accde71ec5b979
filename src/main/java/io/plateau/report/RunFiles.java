package io.plateau.report;

import java.util.List;

/** Names of the small files in the folder of a run. */
public final class RunFiles {
  /** The resolved job. */
  public static final String JOB = "job.yaml";

  /** A line an epoch. */
  public static final String HISTORY = "history.jsonl";

  /** How the run ended, and its measures; the last file of a run. */
  public static final String METRICS = "metrics.json";

  /** What the run came from. */
  public static final String PROVENANCE = "provenance.json";

  /** Predictions beside labels, for the report. */
  public static final String EVALUATION = "evaluation.json";

  /** Weights and outputs of each layer, for the report. */
  public static final String LAYERS = "layers.json";

  /** Importance of each feature, for the report. */
  public static final String IMPORTANCE = "importance.json";

  /** Predictions by the values of the most important columns, for the report. */
  public static final String DEPENDENCE = "dependence.json";

  /** What was learned of the values of categories, for the report. */
  public static final String EMBEDDINGS = "embeddings.json";

  /** The columns of the data, for the report. */
  public static final String PROFILE = "profile.json";

  /** The files that the page takes as they are. */
  public static final List<String> PARTS =
      List.of(METRICS, EVALUATION, LAYERS, IMPORTANCE, DEPENDENCE, EMBEDDINGS, PROFILE, PROVENANCE);

  /** The page made of all these. */
  public static final String REPORT = "report.html";

  private RunFiles() {}
}

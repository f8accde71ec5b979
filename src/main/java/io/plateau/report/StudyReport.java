package io.plateau.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.files.TextFolder;
import io.plateau.store.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Compares the runs of a study: {@code comparison.json} and {@code comparison.html}. */
public record StudyReport(Configuration configuration) {
  /**
   * Writes both into the study's folder.
   *
   * @param runs folders by variant, one a seed
   * @param failed what was wrong with runs that could not be made, by their folders; whatever these
   *     hold is not of the study
   * @return where the page is
   */
  public Path write(
      Path folder, String title, Map<String, List<Path>> runs, Map<Path, String> failed)
      throws IOException {
    List<StudyVariant> variants = new ArrayList<>();
    for (Map.Entry<String, List<Path>> variant : runs.entrySet()) {
      List<String> names = new ArrayList<>();
      List<ObjectNode> documents = new ArrayList<>();
      for (Path run : variant.getValue()) {
        names.add(run.getName());
        documents.add(
            failed.containsKey(run)
                ? withoutEpochs(failed.get(run))
                : RunDocument.of(new TextFolder(run, configuration)));
      }
      variants.add(StudyVariant.of(variant.getKey(), names, documents));
    }
    ObjectNode study = Json.object().put("kind", "study").put("title", title);
    study.set("variants", Json.tree(StudyRanking.of(variants)));
    TextFolder files = new TextFolder(folder, configuration);
    files.write("comparison.json", study.toPrettyString() + "\n");
    return files.write("comparison.html", Page.of(study, false));
  }

  /** The document of a run that could not be made. */
  private static ObjectNode withoutEpochs(String failure) {
    ObjectNode run = Json.object().put("failed", failure);
    run.set("history", HistoryColumns.read(RunFiles.HISTORY, "").json(0));
    return run;
  }
}

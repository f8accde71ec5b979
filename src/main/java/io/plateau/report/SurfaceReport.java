package io.plateau.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.files.TextFolder;
import io.plateau.store.Json;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Draws a loss surface with the ways of optimizers: {@code surface.json} and its page. */
public record SurfaceReport(Configuration configuration) {
  /**
   * Writes both into a folder.
   *
   * @param drawing axes {@code w1} and {@code w2}, the {@code loss} on their grid, {@code minima}
   *     and {@code paths}
   * @return where the page is
   */
  public Path write(Path folder, String title, ObjectNode drawing) throws IOException {
    ObjectNode surface = Json.object().put("kind", "surface").put("title", title);
    surface.setAll(drawing);
    PageJson.withoutInfinities(surface);
    TextFolder files = new TextFolder(folder, configuration);
    files.write("surface.json", surface + "\n");
    return files.write("surface.html", Page.of(surface, false));
  }
}

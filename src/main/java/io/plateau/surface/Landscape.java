package io.plateau.surface;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.job.SurfaceStudy;
import io.plateau.job.SurfaceStudy.Range;
import io.plateau.math.Key;
import java.util.List;

/** Surface, minima and ways of a study as JSON: what {@code surface.html} draws. */
public final class Landscape {
  private static final int COLUMNS = 145;
  private static final int ROWS = 109;

  private Landscape() {}

  /** Draws the start, goes down with every rule, and tells all of it. */
  public static ObjectNode of(SurfaceStudy study) {
    TwoWeights objective = new TwoWeights(study.activation(), study.rows());
    Grid grid = Grid.of(objective, study.w1(), study.w2(), COLUMNS, ROWS);
    List<Descent.Point> minima = Minima.of(grid, objective);
    ObjectNode drawing = JsonNodeFactory.instance.objectNode();
    drawing.put("activation", study.activation()).put("steps", study.steps());
    ArrayNode rows = drawing.putArray("rows");
    study.rows().forEach(row -> rows.addArray().add(row.x()).add(row.y()));
    put(drawing.putObject("w1"), study.w1(), COLUMNS);
    put(drawing.putObject("w2"), study.w2(), ROWS);
    ArrayNode losses = drawing.putArray("loss");
    for (double loss : grid.losses()) {
      losses.add((float) loss);
    }
    ArrayNode found = drawing.putArray("minima");
    minima.forEach(
        point ->
            found
                .addObject()
                .put("w1", point.w1())
                .put("w2", point.w2())
                .put("loss", point.loss()));
    float[] start = start(study);
    ArrayNode paths = drawing.putArray("paths");
    for (SurfaceStudy.Variant variant : study.variants()) {
      Descent way = Descent.of(objective, variant.optimizer(), start, study.steps());
      ObjectNode path = paths.addObject().put("name", variant.name());
      path.put("optimizer", variant.optimizer().name())
          .put("learningRate", variant.optimizer().learningRate())
          .put("steps", way.steps())
          .put("ended", ended(way, study.steps(), minima, grid));
      put(path, way);
    }
    return drawing;
  }

  /** Where all begin: uniform over what is drawn. */
  static float[] start(SurfaceStudy study) {
    Key key = Key.of(study.seed()).with("surface");
    return new float[] {within(study.w1(), key.uniform(0)), within(study.w2(), key.uniform(1))};
  }

  private static float within(Range range, double share) {
    return (float) (range.low() + share * (range.high() - range.low()));
  }

  private static String ended(Descent way, int steps, List<Descent.Point> minima, Grid grid) {
    boolean vanished = way.end().gradientNorm() < Descent.VANISHED;
    if ((way.steps() < steps && !vanished) || way.end().loss() > grid.highest()) {
      return "diverged";
    }
    for (int i = 0; i < minima.size(); i++) {
      if (grid.isSame(way.end(), minima.get(i))) {
        return i == 0 ? "lowest minimum" : "local minimum";
      }
    }
    return vanished ? "no gradient left" : "on the way";
  }

  private static void put(ObjectNode axis, Range range, int count) {
    axis.put("low", range.low()).put("high", range.high()).put("count", count);
  }

  private static void put(ObjectNode path, Descent way) {
    ArrayNode w1 = path.putArray("w1");
    ArrayNode w2 = path.putArray("w2");
    ArrayNode loss = path.putArray("loss");
    ArrayNode norm = path.putArray("gradientNorm");
    for (Descent.Point point : way.points()) {
      w1.add(point.w1());
      w2.add(point.w2());
      loss.add((float) point.loss());
      norm.add((float) point.gradientNorm());
    }
  }
}

package io.plateau.job;

import io.plateau.spec.OptimizerSpec;
import java.util.List;

/**
 * The loss of a network with two weights, {@code y = w2 · f(w1 · x)} without biases, and how rules
 * go down on it from one start.
 *
 * @param output the folder of its pictures
 * @param activation f, by name
 * @param rows what is to come out for what goes in
 * @param w1 the weights that are drawn; the start lies among them
 * @param w2 likewise
 * @param steps that no rule goes beyond
 * @param seed of the start
 */
public record SurfaceStudy(
    String name,
    String output,
    String activation,
    List<Row> rows,
    Range w1,
    Range w2,
    int steps,
    long seed,
    List<Variant> variants)
    implements StudyFile {
  public SurfaceStudy {
    rows = List.copyOf(rows);
    variants = List.copyOf(variants);
  }

  /** An input and its output. */
  public record Row(double x, double y) {}

  /** From a number to a larger one. */
  public record Range(double low, double high) {
    public Range {
      if (!(low < high)) {
        throw new IllegalArgumentException(
            "a range must go from a number to a larger one, got " + low + " to " + high);
      }
    }
  }

  /** Named optimizer of a surface. */
  public record Variant(String name, OptimizerSpec optimizer) {}
}

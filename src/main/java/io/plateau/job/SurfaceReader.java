package io.plateau.job;

import io.plateau.spec.Domain;
import io.plateau.spec.NetworkSpec;
import io.plateau.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads studies that draw a loss surface, as strictly as job files.
 *
 * <pre>{@code
 * name: surface
 * surface:
 *   activation: sigmoid
 *   rows: [[0.5, 0.6], [2, 1.8]]
 *   w1: [-8, 4]
 *   w2: [-1, 5]
 *   steps: 500
 *   seed: 3
 * variants:
 *   - {name: Adam, set: {optimizer.name: adam, optimizer.learningRate: 0.1}}
 * }</pre>
 */
final class SurfaceReader {
  private static final Set<String> KEYS = Set.of("name", "output", "surface", "variants");
  private static final Set<String> BELOW =
      Set.of("activation", "rows", "w1", "w2", "steps", "seed");
  private static final String GROUP = "surface.";

  /** What a variant's rule is read in: a job needs data, a surface has rows of its own. */
  private static final String ANY_JOB = "{recipe: plain, data: {path: none, label: none}}";

  private static final Kind<SurfaceStudy.Range> RANGE =
      new Kind<>(
          "[LOW, HIGH], two numbers, the second larger",
          SurfaceReader::range,
          range -> "[" + range.low() + ", " + range.high() + "]");

  private static final Kind<List<SurfaceStudy.Row>> ROWS =
      new Kind<>(
          "a list of at least one [INPUT, OUTPUT], two numbers each",
          SurfaceReader::rows,
          Object::toString);

  private final List<Problem> problems;
  private final StudyParts parts;

  /**
   * @param problems those of the file's syntax; others are added
   */
  SurfaceReader(List<Problem> problems) {
    this.problems = problems;
    this.parts = new StudyParts(problems);
  }

  /**
   * The study of a file with a key {@code surface}.
   *
   * @throws JobFileException with all that is wrong
   */
  SurfaceStudy study(Tree.Mapping root) {
    parts.unknown(root, KEYS);
    String name = parts.text(root, "name", true);
    Tree.Entry entry = root.entries().get("surface");
    if (!(entry.value() instanceof Tree.Mapping surface)) {
      parts.report(
          entry.at(), "surface must be a mapping of keys; got " + entry.value().describe());
      throw new JobFileException(problems);
    }
    parts.unknown(surface, BELOW);
    String activation =
        required(surface, "activation", Kinds.of(NetworkSpec.ACTIVATION.name().domain()));
    List<SurfaceStudy.Row> rows = required(surface, "rows", ROWS);
    SurfaceStudy.Range w1 = required(surface, "w1", RANGE);
    SurfaceStudy.Range w2 = required(surface, "w2", RANGE);
    Integer steps = required(surface, "steps", Kinds.of(Domain.integer(1)));
    Long seed = required(surface, "seed", Kinds.of(TrainingSpec.SEED.domain()));
    List<Study.Variant> written = parts.variants(root.entries().get("variants"), List.of());
    if (written.isEmpty()) {
      parts.report(root.at(), "a surface needs variants, the rules that go down on it");
    }
    parts.distinct(root, written);
    List<SurfaceStudy.Variant> variants = new ArrayList<>();
    written.forEach(variant -> add(variant, root, variants));
    if (!problems.isEmpty()) {
      throw new JobFileException(problems);
    }
    return new SurfaceStudy(
        name, parts.output(root, name), activation, rows, w1, w2, steps, seed, variants);
  }

  /** The value of a key of the surface; null after a problem. */
  private <T> T required(Tree.Mapping surface, String key, Kind<T> kind) {
    Tree.Entry entry = surface.entries().get(key);
    if (entry == null) {
      parts.report(surface.at(), GROUP + key + " is missing; it is " + kind.expected());
      return null;
    }
    try {
      return kind.read(entry.value());
    } catch (Kind.Mismatch mismatch) {
      problems.add(mismatch.about(GROUP + key, kind));
      return null;
    }
  }

  private void add(Study.Variant variant, Tree.Mapping root, List<SurfaceStudy.Variant> variants) {
    String place = "variant " + Text.shown(variant.name());
    TrainingSpec spec;
    try {
      spec = JobReader.read(place, ANY_JOB, variant.replacements(), false).spec();
    } catch (JobFileException e) {
      e.problems().forEach(wrong -> parts.report(wrong.at(), place + ": " + wrong.message()));
      return;
    }
    if (variant.overrides().stream().anyMatch(set -> !set.matches("optimizer[.=].*"))) {
      String set = String.join(", ", variant.overrides());
      parts.report(root.at(), place + " must set only keys of optimizer; got " + set);
    } else if (spec.optimizer().isQuasiNewton()) {
      parts.report(
          root.at(),
          place + " must have a rule that goes step by step; got " + spec.optimizer().name());
    } else if (!spec.schedule().isConstant()) {
      String schedule = spec.schedule().choice().name();
      parts.report(
          root.at(), place + " must have a constant learning rate; got the schedule " + schedule);
    } else {
      variants.add(new SurfaceStudy.Variant(variant.name(), spec.optimizer()));
    }
  }

  private static SurfaceStudy.Range range(Tree tree) {
    double[] pair = pair(tree);
    if (!(pair[0] < pair[1])) {
      throw new Kind.Mismatch(tree, " from " + pair[0] + " to " + pair[1]);
    }
    return new SurfaceStudy.Range(pair[0], pair[1]);
  }

  private static List<SurfaceStudy.Row> rows(Tree tree) {
    List<SurfaceStudy.Row> rows =
        Kinds.list(
            tree,
            item -> {
              double[] pair = pair(item);
              return new SurfaceStudy.Row(pair[0], pair[1]);
            });
    if (rows.isEmpty()) {
      throw new Kind.Mismatch(tree, " without any");
    }
    return rows;
  }

  private static double[] pair(Tree tree) {
    List<Double> numbers = Kinds.list(tree, item -> Kinds.number(item, value -> true));
    if (numbers.size() != 2) {
      throw new Kind.Mismatch(tree, " of " + numbers.size());
    }
    return new double[] {numbers.get(0), numbers.get(1)};
  }
}

package io.plateau.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Order of the variants of a study. One measure that all variants have ranks them; variants without
 * a measure in common are ranked apart, as an accuracy says nothing about an error.
 */
final class StudyRanking {
  private StudyRanking() {}

  /**
   * The variants for {@code comparison.json}, from the best to the worst among those of the same
   * measure; equal ones by their loss. Those of which a run diverged or failed, and those without a
   * measure, come last, without a rank.
   *
   * @param variants in the order of the study's file
   */
  static List<ObjectNode> of(List<StudyVariant> variants) {
    Map<StudyMeasure, List<StudyVariant>> groups = groups(variants);
    List<ObjectNode> ranked = new ArrayList<>();
    groups.forEach(
        (measure, group) -> {
          double sign = BestEpoch.higherIsBetter(measure.name()) ? -1 : 1;
          group.sort(
              Comparator.<StudyVariant>comparingDouble(variant -> sign * variant.mean(measure))
                  .thenComparingDouble(StudyVariant::loss));
          for (int i = 0; i < group.size(); i++) {
            ranked.add(group.get(i).json(measure).put("rank", i + 1));
          }
        });
    variants.stream()
        .filter(variant -> !isRanked(variant))
        .forEach(variant -> ranked.add(variant.json(shown(variant, groups))));
    return ranked;
  }

  private static boolean isRanked(StudyVariant variant) {
    return variant.diverged() == 0 && !variant.failed() && !variant.measures().isEmpty();
  }

  /**
   * Variants by the measure that ranks them: of the measures of the first one that which most have;
   * of several such the one that its training watched; then likewise those that lack it.
   */
  private static Map<StudyMeasure, List<StudyVariant>> groups(List<StudyVariant> variants) {
    Map<StudyMeasure, List<StudyVariant>> groups = new LinkedHashMap<>();
    List<StudyVariant> rest =
        new ArrayList<>(variants.stream().filter(StudyRanking::isRanked).toList());
    while (!rest.isEmpty()) {
      List<StudyVariant> most = List.of();
      StudyMeasure chosen = null;
      for (StudyMeasure measure : rest.get(0).measures()) {
        List<StudyVariant> having =
            rest.stream().filter(variant -> variant.measures().contains(measure)).toList();
        if (having.size() > most.size()) {
          most = having;
          chosen = measure;
        }
      }
      groups.put(chosen, new ArrayList<>(most));
      rest.removeAll(most);
    }
    return groups;
  }

  /** The measure to show of a variant without a rank, or null. */
  private static StudyMeasure shown(
      StudyVariant variant, Map<StudyMeasure, List<StudyVariant>> groups) {
    return groups.keySet().stream()
        .filter(variant.measures()::contains)
        .findFirst()
        .orElse(variant.measures().stream().findFirst().orElse(null));
  }
}

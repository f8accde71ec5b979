package io.plateau.train;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The identity of a run: all that decides the weights of an epoch, as named facts, and nothing that
 * only decides when training ends. A training resumes from a checkpoint of an equal identity.
 *
 * <p>Facts are made of values, never of {@code toString()}: a record is its type's name and a fact
 * for each component, such as {@code optimizer.1 = adam} and {@code optimizer.1.beta1 = 0.9}. A
 * component that a record gains later is declared in {@link #IMPLIED} with the value that stands
 * for its absence, so that older identities remain equal.
 *
 * @param facts by name
 */
public record RunIdentity(Map<String, String> facts) {
  /** The version of the facts, for files. Version 1 was made of texts for people. */
  public static final int VERSION = 2;

  /** What a component was before its type had it, by {@code type.component}. */
  private static final Map<String, String> IMPLIED =
      Map.ofEntries(
          Map.entry("leakyRelu.slope", "0.01"),
          Map.entry("elu.alpha", "1.0"),
          Map.entry("huber.delta", "1.0"),
          Map.entry("dense.parametrization", "STANDARD"),
          Map.entry("embedding.dropout", "0.0"),
          Map.entry("dateParts.oneHot", "false"),
          Map.entry("dateParts.least", "-Infinity"),
          Map.entry("dateParts.most", "Infinity"),
          Map.entry("dateParts.unit", "dateUnit"),
          Map.entry("dateUnit.seconds", "false"),
          Map.entry("dateUnit.day", "0"),
          Map.entry("piecewiseLinear.limited", "false"),
          Map.entry("binOffsets.unseen", "0.0"),
          Map.entry("softmaxCrossEntropy.smoothing", "0.0"),
          Map.entry("monitor.ties", "first"),
          Map.entry("monitor.relative", "false"));

  /** Components of which a type had no facts at first: any value may have stood in their place. */
  private static final Set<String> UNRECORDED =
      Set.of(
          "elasticNet.penalized",
          "rateFactor.scaled",
          "decoupledDecay.penalized",
          "lbfgs.penalized");

  /** In place of a fact that an identity does not have. */
  private static final String NONE = "none";

  /** How many differences are told. */
  private static final int TOLD = 10;

  public RunIdentity {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /**
   * A fact that differs.
   *
   * @param saved value of the earlier run
   * @param present value of this run
   */
  public record Difference(String fact, String saved, String present) {}

  /** The facts in which an earlier run differs from this one, by name. */
  public List<Difference> differences(RunIdentity saved) {
    return Stream.concat(facts.keySet().stream(), saved.facts.keySet().stream())
        .distinct()
        .sorted()
        .map(name -> new Difference(name, saved.value(name, facts), value(name, saved.facts)))
        .filter(each -> !each.saved().equals(each.present()))
        .toList();
  }

  /**
   * The differences as clauses, those of rows first: what differs in a column's values changes many
   * facts of the network, too. Of many, some and how many more there are.
   *
   * @param form of a clause, with the name of the fact, its value saved and the present one
   */
  public List<String> differences(RunIdentity saved, String form) {
    List<Difference> all = new ArrayList<>(differences(saved));
    all.sort(Comparator.comparing(difference -> !difference.fact().contains(" rows")));
    List<String> told = new ArrayList<>();
    for (Difference each : all.subList(0, Math.min(TOLD, all.size()))) {
      told.add(form.formatted(each.fact(), each.saved(), each.present()));
    }
    if (all.size() > TOLD) {
      told.add("and %d more".formatted(all.size() - TOLD));
    }
    return told;
  }

  /** The value here; where there is none, what its absence implies for a type that both have. */
  private String value(String name, Map<String, String> others) {
    String value = facts.get(name);
    int dot = name.lastIndexOf('.');
    if (value == null && dot > 0) {
      String component = others.get(name.substring(0, dot)) + name.substring(dot);
      value = UNRECORDED.contains(component) ? others.get(name) : IMPLIED.get(component);
    }
    return value == null ? NONE : value;
  }

  /** An identity without facts yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects facts. */
  public static final class Builder {
    private final Map<String, String> facts = new TreeMap<>();

    private Builder() {}

    /**
     * Adds a fact, or several: a list has one for each element, counted from 1, and a record one
     * for each component. The ranges of an array are their hash, since there may be many.
     *
     * @param value a number, truth value, string, enum, array of ints, record or a list of these;
     *     null is none
     */
    public Builder fact(String name, Object value) {
      if (value instanceof Record record) {
        components(name, record);
      } else if (value instanceof List<?> list) {
        for (int i = 0; i < list.size(); i++) {
          fact(name + "." + (i + 1), list.get(i));
        }
      } else if (value == null
          || value instanceof Number
          || value instanceof Boolean
          || value instanceof String
          || value instanceof Enum<?>) {
        facts.put(name, value == null ? NONE : value.toString());
      } else if (value instanceof int[] ranges) {
        facts.put(name, Integer.toHexString(Arrays.hashCode(ranges)));
      } else {
        throw new IllegalArgumentException(
            "%s must be a value that tells equal from different, got %s"
                .formatted(name, value.getClass().getName()));
      }
      return this;
    }

    private void components(String name, Record record) {
      String type = record.getClass().getSimpleName();
      facts.put(name, Character.toLowerCase(type.charAt(0)) + type.substring(1));
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        try {
          var accessor = component.getAccessor();
          accessor.setAccessible(true);
          fact(name + "." + component.getName(), accessor.invoke(record));
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException("every record can be read", e);
        }
      }
    }

    public RunIdentity build() {
      return new RunIdentity(facts);
    }
  }
}

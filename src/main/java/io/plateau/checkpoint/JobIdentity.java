package io.plateau.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What must be equal for a training to go on from another's checkpoint: all that decides the
 * weights of an epoch, and nothing that only decides when training ends.
 *
 * @param facts texts by name, such as {@code seed} to {@code 7}
 */
public record JobIdentity(Map<String, String> facts) {
  public JobIdentity {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /** A clause for each fact in which {@code saved} differs from this job. */
  public List<String> differences(JobIdentity saved) {
    List<String> differences = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(facts.keySet());
    names.addAll(saved.facts.keySet());
    for (String name : names) {
      String here = facts.get(name);
      String there = saved.facts.get(name);
      if (!Objects.equals(here, there)) {
        differences.add("%s: the checkpoint has %s, this job %s".formatted(name, there, here));
      }
    }
    return differences;
  }
}

package io.plateau.spec;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Alternative of a {@link Family}, such as {@code step} with {@code every} and {@code factor}.
 *
 * @param settings all settings of its own, by name; a flag is 1 or 0
 */
public record Named(String name, Map<String, Double> settings) implements Serializable {
  public Named {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  int whole(String setting) {
    return settings.get(setting).intValue();
  }
}

package io.plateau.spec;

import io.plateau.nn.loss.LabelType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Values given to settings; a setting without one has its default. Immutable. */
public final class Values {
  /** No values: every setting has its default. */
  public static final Values NONE = new Values(Map.of(), DataFacts.VECTORS);

  private final Map<String, Object> given;
  private final DataFacts facts;

  private Values(Map<String, Object> given, DataFacts facts) {
    this.given = given;
    this.facts = facts;
  }

  /** The same values beside other facts of the data. */
  public Values on(DataFacts other) {
    return new Values(given, other);
  }

  /** The same values beside labels that are numbers. */
  public Values onNumbers() {
    return on(LabelType.NUMBER);
  }

  /** The same values beside labels of a type. */
  public Values on(LabelType labels) {
    return on(
        new DataFacts(
            facts.table(),
            Optional.of(labels),
            ClassShares.NONE,
            facts.rows(),
            facts.validation()));
  }

  /** Facts of the data that defaults follow from. */
  DataFacts facts() {
    return facts;
  }

  /**
   * These values and one more.
   *
   * @throws IllegalArgumentException where the setting does not take the value
   */
  public <T> Values with(Setting<T> setting, T value) {
    setting.domain().require(setting.key(), value);
    Map<String, Object> more = new HashMap<>(given);
    more.put(setting.key(), value);
    return new Values(more, facts);
  }

  /** Whether the setting has a value, which NaN is not. */
  boolean gives(Setting<?> setting) {
    Object value = given.get(setting.key());
    return value != null && !value.equals(Double.NaN);
  }

  /** The value given, else the default, for which NaN stands, too. */
  @SuppressWarnings("unchecked")
  public <T> T get(Setting<T> setting) {
    return gives(setting) ? (T) given.get(setting.key()) : setting.fallback().in(this);
  }
}

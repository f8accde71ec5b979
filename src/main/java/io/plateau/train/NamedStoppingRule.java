package io.plateau.train;

import java.util.Optional;

/**
 * A stopping rule with a text that says what it waits for.
 *
 * @param most epochs that it lets pass
 */
record NamedStoppingRule(String text, int most, StoppingRule rule) implements StoppingRule {
  /** The same rule, which lets so many epochs pass. */
  NamedStoppingRule atMost(int epochs) {
    return new NamedStoppingRule(text, epochs, rule);
  }

  @Override
  public Optional<Stop> check(History history) {
    return rule.check(history);
  }

  @Override
  public String toString() {
    return text;
  }
}

package io.plateau.train;

import java.util.List;
import java.util.Optional;

/**
 * A stopping rule with a text that says what it waits for.
 *
 * @param most epochs that it lets pass
 * @param budget seconds of epochs that it lets pass
 * @param choices of epochs to end with
 */
record NamedStoppingRule(
    String text, int most, double budget, List<Integer> choices, StoppingRule rule)
    implements StoppingRule {
  /** The same rule, which lets so many epochs pass. */
  NamedStoppingRule atMost(int epochs) {
    return new NamedStoppingRule(text, epochs, budget, choices, rule);
  }

  /** The same rule, which lets epochs of so many seconds pass. */
  NamedStoppingRule within(double seconds) {
    return new NamedStoppingRule(text, most, seconds, choices, rule);
  }

  /** The same rule, with choices of epochs to end with. */
  NamedStoppingRule choosing(List<Integer> epochs) {
    return new NamedStoppingRule(text, most, budget, epochs, rule);
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

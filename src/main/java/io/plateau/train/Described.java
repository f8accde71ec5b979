package io.plateau.train;

import java.util.Optional;

/** A stopping rule that prints as what it waits for. */
record Described(String text, StoppingRule rule) implements StoppingRule {
  @Override
  public Optional<Stop> check(History history) {
    return rule.check(history);
  }

  @Override
  public String toString() {
    return text;
  }
}

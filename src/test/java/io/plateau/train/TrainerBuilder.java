package io.plateau.train;

import java.util.Optional;
import java.util.function.LongSupplier;

/** Builder of trainers without validation rows, whose epochs take no time, unless more is said. */
public final class TrainerBuilder {
  private final Rounds rounds;
  private final Rates rates;
  private final StoppingRule stopping;
  private Optional<Validation> validation = Optional.empty();
  private Monitor monitor = Monitor.TRAIN_LOSS;
  private LongSupplier clock = () -> 0L;
  private StopRequest request = new StopRequest();

  private TrainerBuilder(Rounds rounds, Rates rates, StoppingRule stopping) {
    this.rounds = rounds;
    this.rates = rates;
    this.stopping = stopping;
  }

  public static TrainerBuilder of(Rounds rounds, Rates rates, StoppingRule stopping) {
    return new TrainerBuilder(rounds, rates, stopping);
  }

  public TrainerBuilder validation(Validation other) {
    validation = Optional.of(other);
    return this;
  }

  public TrainerBuilder monitor(Monitor other) {
    monitor = other;
    return this;
  }

  public TrainerBuilder clock(LongSupplier other) {
    clock = other;
    return this;
  }

  public TrainerBuilder request(StopRequest other) {
    request = other;
    return this;
  }

  public Trainer build() {
    return new Trainer(rounds, rates, stopping, validation, monitor, clock, request);
  }
}

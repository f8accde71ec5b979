package io.plateau.optim;

import java.util.List;
import java.util.Map;

/**
 * Table of schedules, of the learning rate and of what regularizes. Each starts at factor 1, but
 * {@link CosineLog} at 0.
 */
public final class Schedules {
  private static final NamedRecords<Schedule> TABLE =
      new NamedRecords<>(
          "schedule",
          List.of(
              row("constant", new Constant()),
              row("step", new Step(10, 0.1)),
              row("exponential", new Exponential(0.95)),
              row("cosine", new Cosine(1, 0)),
              row("polynomial", new Polynomial(1, 1, 0)),
              row("cosineLog", new CosineLog(1, 4)),
              row("flatCosine", new FlatCosine(1, 0.5))));

  private Schedules() {}

  private static NamedRecords.Row<Schedule> row(String name, Schedule standard) {
    return new NamedRecords.Row<>(name, 1, 0, standard);
  }

  /**
   * By the name in job files. With a warm-up, the named schedule begins after it and spans the
   * epochs that are left; a training no longer than its warm-up never reaches it.
   *
   * @param parameters named numbers of that schedule; those not given have defaults
   * @param epochs of the whole training, positive
   * @param warmup epochs of linear warm-up in front, 0 for none
   */
  public static Schedule named(
      String name, Map<String, Double> parameters, double epochs, double warmup) {
    Require.positive("epochs", epochs);
    Require.notNegative("warmup", warmup);
    double left = warmup < epochs ? epochs - warmup : epochs;
    Schedule schedule = TABLE.row(name).make(TABLE.kind(), parameters, left);
    return warmup == 0 ? schedule : new Warmup(warmup, schedule);
  }

  public static List<String> names() {
    return TABLE.names();
  }

  /** The parameters of a schedule and their defaults. */
  public static Map<String, Double> parameters(String name) {
    return TABLE.row(name).defaults();
  }

  /** Always 1. */
  public record Constant() implements Schedule {
    @Override
    public double factor(double epoch) {
      return 1;
    }

    @Override
    public String toString() {
      return "constant";
    }
  }

  /** {@code factor^⌊epoch / every⌋}; every positive, factor positive. */
  public record Step(double every, double factor) implements Schedule {
    public Step {
      Require.positive("every", every);
      Require.positive("factor", factor);
    }

    @Override
    public double factor(double epoch) {
      return StrictMath.pow(factor, Math.floor(epoch / every));
    }

    @Override
    public String toString() {
      return "step by " + number(factor) + " every " + number(every) + " epochs";
    }
  }

  /** {@code factor^epoch}, between epochs too; factor positive. */
  public record Exponential(double factor) implements Schedule {
    public Exponential {
      Require.positive("factor", factor);
    }

    @Override
    public double factor(double epoch) {
      return StrictMath.pow(factor, epoch);
    }

    @Override
    public String toString() {
      return "exponential by " + number(factor) + " an epoch";
    }
  }

  /**
   * {@code floor + (1 − floor)·(1 + cos(π·epoch / epochs)) / 2}, and the floor afterwards; floor in
   * [0, 1). Loshchilov and Hutter (2017), SGDR, without restarts.
   */
  public record Cosine(double epochs, double floor) implements Schedule {
    public Cosine {
      Require.positive("epochs", epochs);
      Require.fraction("floor", floor);
    }

    @Override
    public double factor(double epoch) {
      double done = Math.min(epoch / epochs, 1);
      return floor + (1 - floor) * (1 + StrictMath.cos(Math.PI * done)) / 2;
    }

    @Override
    public String toString() {
      return "cosine over " + number(epochs) + " epochs" + to(floor);
    }
  }

  /**
   * {@code floor + (1 − floor)·(1 − epoch / epochs)^power}, and the floor afterwards; power
   * positive, floor in [0, 1).
   */
  public record Polynomial(double epochs, double power, double floor) implements Schedule {
    public Polynomial {
      Require.positive("epochs", epochs);
      Require.positive("power", power);
      Require.fraction("floor", floor);
    }

    @Override
    public double factor(double epoch) {
      double left = 1 - Math.min(epoch / epochs, 1);
      return floor + (1 - floor) * StrictMath.pow(left, power);
    }

    @Override
    public String toString() {
      return "polynomial of power %s over %s epochs%s"
          .formatted(number(power), number(epochs), to(floor));
    }
  }

  /**
   * {@code ½·(1 − cos(2π·log₂(1 + (2^cycles − 1)·epoch / epochs)))}, and 0 afterwards: cycles from
   * 0 to 1 and back, each about twice as long as the one before; cycles a whole number of at least
   * 1. With 4 cycles the schedule "coslog4" of Holzmüller et al. (2024), Better by Default.
   */
  public record CosineLog(double epochs, double cycles) implements Schedule {
    /** Cycles at most; of more, the first would be shorter than any step. */
    public static final int MOST = 30;

    public CosineLog {
      Require.positive("epochs", epochs);
      if (!(cycles >= 1 && cycles <= MOST && cycles == Math.rint(cycles))) {
        throw new IllegalArgumentException(
            "cycles must be a whole number from 1 to %d, got %s".formatted(MOST, cycles));
      }
    }

    /** Logarithm of what grows to double with each cycle. */
    private double grown(double epoch) {
      double done = Math.min(epoch / epochs, 1);
      return StrictMath.log(1 + (StrictMath.pow(2, cycles) - 1) * done);
    }

    @Override
    public double factor(double epoch) {
      return (1 - StrictMath.cos(2 * Math.PI * grown(epoch) / StrictMath.log(2))) / 2;
    }

    @Override
    public int cycle(double epoch) {
      return (int) Math.min(grown(epoch) / StrictMath.log(2), cycles - 1);
    }

    @Override
    public String toString() {
      return "%s growing cycles over %s epochs".formatted(number(cycles), number(epochs));
    }
  }

  /**
   * 1 for the fraction {@code flat} of the epochs, then {@code (1 + cos(π·x)) / 2}, where x grows
   * from 0 to 1 over the rest, and 0 afterwards; flat in [0, 1). With flat ½ the schedule
   * "flat_cos" of Holzmüller et al. (2024), Better by Default.
   */
  public record FlatCosine(double epochs, double flat) implements Schedule {
    public FlatCosine {
      Require.positive("epochs", epochs);
      Require.fraction("flat", flat);
    }

    @Override
    public double factor(double epoch) {
      double done = Math.min(epoch / epochs, 1);
      double falling = Math.max(0, (done - flat) / (1 - flat));
      return (1 + StrictMath.cos(Math.PI * falling)) / 2;
    }

    @Override
    public String toString() {
      return "flat for %s of %s epochs, then cosine".formatted(number(flat), number(epochs));
    }
  }

  /**
   * Linear from {@value #FIRST} to 1 over {@code epochs}, then {@code after}, which sees the epochs
   * since. The first factor is not 0, so that the first step is not lost. Goyal et al. (2017),
   * Accurate, Large Minibatch SGD.
   */
  public record Warmup(double epochs, Schedule after) implements Schedule {
    /** The factor of the first step. */
    public static final double FIRST = 0.01;

    public Warmup {
      Require.positive("warmup", epochs);
    }

    @Override
    public double factor(double epoch) {
      return epoch < epochs ? FIRST + (1 - FIRST) * epoch / epochs : after.factor(epoch - epochs);
    }

    @Override
    public int cycle(double epoch) {
      return epoch < epochs ? 0 : after.cycle(epoch - epochs);
    }

    @Override
    public String toString() {
      return after + " after " + number(epochs) + " of warm-up";
    }
  }

  private static String to(double floor) {
    return floor == 0 ? "" : " to " + number(floor);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}

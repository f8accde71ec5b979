package io.plateau.job;

import io.plateau.optim.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The keys below {@code optimizer}: those of every rule, and those that only some rules take. */
final class OptimizerKeys {
  private static final String OF_THE_RULE = "the rule's own; null where it takes none";

  private OptimizerKeys() {}

  /** Names below {@code optimizer} that only some rules take. */
  static List<String> ruleSettings() {
    return ofRules().stream().map(key -> Nearest.leaf(key.path())).toList();
  }

  /** Names below {@code optimizer.schedule} that only some schedules take. */
  static List<String> scheduleSettings() {
    return ofSchedules().stream().map(key -> Nearest.leaf(key.path())).toList();
  }

  static List<Key<?>> all() {
    List<Key<?>> keys = new ArrayList<>(common());
    keys.addAll(ofRules());
    keys.addAll(ofAllSchedules());
    keys.addAll(ofSchedules());
    return keys;
  }

  private static List<Key<?>> common() {
    return List.of(
        Keys.key(
            "optimizer.name",
            Kinds.choice(Names::optimizers),
            "adam",
            "the update rule",
            job -> job.optimizer().name()),
        Keys.key(
            "optimizer.learningRate",
            Kinds.positive().orNull(),
            new Key.Derived<>("the rule's own", OptimizerKeys::learningRate),
            "how far a step goes",
            job -> job.optimizer().learningRate()),
        Keys.key(
            "optimizer.l1",
            Kinds.notNegative(),
            "0",
            "weight of the sum of |w|",
            job -> job.optimizer().l1()),
        Keys.key(
            "optimizer.l2",
            Kinds.notNegative(),
            "0",
            "weight of half the sum of w²",
            job -> job.optimizer().l2()),
        Keys.key(
            "optimizer.weightDecay",
            Kinds.notNegative(),
            new Key.Derived<>("0; 0.01 with adamw", OptimizerKeys::weightDecay),
            "share of the weights taken off in each step, times the learning rate",
            job -> job.optimizer().weightDecay()),
        Keys.key(
            "optimizer.clipNorm",
            Kinds.positive().orNull(),
            "null",
            "longest gradient let through; longer ones are shortened",
            job -> job.optimizer().clipNorm()),
        Keys.key(
            "optimizer.clipValue",
            Kinds.positive().orNull(),
            "null",
            "largest component of a gradient let through",
            job -> job.optimizer().clipValue()));
  }

  private static List<Key<?>> ofRules() {
    return List.of(
        rule("beta1", Kinds.share(), "decay of the mean gradient"),
        rule("beta2", Kinds.share(), "decay of the mean squared gradient"),
        rule("epsilon", Kinds.positive(), "added to the denominator"),
        rule("momentum", Kinds.share(), "share of the last update that goes on"),
        rule("momentumDecay", Kinds.notNegative(), "how fast NAdam's momentum grows"),
        rule("rho", Kinds.share(), "decay of the means of RMSProp and AdaDelta"),
        Keys.key(
            "optimizer.centered",
            Kinds.truth().orNull(),
            new Key.Derived<>(OF_THE_RULE, settings -> truth(settingOfRule(settings, "centered"))),
            "whether RMSProp divides by the standard deviation",
            job -> truth(job.optimizer().parameters().get("centered"))),
        rule("memory", wholeNumber(1), "pairs of points and gradients that l-bfgs keeps"),
        rule("tolerance", Kinds.notNegative(), "relative change at which l-bfgs has converged"));
  }

  private static List<Key<?>> ofAllSchedules() {
    return List.of(
        Keys.key(
            "optimizer.schedule.name",
            Kinds.choice(Names::schedules),
            "constant",
            "how the learning rate changes over the epochs",
            job -> job.optimizer().schedule().name()),
        Keys.key(
            "optimizer.schedule.warmup",
            Kinds.notNegative(),
            "0",
            "epochs over which the rate rises from 0",
            job -> job.optimizer().schedule().warmup()));
  }

  private static List<Key<?>> ofSchedules() {
    return List.of(
        schedule("every", Kinds.positive(), "epochs between two steps"),
        schedule(
            "factor",
            Kinds.number(" in (0, 1)", x -> x > 0 && x < 1),
            "what the rate is multiplied by"),
        schedule("power", Kinds.positive(), "of the polynomial"),
        schedule("floor", Kinds.share(), "smallest factor"),
        schedule("patience", wholeNumber(0), "epochs without improvement that are let pass"));
  }

  private static Key<Double> rule(String name, Kind<Double> kind, String doc) {
    return Keys.key(
        "optimizer." + name,
        kind.orNull(),
        new Key.Derived<>(OF_THE_RULE, settings -> settingOfRule(settings, name)),
        doc,
        job -> job.optimizer().parameters().get(name));
  }

  private static Key<Double> schedule(String name, Kind<Double> kind, String doc) {
    return Keys.key(
        "optimizer.schedule." + name,
        kind.orNull(),
        new Key.Derived<>("the schedule's own", settings -> settingOfSchedule(settings, name)),
        doc,
        job -> job.optimizer().schedule().parameters().get(name));
  }

  private static Boolean truth(Double number) {
    return number == null ? null : number != 0;
  }

  private static Kind<Double> wholeNumber(int min) {
    Kind<Integer> whole = Kinds.whole(min);
    return new Kind<>(
        whole.expected(), tree -> (double) whole.read(tree), value -> Numbers.write(value));
  }

  private static Double learningRate(Settings settings) {
    String name = settings.get("optimizer.name");
    return name == null || name.equals(Names.LBFGS) ? null : Rules.defaultRate(name);
  }

  private static Double weightDecay(Settings settings) {
    Double decay = settingOfRule(settings, Names.WEIGHT_DECAY);
    return decay == null ? 0.0 : decay;
  }

  private static Double settingOfRule(Settings settings, String setting) {
    String name = settings.get("optimizer.name");
    return name == null ? null : Names.optimizerSettings(name).get(setting);
  }

  private static Double settingOfSchedule(Settings settings, String setting) {
    String name = settings.get("optimizer.schedule.name");
    return name == null ? null : Names.scheduleSettings(name).get(setting);
  }

  /** Those of {@code names} below {@code group} that have a value. */
  static Map<String, Double> values(Settings settings, String group, Set<String> names) {
    Map<String, Double> values = new TreeMap<>();
    for (String name : names) {
      Object value = settings.get(group + "." + name);
      if (value instanceof Boolean truth) {
        values.put(name, truth ? 1.0 : 0.0);
      } else if (value != null) {
        values.put(name, (Double) value);
      }
    }
    return values;
  }
}

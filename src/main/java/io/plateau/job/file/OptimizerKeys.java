package io.plateau.job.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keys below {@code optimizer}: those of every rule, and those that only some rules take. */
final class OptimizerKeys {
  private OptimizerKeys() {}

  static List<Key<?>> all() {
    List<Key<?>> keys = new ArrayList<>(common());
    keys.addAll(ofRules());
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
            "null",
            "how far a step goes; null is the rule's own default",
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
            "0",
            "share of the weights taken off in each step, times the rate",
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
        rule("dampening", Kinds.share(), "share of the gradient kept out of the momentum"),
        rule("alpha", Kinds.share(), "decay of RMSProp's mean squared gradient"),
        rule("rho", Kinds.share(), "decay of AdaDelta's means"),
        Keys.key(
            "optimizer.centered",
            Kinds.truth().orNull(),
            "null",
            "whether RMSProp divides by the standard deviation",
            job -> truth(job.optimizer().parameters().get("centered"))));
  }

  private static List<Key<?>> ofSchedules() {
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
            job -> job.optimizer().schedule().warmup()),
        schedule("every", Kinds.positive(), "epochs between two steps"),
        schedule(
            "factor",
            Kinds.number(" in (0, 1)", x -> x > 0 && x < 1),
            "what the rate is multiplied by"),
        schedule("power", Kinds.positive(), "of the polynomial"),
        schedule("floor", Kinds.share(), "smallest factor"),
        schedule(
            "patience",
            Kinds.number(" of whole epochs of at least 0", x -> x >= 0 && x == Math.rint(x)),
            "epochs without improvement that are let pass"));
  }

  private static Key<Double> rule(String name, Kind<Double> kind, String doc) {
    return Keys.key(
        "optimizer." + name,
        kind.orNull(),
        "null",
        doc,
        job -> job.optimizer().parameters().get(name));
  }

  private static Key<Double> schedule(String name, Kind<Double> kind, String doc) {
    return Keys.key(
        "optimizer.schedule." + name,
        kind.orNull(),
        "null",
        doc,
        job -> job.optimizer().schedule().parameters().get(name));
  }

  private static Boolean truth(Double number) {
    return number == null ? null : number != 0;
  }

  /** Settings of rules that are given: those keys of {@code group} that {@link Names} knows. */
  static Map<String, Double> given(Settings settings, String group, List<String> names) {
    Map<String, Double> given = new java.util.TreeMap<>();
    for (String name : names) {
      Object value = settings.get(group + "." + name);
      if (value instanceof Boolean truth) {
        given.put(name, truth ? 1.0 : 0.0);
      } else if (value != null) {
        given.put(name, (Double) value);
      }
    }
    return given;
  }
}

package io.plateau.ml.params;

import io.plateau.spec.ColumnSpec;
import io.plateau.spec.Conflicts;
import io.plateau.spec.DataFacts;
import io.plateau.spec.Family;
import io.plateau.spec.LossSpec;
import io.plateau.spec.NetworkSpec;
import io.plateau.spec.OptimizerSpec;
import io.plateau.spec.RoundsSpec;
import io.plateau.spec.ScheduleSpec;
import io.plateau.spec.Setting;
import io.plateau.spec.StoppingSpec;
import io.plateau.spec.TrainingSpec;
import io.plateau.spec.Values;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.Param;

/** Reads the specification of a training from the params of a stage. */
public final class ParamReader {
  private static final String GD = "gd";

  private final HasNetworkParams params;
  private Values values = Values.NONE;

  private ParamReader(HasNetworkParams params) {
    this.params = params;
  }

  /**
   * The specification that params hold.
   *
   * @throws IllegalArgumentException where params do not fit together
   */
  public static TrainingSpec spec(HasNetworkParams params) {
    if (params.isSet(params.layers()) && params.isSet(params.hiddenLayers())) {
      throw new IllegalArgumentException(
          "layers and hiddenLayers are both set; set layers (inputs, hidden, outputs) or"
              + " hiddenLayers (widths of inputs and outputs follow from the data)");
    }
    params.declared().plain().forEach((setting, param) -> requireNumber(params, setting, param));
    Values values = values(params);
    List<Conflicts.Conflict> conflicts = Conflicts.of(values, ParamReader::name);
    if (!conflicts.isEmpty()) {
      throw new IllegalArgumentException(conflicts.get(0).message());
    }
    return TrainingSpec.of(values);
  }

  /**
   * Refuses NaN, which within settings is none. It may be set, as it is on models of earlier
   * builds.
   */
  private static <T> void requireNumber(
      HasNetworkParams params, Setting<T> setting, Param<?> param) {
    boolean given = params.hasParam(param.name()) && params.isSet(param);
    if (given && params.getOrDefault(param) instanceof Double number && number.isNaN()) {
      throw setting.domain().refusal(param.name(), number);
    }
  }

  /** The same values, with the defaults of a regression where the stage is one. */
  static Values shown(HasNetworkParams params) {
    return params instanceof HasLabelScale ? values(params).onNumbers() : values(params);
  }

  static Values values(HasNetworkParams params) {
    ParamReader reader = new ParamReader(params);
    if (params instanceof HasTableParams) {
      reader.values = Values.NONE.on(DataFacts.TABLE);
    }
    params.declared().plain().forEach(reader::plain);
    reader.solver();
    reader.layers();
    reader.penalty();
    reader.named(LossSpec.FAMILY, params.loss());
    reader.named(ScheduleSpec.FAMILY, params.schedule());
    reader.named(NetworkSpec.ACTIVATION, params.activation());
    reader.named(ColumnSpec.NUMBERS, params.numberEmbedding());
    return reader.values;
  }

  /** The text of a param, else the name that a family has by default beside these params. */
  static String text(HasNetworkParams params, Param<String> param, Family family) {
    return params.isDefined(param) ? params.getOrDefault(param) : shown(params).get(family.name());
  }

  private void plain(Setting<?> setting, Param<?> param) {
    if (params.hasParam(param.name()) && params.isDefined(param)) {
      give(setting, params.getOrDefault(param));
    }
  }

  @SuppressWarnings("unchecked")
  private <T> void give(Setting<T> setting, Object value) {
    values =
        values.with(setting, (T) (value instanceof int[] widths ? ParamCheck.list(widths) : value));
  }

  /** As in MultilayerPerceptronClassifier, gd takes all rows, and l-bfgs ignores the step size. */
  private void solver() {
    boolean layers = params.isDefined(params.layers());
    String name =
        params.isDefined(params.solver())
            ? params.getOrDefault(params.solver())
            : layers ? OptimizerSpec.LBFGS : "";
    if (!name.isEmpty()) {
      give(OptimizerSpec.FAMILY.name(), name.equals(GD) ? "sgd" : name);
    }
    if (name.equals(GD) && !params.isDefined(params.batchSize())) {
      give(RoundsSpec.BATCH_SIZE, 0);
    }
    if (name.equals(GD) && !params.isDefined(params.stepSize())) {
      give(OptimizerSpec.LEARNING_RATE, 0.03);
    }
    boolean quasiNewton = name.equals(OptimizerSpec.LBFGS);
    if (quasiNewton) {
      give(OptimizerSpec.LEARNING_RATE, Double.NaN);
    }
    if (params.isDefined(params.tol())) {
      double tol = (Double) params.getOrDefault(params.tol());
      give(quasiNewton ? OptimizerSpec.FAMILY.own("tolerance") : StoppingSpec.MIN_DELTA, tol);
    }
    solverSettings(params.getSolverSettings())
        .forEach((setting, number) -> give(OptimizerSpec.FAMILY.own(setting), number));
  }

  private void layers() {
    if (params.isDefined(params.layers())) {
      List<Integer> layers = ParamCheck.list(params.getLayers());
      give(NetworkSpec.HIDDEN, layers.subList(1, layers.size() - 1));
      if (!params.isDefined(params.activation())) {
        give(NetworkSpec.ACTIVATION.name(), "sigmoid");
      }
    }
  }

  private void penalty() {
    double strength = params.getRegParam();
    give(OptimizerSpec.L1, strength * params.getElasticNetParam());
    give(OptimizerSpec.L2, strength * (1 - params.getElasticNetParam()));
  }

  private void named(Family family, Param<String> param) {
    if (params.isDefined(param)) {
      NamedNumbers named = named(family, params.getOrDefault(param));
      give(family.name(), named.name());
      named.numbers().forEach((setting, number) -> give(family.own(setting), number));
    }
  }

  private static String name(Setting<?> setting) {
    return setting.param().isEmpty()
        ? setting.key().substring(setting.key().lastIndexOf('.') + 1)
        : setting.param();
  }

  static void checkSolver(String name) {
    if (!name.equals(GD)) {
      OptimizerSpec.FAMILY.name().domain().require("solver", name);
    }
  }

  /** The numbers of a text such as {@code beta1=0.8, epsilon=1e-6}. */
  static Map<String, Double> solverSettings(String text) {
    return NamedNumbers.numbers("solverSettings", text);
  }

  /** The name and the numbers of a text such as {@code step(every=10, factor=0.5)}, checked. */
  static NamedNumbers named(Family family, String text) {
    NamedNumbers named = NamedNumbers.parse(family.name().param(), text);
    family.name().domain().require(family.name().param(), named.name());
    named
        .numbers()
        .forEach(
            (setting, number) -> {
              if (!family.defaults(named.name()).containsKey(setting)) {
                throw new IllegalArgumentException(
                    "%s %s has no setting \"%s\"; known: %s"
                        .formatted(
                            family.name().param(),
                            named.name(),
                            setting,
                            family.defaults(named.name()).keySet()));
              }
              family.own(setting).domain().require(setting, number);
            });
    return named;
  }
}

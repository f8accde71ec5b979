package io.plateau.ml.params;

import io.plateau.spec.ColumnSpec;
import io.plateau.spec.Domain;
import io.plateau.spec.HeldOut;
import io.plateau.spec.LossSpec;
import io.plateau.spec.NetworkSpec;
import io.plateau.spec.ScheduleSpec;
import io.plateau.spec.Setting;
import io.plateau.spec.Settings;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Declarations of the params that estimators and models share; one instance belongs to one stage. A
 * param of a {@link Setting} has its documentation, range and default from the table of settings;
 * here are only those that a training specification does not have, or has otherwise. Defaults that
 * follow from other params are not in the default map: getters resolve them.
 */
public final class NetworkParams implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Params whose values are not those of their setting. */
  private static final Set<String> WIDER =
      Set.of("activation", "loss", "solver", "schedule", "tol", "numberEmbedding");

  private static final Pattern KEY = Pattern.compile("\\w+(?:\\.\\w+)+");

  private final Params stage;
  private final Map<String, Param<?>> declared = new LinkedHashMap<>();
  private final Map<String, List<String>> choices = new LinkedHashMap<>();

  public NetworkParams(Params stage) {
    this.stage = stage;
    Settings.ALL.stream().filter(NetworkParams::isPlain).forEach(this::declare);
    network();
    solver();
    rows();
    number(
        "tol",
        "with l-bfgs the relative change of the loss at which it has converged (default: 1e-6), else the smallest change of the monitor that is an improvement (default: 1e-4)",
        Domain::notNegative);
    text(
        "checkpointDir",
        "folder (any Hadoop URI) for the checkpoints of this fit, which resumes from them",
        folder -> !folder.equals(""));
    add(
        new IntParam(
            stage,
            "checkpointInterval",
            "epochs between checkpoints (>= 1), or -1 for none",
            cast(ParamCheck.of("checkpointInterval", () -> Domain.integer(1).or("none", -1)))));
  }

  private void network() {
    text(
        "activation",
        NetworkSpec.ACTIVATION.name().doc()
            + ", by name or with settings such as leakyRelu(slope=0.2) (default: relu; with recipe"
            + " tabular selu, in a regression mish; with layers sigmoid)",
        ParamCheck.parsed(text -> ParamReader.named(NetworkSpec.ACTIVATION, text)));
    text(
        "numberEmbedding",
        ColumnSpec.NUMBERS.name().doc()
            + "; with settings such as periodic(sigma=0.05) (default: none; with recipe tabular"
            + " piecewiseLinear)",
        ParamCheck.parsed(text -> ParamReader.named(ColumnSpec.NUMBERS, text)));
    add(
        new IntArrayParam(
            stage,
            "layers",
            "widths of all layers, from the number of features to the number of outputs, as in"
                + " MultilayerPerceptronClassifier; excludes hiddenLayers, and makes hidden layers sigmoid and the solver l-bfgs unless"
                + " they are set",
            cast(
                ParamCheck.<int[]>ofArrays(
                    "layers",
                    "the widths of two layers or more, each at least 1",
                    all -> all.length >= 2 && Arrays.stream(all).allMatch(width -> width >= 1)))));
    add(
        new Param<>(
            stage.uid(),
            "initialWeights",
            "weights to start from instead of random ones: for each layer W (outputs x inputs) by"
                + " columns, then the biases"));
  }

  private void solver() {
    text(
        "solver",
        "update rule, such as adam, or l-bfgs; gd is sgd with a rate of 0.03 over all rows"
            + " (default: adam; with layers: l-bfgs)",
        ParamCheck.parsed(ParamReader::checkSolver));
    text(
        "solverSettings",
        "further numbers of the solver by name, such as beta1=0.8, epsilon=1e-6; with l-bfgs memory"
            + " (default: the solver's own)",
        ParamCheck.parsed(ParamReader::solverSettings));
    text(
        "schedule",
        "learning rate over the epochs: constant, or another by name and numbers such as"
            + " step(every=10, factor=0.5); plateau(factor=0.1, patience=5) reduces it when the"
            + " monitor no longer improves (default: constant; with recipe tabular cosineLog)",
        ParamCheck.parsed(text -> ParamReader.named(ScheduleSpec.FAMILY, text)));
    text(
        "loss",
        LossSpec.FAMILY.name().doc() + "; with settings such as huber(delta=2)",
        ParamCheck.parsed(text -> ParamReader.named(LossSpec.FAMILY, text)));
    number("regParam", "strength of the penalty on weights", Domain::notNegative);
    number(
        "elasticNetParam", "0 for an L2 penalty, 1 for L1, in between a mixture", Domain::from0To1);
  }

  private void rows() {
    text("weightCol", "column of row weights; none: each weighs 1", name -> true);
    text(
        "validationIndicatorCol",
        "boolean column, true for validation rows, which select the best epoch",
        name -> true);
    number(
        "validationFraction",
        "fraction of the rows that are held out as validation rows, by their content and the seed,"
            + " where there is no validationIndicatorCol: by default of 2000 rows or more, of any"
            + " number where it is set; 0 for none",
        Domain::fraction);
    choice(
        "handleInvalid",
        "rows with null, NaN or infinite features: error, skip (leave them out), or keep"
            + " (predict NaN; not trained on)",
        "error",
        "skip",
        "keep");
    text(
        "predictionSpreadCol",
        "column of how far the members of a network differ: the standard deviation of their"
            + " predictions, of classes of the predicted class's probability; empty for none",
        name -> true);
    add(
        new IntParam(
            stage,
            "blockSize",
            "rows predicted together in transform",
            cast(ParamCheck.of("blockSize", () -> Domain.integer(1)))));
    choice(
        "classWeight",
        "none, or balanced: every class has the same total weight in the training loss; validation,"
            + " calibration and metrics count rows only by weightCol",
        "none",
        "balanced");
    add(
        new DoubleArrayParam(
            stage,
            "classWeights",
            "factor of the row weights by class in the training loss; validation, calibration and"
                + " metrics count rows only by weightCol; excludes classWeight balanced",
            ParamCheck.ofArrays(
                "classWeights",
                "numbers of at least 0 that are finite as 32-bit floats",
                all ->
                    Arrays.stream(all)
                        .allMatch(factor -> factor >= 0 && Float.isFinite((float) factor)))));
  }

  private static boolean isPlain(Setting<?> setting) {
    return !setting.param().isEmpty() && !WIDER.contains(setting.param());
  }

  private void declare(Setting<?> setting) {
    Domain.Type type = setting.domain().type();
    String name = setting.param();
    choices.put(name, setting.domain().names());
    String fallback =
        setting.fallback() instanceof Setting.Derived<?> derived
            ? "; default: " + derived.words()
            : "";
    String doc =
        inParams("%s (%s%s)".formatted(setting.doc(), setting.domain().describe(), fallback));
    ParamCheck<Object> check = ParamCheck.ofSetting(name);
    add(
        switch (type) {
          case INTEGER -> new IntParam(stage, name, doc, check);
          case LONG -> new LongParam(stage, name, doc, check);
          case REAL, SECONDS, FLAG -> new DoubleParam(stage, name, doc, check);
          case BOOLEAN -> new BooleanParam(stage, name, doc);
          case NAME -> new Param<String>(stage, name, doc, cast(check));
          case WIDTHS -> new IntArrayParam(stage, name, doc, cast(check));
        });
  }

  /** The words with the params of settings instead of their keys in job files. */
  private static String inParams(String words) {
    return KEY.matcher(words)
        .replaceAll(
            key ->
                Settings.ALL.stream()
                    .filter(each -> each.key().equals(key.group()) && !each.param().isEmpty())
                    .map(Setting::param)
                    .findFirst()
                    .orElse(key.group()));
  }

  private void text(String name, String doc, ParamCheck<Object> check) {
    add(new Param<String>(stage, name, doc, cast(check)));
  }

  private void choice(String name, String doc, String... values) {
    choices.put(name, List.of(values));
    text(name, doc, cast(ParamCheck.of(name, () -> Domain.oneOf(List.of(values)))));
  }

  private void number(String name, String doc, ParamCheck.Values<Double> values) {
    add(new DoubleParam(stage, name, doc, cast(ParamCheck.of(name, values))));
  }

  private void add(Param<?> param) {
    declared.put(param.name(), param);
  }

  /** A function of any value takes values of every type. */
  @SuppressWarnings("unchecked")
  static <T> ParamCheck<T> cast(ParamCheck<?> check) {
    return (ParamCheck<T>) check;
  }

  /** The param of a name, of the type that the caller expects. */
  @SuppressWarnings("unchecked")
  public <P extends Param<?>> P get(String name) {
    return (P) declared.get(name);
  }

  /** The values of a param that has one of a fixed set of names; empty for others. */
  public List<String> choices(String name) {
    return choices.getOrDefault(name, List.of());
  }

  /** Sets the defaults that do not depend on other params. */
  public void setDefaults() {
    for (Setting<?> setting : Settings.ALL) {
      if (isPlain(setting) && setting.fallback() instanceof Setting.Constant<?> constant) {
        setDefault(setting.param(), constant.value());
      }
    }
    setDefault("seed", (long) stage.getClass().getName().hashCode());
    setDefault("solverSettings", "");
    setDefault("regParam", 0.0);
    setDefault("elasticNetParam", 0.0);
    setDefault("validationFraction", HeldOut.FRACTION);
    setDefault("handleInvalid", "error");
    setDefault("predictionSpreadCol", "");
    setDefault("blockSize", 1024);
    setDefault("checkpointInterval", 10);
    setDefault("classWeight", "none");
  }

  private void setDefault(String name, Object value) {
    if (stage.hasParam(name) && !isNone(value)) {
      stage.setDefault(this.<Param<Object>>get(name), ofParam(value));
    }
  }

  private static boolean isNone(Object value) {
    return value instanceof Double number && !Double.isFinite(number);
  }

  private static Object ofParam(Object value) {
    return value instanceof List<?> widths
        ? widths.stream().mapToInt(width -> (Integer) width).toArray()
        : value;
  }

  /** The params that have their values from the table, by their settings. */
  Map<Setting<?>, Param<?>> plain() {
    Map<Setting<?>, Param<?>> plain = new LinkedHashMap<>();
    Settings.ALL.stream()
        .filter(NetworkParams::isPlain)
        .forEach(setting -> plain.put(setting, declared.get(setting.param())));
    return plain;
  }
}

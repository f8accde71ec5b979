package io.plateau.ml.params;

import io.plateau.nn.Activations;
import io.plateau.nn.Losses;
import io.plateau.optim.Rules;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The params that estimators and models declare alike, each with its description and validator; one
 * instance belongs to one stage. Defaults that depend on other params (solver, activation,
 * stepSize, batchSize) are not in the default map: their getters resolve them.
 */
public final class NetworkParams implements Serializable {
  private static final long serialVersionUID = 1L;
  public static final String LBFGS = "l-bfgs";
  public static final String GD = "gd";

  private final String uid;

  final IntArrayParam layers;
  final IntArrayParam hiddenLayers;
  final Param<String> activation;
  final Param<String> initializer;
  final Param<Vector> initialWeights;
  final DoubleParam dropout;
  final DoubleParam inputDropout;
  final Param<String> loss;
  final Param<String> solver;
  final Param<String> solverSettings;
  final IntParam maxIter;
  final DoubleParam tol;
  final DoubleParam stepSize;
  final Param<String> schedule;
  final DoubleParam warmup;
  final IntParam batchSize;
  final IntParam localSteps;
  final IntParam shards;
  final LongParam seed;
  final DoubleParam regParam;
  final DoubleParam elasticNetParam;
  final DoubleParam weightDecay;
  final DoubleParam clipNorm;
  final DoubleParam clipValue;
  final IntParam patience;
  final DoubleParam target;
  final DoubleParam maxTime;
  final Param<String> monitor;
  final Param<String> weightCol;
  final Param<String> validationIndicatorCol;
  final Param<String> handleInvalid;
  final IntParam blockSize;
  final Param<String> checkpointDir;
  final IntParam checkpointInterval;
  final Param<String> classWeight;
  final DoubleArrayParam classWeights;
  final BooleanParam standardizeLabel;

  public NetworkParams(Params stage) {
    uid = stage.uid();
    layers =
        new IntArrayParam(
            stage,
            "layers",
            "widths of all layers, from the number of features to the number of outputs, as in"
                + " MultilayerPerceptronClassifier; excludes hiddenLayers",
            Check.widths(2));
    hiddenLayers =
        new IntArrayParam(
            stage,
            "hiddenLayers",
            "widths of the hidden layers; inputs and outputs follow from the data (default: one of"
                + " 64); excludes layers",
            Check.widths(0));
    activation =
        text(
            "activation",
            "function of the hidden layers (default: relu; with layers: sigmoid)",
            Check.parsed(Activations::named));
    initializer =
        text(
            "initializer",
            "distribution of random weights: auto (by the activation) or a name such as heNormal",
            name -> !name.isEmpty());
    initialWeights =
        new Param<>(
            stage,
            "initialWeights",
            "weights to start from instead of random ones: for each layer W (outputs x inputs) by"
                + " columns, then the biases");
    dropout = real("dropout", "share of hidden units left out in a step, in [0, 1)", Check.share());
    inputDropout =
        real("inputDropout", "share of inputs left out in a step, in [0, 1)", Check.share());
    loss =
        text(
            "loss",
            "what training makes small: auto (softmaxCrossEntropy; sigmoidCrossEntropy for a vector of labels; squared for"
                + " a regression) or a name",
            Check.parsed(NetworkParams::loss));
    solver =
        text(
            "solver",
            "update rule, such as adam, or l-bfgs; gd is sgd over all rows (default: adam; with"
                + " layers: l-bfgs)",
            Check.parsed(NetworkParams::solver));
    solverSettings =
        text(
            "solverSettings",
            "further numbers of the solver by name, such as beta1=0.8, epsilon=1e-6; with l-bfgs"
                + " memory (default: the solver's own)",
            Check.parsed(NetworkParams::settings));
    maxIter = whole("maxIter", "epochs at most; with l-bfgs iterations (>= 1)", Check.above(0));
    tol =
        real(
            "tol",
            "what counts as improvement of the monitor; with l-bfgs its convergence tolerance",
            Check.atLeast(0));
    stepSize = real("stepSize", "learning rate (default: that of the solver)", Check.above(0));
    schedule =
        text(
            "schedule",
            "learning rate over the epochs: constant, or another by name and numbers such as"
                + " step(every=10, factor=0.5); plateau(factor=0.1, patience=5) reduces it when the"
                + " monitor no longer improves",
            Check.parsed(Planning::checkSchedule));
    warmup =
        real("warmup", "epochs in which the learning rate rises to its value", Check.atLeast(0));
    batchSize =
        whole(
            "batchSize",
            "rows of a step over all shards, 0 for all rows (default: 256; with l-bfgs and gd: 0)",
            Check.atLeast(0));
    localSteps =
        whole(
            "localSteps",
            "steps each shard makes alone in a round, 0 to follow from the job",
            Check.atLeast(0));
    shards =
        whole("shards", "parts the rows are dealt to, 0 to follow from the rows", Check.atLeast(0));
    seed = new LongParam(stage, "seed", "of every random draw");
    regParam = real("regParam", "strength of the penalty on weights", Check.atLeast(0));
    elasticNetParam =
        real(
            "elasticNetParam",
            "0 for an L2 penalty, 1 for L1, in between a mixture",
            value -> (Double) value >= 0 && (Double) value <= 1);
    weightDecay = real("weightDecay", "decay of weights apart from the gradient", Check.atLeast(0));
    clipNorm = real("clipNorm", "longest gradient; longer ones are shortened", Check.above(0));
    clipValue = real("clipValue", "largest component of a gradient", Check.above(0));
    patience =
        whole(
            "patience",
            "epochs without improvement after which training stops, 0 for never",
            Check.atLeast(0));
    target = new DoubleParam(uid, "target", "value of the monitor at which training stops");
    maxTime = real("maxTime", "seconds all epochs together may take", Check.above(0));
    monitor =
        text(
            "monitor",
            "what improves: auto (validationLoss with a validationIndicatorCol, else trainLoss) or"
                + " a name",
            name -> !name.isEmpty());
    weightCol = text("weightCol", "column of row weights; none: each weighs 1", name -> true);
    validationIndicatorCol =
        text(
            "validationIndicatorCol",
            "boolean column, true for rows that are not trained on but tell the best epoch",
            name -> true);
    handleInvalid =
        text(
            "handleInvalid",
            "rows with null, NaN or infinite features: error, skip (leave them out), or keep"
                + " (predict NaN; not trained on)",
            List.of("error", "skip", "keep")::contains);
    blockSize = whole("blockSize", "rows predicted together in transform", Check.above(0));
    checkpointDir =
        text(
            "checkpointDir",
            "folder (any Hadoop URI) for the checkpoints of this very fit, which goes on from them",
            folder -> !folder.isEmpty());
    checkpointInterval =
        whole(
            "checkpointInterval",
            "epochs between checkpoints (>= 1), or -1 for none",
            value -> ((Number) value).intValue() >= 1 || ((Number) value).intValue() == -1);
    classWeight =
        text(
            "classWeight",
            "none, or balanced: every class weighs the same together",
            List.of("none", "balanced")::contains);
    classWeights =
        new DoubleArrayParam(
            stage,
            "classWeights",
            "factor of the row weights by class; excludes classWeight balanced",
            (Check<double[]>)
                factors -> {
                  for (double factor : factors) {
                    if (!(factor >= 0)) {
                      return false;
                    }
                  }
                  return true;
                });
    standardizeLabel =
        new BooleanParam(
            stage,
            "standardizeLabel",
            "train on labels of mean 0 and variance 1; the model predicts in units of the label");
  }

  /** Sets the defaults that do not depend on other params; one at a time, as Java must. */
  public void setDefaults(Params stage) {
    stage.setDefault(maxIter, 100);
    stage.setDefault(tol, 1e-6);
    stage.setDefault(seed, (long) stage.getClass().getName().hashCode());
    stage.setDefault(initializer, "auto");
    stage.setDefault(loss, "auto");
    stage.setDefault(solverSettings, "");
    stage.setDefault(schedule, "constant");
    stage.setDefault(warmup, 0.0);
    stage.setDefault(localSteps, 1);
    stage.setDefault(shards, 0);
    stage.setDefault(dropout, 0.0);
    stage.setDefault(inputDropout, 0.0);
    stage.setDefault(regParam, 0.0);
    stage.setDefault(elasticNetParam, 0.0);
    stage.setDefault(weightDecay, 0.0);
    stage.setDefault(patience, 10);
    stage.setDefault(monitor, "auto");
    stage.setDefault(handleInvalid, "error");
    stage.setDefault(blockSize, 1024);
  }

  private Param<String> text(String name, String doc, Check<String> check) {
    return new Param<>(uid, name, doc, check);
  }

  private IntParam whole(String name, String doc, Check<Object> check) {
    return new IntParam(uid, name, doc, check);
  }

  private DoubleParam real(String name, String doc, Check<Object> check) {
    return new DoubleParam(uid, name, doc, check);
  }

  private static void loss(String name) {
    if (!name.equals("auto")) {
      Losses.named(name);
    }
  }

  public static Map<String, Double> settings(String text) {
    return NamedNumbers.parse("solverSettings", "solver(" + text + ")").numbers();
  }

  private static void solver(String name) {
    if (!name.equals(LBFGS) && !name.equals(GD)) {
      Rules.named(name);
    }
  }
}

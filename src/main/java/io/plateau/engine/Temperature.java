package io.plateau.engine;

import io.plateau.engine.round.DistributedValidation;
import io.plateau.engine.round.GroupValidation;
import io.plateau.engine.round.RoundInput;
import io.plateau.engine.round.SparkRound;
import io.plateau.engine.round.ValidationRows;
import io.plateau.engine.shard.ShardGroup;
import io.plateau.engine.shard.ShardedRows;
import io.plateau.engine.threads.Cores;
import io.plateau.nn.Network;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.Unsmooth;
import io.plateau.nn.loss.CalibrationError;
import io.plateau.nn.loss.LabelType;
import io.plateau.nn.loss.Loss;
import io.plateau.spec.Calibration;
import io.plateau.train.Stage;
import io.plateau.train.StageListener;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.function.Function2;

/**
 * Calibration by temperature (Guo et al. 2017, On Calibration of Modern Neural Networks): logits
 * are divided by the one number T that minimizes the log loss of the validation rows. No prediction
 * of a class changes, but of a network of members, of which each is divided and not their mean. The
 * last layer takes T in, so that the network itself is calibrated. A network that learned smoothed
 * labels may get a layer behind it that {@linkplain Unsmooth undoes the smoothing}, with a T of its
 * own, where that lowers the log loss of the validation rows.
 *
 * <p>Labels are smoothed by one part in as many as there are validation rows and one more, after
 * Platt (1999, "Probabilistic Outputs for Support Vector Machines"): of rows that are all predicted
 * right it would follow that no other can be predicted wrong.
 *
 * <p>Of members the logits of each are divided, which is not the same as those of their mean. So T
 * is found again and again, until no other T is better for the logits of the mean.
 *
 * @param temperature T
 * @param unsmoothed whether the smoothing of labels is undone
 * @param before log loss and expected calibration error of the validation rows as trained
 * @param after the same as calibrated
 */
public record Temperature(double temperature, boolean unsmoothed, Scores before, Scores after)
    implements CalibrationResult {
  /**
   * Scores of probabilities.
   *
   * @param expectedError as {@link CalibrationError}
   */
  public record Scores(double logLoss, double expectedError) {}

  /** A calibrated network. */
  public record Calibrated(TrainedNetwork network, CalibrationResult result) {}

  @Override
  public String describe() {
    return String.format(
        Locale.ROOT,
        "temperature %.4g%s: log loss of the validation rows %.4g (was %.4g), expected calibration"
            + " error %.4g (was %.4g)",
        temperature,
        unsmoothed ? ", label smoothing undone" : "",
        after.logLoss,
        before.logLoss,
        after.expectedError,
        before.expectedError);
  }

  /**
   * Calibrates a network of classes or labels.
   *
   * @param rows validation rows, without which the smoothing of labels is undone, and T is 1
   * @param trained without a correction; not changed
   */
  public static Calibrated of(
      Optional<ShardedRows> rows, TrainedNetwork trained, Calibration how, StageListener stages) {
    return stages.during(
        Stage.CALIBRATE,
        rows.isPresent() ? "" : "without validation rows, by undoing the smoothing of labels",
        () ->
            rows.map(held -> found(held, trained, how).of(trained))
                .orElseGet(
                    () ->
                        new Calibrated(
                            TemperatureSearch.unsmoothed(trained),
                            new CalibrationResult.WithoutRows(true))));
  }

  private static TemperatureSearch.Found found(
      ShardedRows rows, TrainedNetwork trained, Calibration how) {
    SparkContext spark = rows.rdd().context();
    SparkRound jobs = new SparkRound(spark);
    if (rows.shards() > 1 && !TaskRows.few(rows, 0, trained.network())) {
      return new TemperatureSearch(new DistributedValidation(jobs, rows), trained).best(how);
    }
    InTask search =
        new InTask(
            trained.network(), trained.loss(), trained.target(), how, Cores.ofExecutor(spark));
    RoundInput weights = RoundInput.of(trained.weights());
    return TemperatureSearch.Found.of(
        jobs.run("calibration", weights, rows.group(), search).get(0));
  }

  /** The search within a task that has all rows. */
  private record InTask(Network network, Loss loss, LabelType target, Calibration how, int cores)
      implements Function2<RoundInput, Iterator<ShardGroup>, Iterator<double[]>> {
    @Override
    public Iterator<double[]> call(RoundInput input, Iterator<ShardGroup> groups) {
      TrainedNetwork trained = new TrainedNetwork(network, loss, target, input.weights());
      ValidationRows rows = new GroupValidation(groups.next(), cores);
      return List.of(new TemperatureSearch(rows, trained).best(how).numbers()).iterator();
    }
  }
}

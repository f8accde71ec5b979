package io.plateau.run;

import io.plateau.data.Prepared;
import io.plateau.evaluation.Evaluation;
import io.plateau.frame.ColumnName;
import io.plateau.job.Job;
import io.plateau.ml.NeuralNetworkRegressionModel;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Metrics of a finished run's pipeline on other rows, in the unit of the labels. */
final class PipelineMetrics {
  private static final String ACTUAL = "plateau__actual";

  private PipelineMetrics() {}

  static Map<String, Double> of(PipelineModel pipeline, Dataset<Row> rows, Job.Data data) {
    Dataset<Row> predicted = pipeline.transform(rows);
    PipelineStage last = pipeline.stages()[pipeline.stages().length - 1];
    return switch (Prepared.task(pipeline)) {
      case CLASSIFICATION -> {
        IndexToString names = (IndexToString) last;
        yield Evaluation.ofClasses(List.of(names.getLabels()))
            .metrics(
                predicted,
                new Evaluation.Columns(
                    Prepared.LABEL, names.getInputCol(), Prepared.PROBABILITY, data.weight()));
      }
      case MULTI_LABEL ->
          metrics(Evaluation.ofLabels(data.label()), predicted, Prepared.PROBABILITY, data);
      case REGRESSION -> metrics(numbers(last, data.label()), predicted, null, data);
    };
  }

  private static Evaluation numbers(PipelineStage last, List<String> labels) {
    return last instanceof NeuralNetworkRegressionModel model
        ? Evaluation.ofNumbers(labels, model.trained().loss())
        : Evaluation.ofNumbers(labels);
  }

  private static Map<String, Double> metrics(
      Evaluation kind, Dataset<Row> predicted, String probability, Job.Data data) {
    return kind.metrics(
        predicted.withColumn(ACTUAL, actual(data.label())),
        new Evaluation.Columns(ACTUAL, Prepared.PREDICTION, probability, data.weight()));
  }

  /** The true labels: a number, or a vector of several. */
  private static Column actual(List<String> labels) {
    Column[] numbers =
        labels.stream().map(name -> ColumnName.column(name).cast("double")).toArray(Column[]::new);
    return numbers.length == 1
        ? numbers[0]
        : functions.array_to_vector(org.apache.spark.sql.functions.array(numbers));
  }
}

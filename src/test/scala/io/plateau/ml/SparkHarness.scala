package io.plateau.ml

import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.ml.Transformer
import org.apache.spark.ml.param.{ParamMap, ParamsSuite}
import org.apache.spark.ml.util.{DefaultReadWriteTest, MLTestingUtils}
import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.execution.streaming.runtime.MemoryStream
import org.apache.spark.sql.functions.{array, col, element_at, lit}
import org.apache.spark.sql.streaming.StreamTest

/**
 * The tests that Spark runs on its own stages, on ours. SparkHarnessTest runs it under JUnit.
 *
 * MLTest of 4.1 does not link with StreamTest of 4.2, which it extends; onFrameAndStream does what
 * its testTransformer does.
 */
class SparkHarness extends StreamTest with DefaultReadWriteTest {
  import testImplicits._

  private def points: Seq[(Vector, Double)] = (0 until 60).map { i =>
    val label = i % 3
    (Vectors.dense(label - 1 + 0.01 * i, 0.5 * label, math.sin(i.toDouble)), label.toDouble)
  }

  private def rows: DataFrame = points.toDF("features", "label")

  private def classifier =
    new NeuralNetworkClassifier().setHiddenLayers(Array(4)).setMaxIter(3).setSeed(2)

  private def regressor =
    new NeuralNetworkRegressor().setHiddenLayers(Array(4)).setMaxIter(3).setSeed(2)

  private def table: DataFrame = named(rows)

  /** The points with a string beside them, which is a label or a feature. */
  private def named(frame: DataFrame): DataFrame =
    frame.withColumn("kind", element_at(array(lit("a"), lit("b"), lit("c")), col("label").cast("int") + 1))

  private def encoder = new TableEncoder().setInputCols(Array("kind", "features")).setOutputCol("out")

  private def tabularClassifier =
    new TabularClassifier().setLabelCol("kind").setIgnoredCols(Array("label")).setHiddenLayers(Array(4)).setMaxIter(3)

  private def tabularRegressor = new TabularRegressor().setHiddenLayers(Array(4)).setMaxIter(3)

  private val tableSettings: Map[String, Any] = Map(
    "inputCols" -> Array("features"),
    "missing" -> "mean",
    "unseen" -> "skip",
    "scale" -> "standard",
    "maxCategories" -> 7)

  private def encoded(model: TableEncoderModel): Seq[Row] =
    model.setOutputCol("encoded").transform(table).select("encoded").collect().toSeq

  /** Saving without a session is internal to Spark Connect's cache; our models are always folders. */
  private val skipTestSaveLocal = true

  private val settings: Map[String, Any] = Map(
    "hiddenLayers" -> Array(5, 4),
    "activation" -> "tanh",
    "solver" -> "adam",
    "maxIter" -> 2,
    "stepSize" -> 0.02,
    "batchSize" -> 16,
    "dropout" -> 0.1,
    "seed" -> 7L)

  private def onFrameAndStream(model: Transformer, columns: String*)(check: Row => Unit): Unit = {
    val frame = table
    val out = columns.map(col)
    model.transform(frame).select(out: _*).collect().foreach(check)
    implicit val session: org.apache.spark.sql.SparkSession = spark
    val stream = MemoryStream[(Vector, Double)]
    val streamed = named(stream.toDS().toDF("features", "label"))
    testStream(model.transform(streamed).select(out: _*))(
      AddData(stream, points: _*),
      CheckAnswer((got: Seq[Row]) => {
        assert(got.size === points.size)
        got.foreach(check)
      }))
  }

  test("params") {
    ParamsSuite.checkParams(classifier)
    ParamsSuite.checkParams(regressor)
    ParamsSuite.checkParams(classifier.fit(rows))
    ParamsSuite.checkParams(regressor.fit(rows))
    ParamsSuite.checkParams(new NeuralNetworkClassificationModel())
    ParamsSuite.checkParams(new NeuralNetworkRegressionModel())
    ParamsSuite.checkParams(encoder)
    ParamsSuite.checkParams(tabularClassifier)
    ParamsSuite.checkParams(tabularRegressor)
    ParamsSuite.checkParams(encoder.fit(table))
    ParamsSuite.checkParams(tabularClassifier.fit(table))
    ParamsSuite.checkParams(tabularRegressor.fit(table))
    ParamsSuite.checkParams(new TableEncoderModel())
    ParamsSuite.checkParams(new TabularClassificationModel())
    ParamsSuite.checkParams(new TabularRegressionModel())
  }

  test("copies and uids of a classifier") {
    val trainer = classifier
    val model = trainer.fit(rows)
    MLTestingUtils.checkCopyAndUids(trainer, model)
    assert(model.copy(ParamMap.empty).hasSummary)
  }

  test("copies and uids of stages that take tables") {
    val stage = encoder
    MLTestingUtils.checkCopyAndUids(stage, stage.fit(table))
    val classes = tabularClassifier
    MLTestingUtils.checkCopyAndUids(classes, classes.fit(table))
    val numbers = tabularRegressor
    MLTestingUtils.checkCopyAndUids(numbers, numbers.fit(table))
  }

  test("an encoder and its model are read as they were written") {
    testEstimatorAndModelReadWrite(
      new TableEncoder(),
      table,
      tableSettings + ("outputCol" -> "out"),
      tableSettings + ("outputCol" -> "out"),
      (a: TableEncoderModel, b: TableEncoderModel) => assert(encoded(a) === encoded(b)),
      skipTestSaveLocal)
  }

  test("a classifier of tables and its model are read as they were written") {
    testEstimatorAndModelReadWrite(
      new TabularClassifier(),
      table,
      settings ++ tableSettings + ("labelCol" -> "kind"),
      settings ++ tableSettings + ("labelCol" -> "kind"),
      (a: TabularClassificationModel, b: TabularClassificationModel) =>
        assert(a.labels === b.labels && a.network.weights === b.network.weights && encoded(a.encoder) === encoded(b.encoder)),
      skipTestSaveLocal)
  }

  test("a regressor of tables and its model are read as they were written") {
    testEstimatorAndModelReadWrite(
      new TabularRegressor(),
      table,
      settings ++ tableSettings + ("labelCol" -> "label"),
      settings ++ tableSettings + ("labelCol" -> "label"),
      (a: TabularRegressionModel, b: TabularRegressionModel) =>
        assert(a.network.weights === b.network.weights && encoded(a.encoder) === encoded(b.encoder)),
      skipTestSaveLocal)
  }

  test("models of tables on frames and streams") {
    val classes = tabularClassifier.fit(table)
    onFrameAndStream(classes, "kind", "prediction", "probability") {
      case Row(_: String, prediction: String, probability: Vector) =>
        assert(prediction === classes.labels.apply(probability.argmax))
    }
  }

  test("copies and uids of a regressor") {
    val trainer = regressor
    MLTestingUtils.checkCopyAndUids(trainer, trainer.fit(rows))
  }

  test("a classifier and its model are read as they were written") {
    testEstimatorAndModelReadWrite(
      new NeuralNetworkClassifier(),
      rows,
      settings,
      settings,
      (a: NeuralNetworkClassificationModel, b: NeuralNetworkClassificationModel) =>
        assert(a.weights === b.weights && a.numClasses === b.numClasses),
      skipTestSaveLocal)
  }

  test("a regressor and its model are read as they were written") {
    testEstimatorAndModelReadWrite(
      new NeuralNetworkRegressor(),
      rows,
      settings,
      settings,
      (a: NeuralNetworkRegressionModel, b: NeuralNetworkRegressionModel) =>
        assert(a.weights === b.weights),
      skipTestSaveLocal)
  }

  test("a classification model on frames and streams") {
    val model = classifier.fit(rows)
    onFrameAndStream(model, "prediction", "probability", "features") {
      case Row(prediction: Double, probability: Vector, features: Vector) =>
        assert(prediction === model.predict(features))
        assert(prediction === probability.argmax.toDouble)
    }
  }

  test("a regression model on frames and streams") {
    val model = regressor.fit(rows)
    onFrameAndStream(model, "prediction", "features") {
      case Row(prediction: Double, features: Vector) =>
        assert(math.abs(prediction - model.predict(features)) < 1e-5)
    }
  }
}

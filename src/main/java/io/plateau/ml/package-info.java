/**
 * Estimators and models for spark.ml pipelines. Depends on {@code engine} and what lies below, on
 * {@code scan}, {@code onnx}, and on {@code evaluation} and {@code report} for summaries.
 *
 * <pre>{@code
 * NeuralNetworkClassificationModel model =
 *     new NeuralNetworkClassifier()
 *         .setHiddenLayers(new int[] {256, 128})
 *         .setActivation("relu")
 *         .setMaxIter(50)
 *         .fit(training);
 * Dataset<Row> predictions = model.transform(test);
 * }</pre>
 *
 * A fit to a table begins with its columns ({@link io.plateau.ml.table.TablePass}). A fit to
 * vectors is one pass that checks and measures the rows ({@link io.plateau.ml.fit.CheckedRows}), a
 * plan made of parameters and measures ({@link io.plateau.ml.fit.Fit}), and the engine's training.
 * A model holds a {@link io.plateau.nn.TrainedNetwork}.
 *
 * <p>Stages also name interfaces that their other interfaces extend, as py4j, by which Python calls
 * them, finds methods in no others.
 */
package io.plateau.ml;

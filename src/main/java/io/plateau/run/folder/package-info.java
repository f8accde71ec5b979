/**
 * The folder of a run, and what is written into it while training runs and afterwards; the places
 * of exports and predictions. Depends on {@code job}, {@code report}, {@code checkpoint}, {@code
 * onnx}, {@code ml.persist} and what lies below; knows no session.
 *
 * <pre>{@code
 * RunFolder run = RunFolder.at("hdfs:///runs/letters", configuration);
 * History history = run.history();
 * }</pre>
 */
package io.plateau.run.folder;

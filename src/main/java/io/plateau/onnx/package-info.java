/**
 * Models in the format of ONNX, for runtimes that know nothing of Plateau: the table and the
 * network as one graph. Depends on {@code model}, {@code table}, {@code nn} and {@code store}.
 *
 * <pre>{@code
 * SavedModel model = new SavedModel(Optional.of(table), network, List.of("no", "yes"), List.of());
 * Files.write(Path.of("income.onnx"), OnnxModel.of(model, Map.of()).bytes());
 * }</pre>
 */
package io.plateau.onnx;
